package netmemsim.models.control;

import java.util.function.Consumer;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.NetDevice;

/** An ethtool or ip command for one device, ready to be carried out. */
public interface DeviceCommand {
  /** The device's name. */
  String device();

  /**
   * Carries it out under the device's lock.
   *
   * @param target the device of that name
   * @param instant whether it takes no time, for set-up before the run
   * @param done gets the answer
   */
  void execute(NetDevice target, boolean instant, Consumer<Result> done);
}
