package netmemsim.models.control;

import java.util.List;
import java.util.Locale;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.ToeplitzHash;

/** {@code ethtool -X} and {@code -x}: the RSS indirection table. */
final class RssSettings {
  private static final List<String> PARAMETERS = List.of("start", "equal", "default");
  private static final int ENTRIES_PER_LINE = 8;

  private RssSettings() {}

  static DeviceAction parse(final Words words) {
    int start = -1;
    int count = -1;
    boolean reset = false;
    while (words.hasNext()) {
      final String key = words.next("an RSS parameter");
      switch (key) {
        case "start" -> start = words.nextNumber("start");
        case "equal" -> count = words.nextNumber("equal");
        case "default" -> reset = true;
        default -> throw new UnknownWordException("ethtool -X", key, PARAMETERS);
      }
    }
    if (reset == (count >= 0)) {
      throw new IllegalArgumentException("ethtool -X needs either 'equal N' or 'default'");
    }
    if (reset && start >= 0) {
      throw new IllegalArgumentException("ethtool -X start needs 'equal N'");
    }
    final boolean toDefault = reset;
    final int first = Math.max(0, start);
    final int queues = count;
    return DeviceAction.of(
        device -> {
          if (toDefault) {
            device.rss().setDefault(device.rxQueues().size());
          } else {
            device.rss().setEqual(first, queues, device.rxQueues().size());
          }
          return Result.OK;
        });
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
