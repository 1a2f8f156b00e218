package netmemsim.models.nic;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.QueueSwitch;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.Netmem;
import netmemsim.models.netmem.PagePool;
import org.jspecify.annotations.Nullable;

/** The debugfs files of a netdevsim device (drivers/net/netdevsim/netdev.c, v6.15). */
public final class NetdevsimDebugfs {
  private static final Pattern QUEUE_AND_MODE = Pattern.compile("(\\d{1,9}) (\\d{1,9})");

  private final NetDevice device;

  /**
   * The files of a device.
   *
   * @param device a device with the driver netdevsim
   */
  public NetdevsimDebugfs(final NetDevice device) {
    this.device = device;
  }

  /**
   * Writes {@code pp_hold}: takes a page from the pool of queue 0, or gives it back.
   *
   * @param value y or n
   * @return ENETDOWN to take one of a device that is down, ENOMEM when the pool has none, EINVAL
   *     for another value
   */
  public Result hold(final String value) {
    final Netmem held = device.heldPage();
    if (value.equals("y")) {
      final PagePool pool = device.rxQueue(0).pool();
      if (pool == null) {
        return Result.error(Errno.ENETDOWN);
      }
      if (held == null) {
        final Netmem page = pool.allocate();
        if (page == null) {
          return Result.error(Errno.ENOMEM);
        }
        device.setHeldPage(page);
      }
      return Result.OK;
    }
    if (!value.equals("n")) {
      return Result.error(Errno.EINVAL);
    }
    if (held != null) {
      device.setHeldPage(null);
      held.put();
    }
    return Result.OK;
  }

  /**
   * Writes {@code queue_reset}: restarts a queue in one of the driver's modes.
   *
   * @param value queue and mode
   * @param instant whether it takes no time
   * @param done gets the answer: EINVAL for a queue or mode that is not there, ENETDOWN of a device
   *     that is down where that is not allowed, else the restart's
   */
  public void resetQueue(final String value, final boolean instant, final Consumer<Result> done) {
    final Matcher numbers = QUEUE_AND_MODE.matcher(value);
    if (!numbers.matches()) {
      done.accept(Result.error(Errno.EINVAL));
      return;
    }
    final int queue = Integer.parseInt(numbers.group(1));
    final int mode = Integer.parseInt(numbers.group(2));
    device.lock().acquire(() -> reset(queue, mode, instant, done));
  }

  private void reset(
      final int queue, final int mode, final boolean instant, final Consumer<Result> done) {
    final @Nullable Errno refusal = refusal(queue);
    if (refusal != null) {
      done.accept(Result.error(refusal));
      device.lock().release();
      return;
    }
    device.setQueueResetMode(mode);
    QueueRestart.run(
        device.rxQueue(queue),
        instant,
        result -> {
          device.setQueueResetMode(0);
          done.accept(result);
          device.lock().release();
        });
  }

  private @Nullable Errno refusal(final int queue) {
    // The restart of a queue of a device that is down was allowed by the same series.
    if (!device.isUp() && !device.host().kernel().has(QueueSwitch.RESTART_SKIPS_DOWN_DEVICE)) {
      return Errno.ENETDOWN;
    }
    return queue >= device.rxQueues().size() ? Errno.EINVAL : null;
  }
}
