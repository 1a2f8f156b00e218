package netmemsim.models.nic;

import java.util.function.Consumer;
import netmemsim.core.event.Event;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.Result;

/**
 * Closing a device and opening it anew under its lock: how drivers carry out a change of
 * configuration, as gve does for ring sizes and header split (gve_adjust_config), and how a device
 * is reset. All queues stop, and their packets are lost meanwhile.
 */
public final class DeviceReopen {
  private DeviceReopen() {}

  /**
   * Changes a device. The caller holds its lock.
   *
   * @param device the device
   * @param change the change
   * @param instant whether it takes no time
   * @param done gets the answer when the device is open again
   */
  public static void run(
      final NetDevice device,
      final Runnable change,
      final boolean instant,
      final Consumer<Result> done) {
    final NicProfile profile = device.profile();
    run(device, change, instant ? 0 : profile.stopPs() + profile.startPs(), done);
  }

  /**
   * Resets a device, whether a user asked ({@code ethtool --reset DEV all}) or the driver found
   * that it must. The caller holds its lock.
   *
   * @param device the device
   * @param instant whether it takes no time
   * @param done gets the answer when the device is open again
   */
  public static void reset(
      final NetDevice device, final boolean instant, final Consumer<Result> done) {
    device.countReset();
    final long durationPs =
        device.faults().durationPs(0, RestartStep.RESET, device.profile().resetPs());
    run(device, () -> {}, instant ? 0 : durationPs, done);
  }

  private static void run(
      final NetDevice device,
      final Runnable change,
      final long durationPs,
      final Consumer<Result> done) {
    if (!device.isUp()) {
      change.run();
      done.accept(Result.OK);
      return;
    }
    device.suspend();
    change.run();
    final Runnable reopen =
        () -> {
          try {
            device.open();
            done.accept(Result.OK);
          } catch (KernelException e) {
            done.accept(e.result());
          }
        };
    if (durationPs == 0) {
      reopen.run();
      return;
    }
    device
        .simulator()
        .scheduleIn(
            new Event(device) {
              @Override
              public void fire(final long nowPs) {
                reopen.run();
              }
            },
            durationPs);
  }
}
