package netmemsim.models.control;

import java.util.Locale;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.ToeplitzHash;

/** {@code ethtool -X} and {@code -x}: the RSS indirection table. */
final class RssSettings {
  private static final int ENTRIES_PER_LINE = 8;

  private RssSettings() {}

  static DeviceAction parse(final Words words) {
    final RssCommand command = RssCommand.parse(words);
    return DeviceAction.of(command::execute);
  }

  static DeviceAction report() {
    return DeviceAction.of(device -> Result.text(text(device)));
  }

  private static String text(final NetDevice device) {
    final StringBuilder text = new StringBuilder();
    text.append("\nRX flow hash indirection table for ")
        .append(device.name())
        .append(" with ")
        .append(device.rxQueues().size())
        .append(" RX ring(s):\n");
    for (int i = 0; i < device.rss().size(); i++) {
      if (i % ENTRIES_PER_LINE == 0) {
        text.append(String.format(Locale.ROOT, "%5d: ", i));
      }
      text.append(String.format(Locale.ROOT, " %5d", device.rss().entry(i)));
      if (i % ENTRIES_PER_LINE == ENTRIES_PER_LINE - 1 || i == device.rss().size() - 1) {
        text.append('\n');
      }
    }
    text.append("RSS hash key:\n").append(key()).append('\n');
    text.append("RSS hash function:\n    toeplitz: on\n    xor: off\n    crc32: off\n");
    text.append("RSS input transformation:\n    symmetric-xor: off\n    symmetric-or-xor: off\n");
    return text.toString();
  }

  private static String key() {
    final StringBuilder text = new StringBuilder();
    for (final int octet : ToeplitzHash.key()) {
      text.append(text.isEmpty() ? "" : ":").append(String.format(Locale.ROOT, "%02x", octet));
    }
    return text.toString();
  }
}
