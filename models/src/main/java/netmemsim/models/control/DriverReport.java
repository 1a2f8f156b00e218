package netmemsim.models.control;

import netmemsim.models.kernel.Result;
import netmemsim.models.nic.NetDevice;

/** {@code ethtool -S} and {@code -i}: a driver's counters and what it is. */
final class DriverReport {
  private DriverReport() {}

  static DeviceAction statistics() {
    return DeviceAction.of(
        device -> {
          final StringBuilder text = new StringBuilder("NIC statistics:\n");
          device
              .driverStatistics()
              .forEach(
                  counter ->
                      text.append("     ")
                          .append(counter.name())
                          .append(": ")
                          .append(counter.value())
                          .append('\n'));
          return Result.text(text.toString());
        });
  }

  /** The model has no PCI addresses and no firmware. */
  static DeviceAction information() {
    return DeviceAction.of(device -> Result.text(information(device)));
  }

  private static String information(final NetDevice device) {
    return "driver: "
        + device.driverName()
        + "\nversion: "
        + device.driverVersion()
        + "\nfirmware-version: \nexpansion-rom-version: \nbus-info: \n"
        + "supports-statistics: yes\nsupports-test: no\nsupports-eeprom-access: no\n"
        + "supports-register-dump: no\nsupports-priv-flags: no\n";
  }
}
