package netmemsim.models.nic;

import java.util.function.Consumer;
import netmemsim.core.event.Event;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.Result;

/**
 * A change of configuration that the driver carries out by closing the device and opening it anew,
 * as gve does for ring sizes and header split (gve_adjust_config): all queues stop, and their
 * packets are lost meanwhile.
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
    if (instant) {
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
            device.profile().stopPs() + device.profile().startPs());
  }
}
