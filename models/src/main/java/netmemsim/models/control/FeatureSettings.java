package netmemsim.models.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.NetDevice;

/**
 * {@code ethtool -K}: device features. Turning on hardware GRO where the hardware has none is
 * EOPNOTSUPP.
 */
final class FeatureSettings {
  private static final List<String> FEATURES = List.of("gro", "rx-gro-hw", "ntuple");

  private FeatureSettings() {}

  static DeviceAction parse(final Words words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException("missing a feature");
    }
    final List<Consumer<NetDevice>> changes = new ArrayList<>();
    boolean hwGro = false;
    while (words.hasNext()) {
      final String feature = words.next("a feature");
      final boolean on;
      switch (feature) {
        case "gro", "generic-receive-offload", "rx-gro" -> {
          on = words.nextSwitch(feature);
          changes.add(device -> device.setGro(on));
        }
        case "rx-gro-hw" -> {
          on = words.nextSwitch(feature);
          hwGro = on;
          changes.add(device -> device.setHwGro(on));
        }
        case "ntuple", "ntuple-filters", "rx-ntuple-filter" -> {
          on = words.nextSwitch(feature);
          changes.add(device -> device.flowRules().setEnabled(on));
        }
        default -> throw new UnknownWordException("ethtool -K", feature, FEATURES);
      }
    }
    final boolean merges = hwGro;
    return DeviceAction.of(
        device -> {
          if (merges && device.profile().hwGroTimeoutPs() == 0) {
            return Result.error(Errno.EOPNOTSUPP);
          }
          changes.forEach(change -> change.accept(device));
          return Result.OK;
        });
  }
}
