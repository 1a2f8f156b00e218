package netmemsim.models.control;

import java.util.function.Consumer;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.NetDevice;

/** What a command does to a device whose lock is held. */
@FunctionalInterface
interface DeviceAction {
  /** A change that takes no time. */
  @FunctionalInterface
  interface Setting {
    Result apply(NetDevice device) throws KernelException;
  }

  void execute(NetDevice device, boolean instant, Consumer<Result> done);

  static DeviceAction of(final Setting setting) {
    return (device, instant, done) -> {
      Result result;
      try {
        result = setting.apply(device);
      } catch (KernelException e) {
        result = e.result();
      }
      done.accept(result);
    };
  }
}
