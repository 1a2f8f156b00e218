package netmemsim.models.control;

import java.util.List;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.DeviceReopen;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.RssContext;
import netmemsim.models.nic.RxQueue;
import org.jspecify.annotations.Nullable;

/**
 * {@code ethtool -L} and {@code -l}: how many queues; -1 stands for what is left alone. Checks of
 * ethnl_set_channels and ethtool_check_max_channel (net/ethtool/channels.c, common.c, v6.12) in
 * their order. The driver closes the device and opens it anew (gve_adjust_config).
 */
record ChannelSettings(int rx, int tx, int combined) {
  private static final List<String> PARAMETERS = List.of("rx", "tx", "combined");

  static DeviceAction parse(final Words words) {
    int rx = -1;
    int tx = -1;
    int combined = -1;
    while (words.hasNext()) {
      final String key = words.next("a channel parameter");
      switch (key) {
        case "rx" -> rx = words.nextNumber(key);
        case "tx" -> tx = words.nextNumber(key);
        case "combined" -> combined = words.nextNumber(key);
        default -> throw new UnknownWordException("ethtool -L", key, PARAMETERS);
      }
    }
    final ChannelSettings wanted = new ChannelSettings(rx, tx, combined);
    return (device, instant, done) -> {
      final ChannelSettings all = wanted.over(current(device));
      if (all.equals(current(device))) {
        done.accept(Result.OK);
        return;
      }
      final Result refusal = all.check(device);
      if (refusal != null) {
        done.accept(refusal);
        return;
      }
      DeviceReopen.run(
          device,
          () -> device.setQueues(all.rx + all.combined, all.tx + all.combined),
          instant,
          done);
    };
  }

  static DeviceAction report() {
    return DeviceAction.of(device -> Result.text(text(device)));
  }

  private static ChannelSettings current(final NetDevice device) {
    final int rx = device.rxQueues().size();
    final int tx = device.txQueues().size();
    return device.combinedChannels()
        ? new ChannelSettings(0, 0, rx)
        : new ChannelSettings(rx, tx, 0);
  }

  private static ChannelSettings maximum(final NetDevice device) {
    final int max = device.profile().maxQueues();
    return device.combinedChannels()
        ? new ChannelSettings(0, 0, max)
        : new ChannelSettings(max, max, 0);
  }

  private ChannelSettings over(final ChannelSettings old) {
    return new ChannelSettings(
        rx < 0 ? old.rx : rx, tx < 0 ? old.tx : tx, combined < 0 ? old.combined : combined);
  }

  private @Nullable Result check(final NetDevice device) {
    final ChannelSettings max = maximum(device);
    if (rx > max.rx || tx > max.tx || combined > max.combined) {
      return refused("requested channel count exceeds maximum");
    }
    if (combined == 0 && (rx == 0 || tx == 0)) {
      return refused(
          "requested channel counts would result in no RX or TX channel being configured");
    }
    final int total = rx + combined;
    final int inTable = highestInTables(device);
    if (total <= inTable) {
      return tooLow("indirection table (" + inTable + ")");
    }
    if (total <= device.flowRules().highestQueue()) {
      return tooLow("ntuple filter settings");
    }
    final int bound = boundChannels(device);
    return total <= bound ? tooLow("memory provider setting (" + bound + ")") : null;
  }

  /** The highest queue in a table that a user set; the default table follows the channels. */
  private static int highestInTables(final NetDevice device) {
    int highest = 0;
    for (final RssContext context : device.steering().contexts()) {
      if (context.table().isSetByUser()) {
        highest = Math.max(highest, context.table().highestQueue());
      }
    }
    return highest;
  }

  /**
   * One more than the highest queue with a memory provider (dev_get_min_mp_channel_count): the
   * comparison with "less or equal" refuses even the total that would just do (kernel-facts.md
   * 1.8).
   */
  private static int boundChannels(final NetDevice device) {
    int count = 0;
    for (final RxQueue queue : device.rxQueues()) {
      if (queue.memoryProvider() != null) {
        count = queue.index() + 1;
      }
    }
    return count;
  }

  private static Result tooLow(final String what) {
    return refused("requested channel counts are too low for existing " + what);
  }

  private static Result refused(final String extack) {
    return Result.error(Errno.EINVAL, extack);
  }

  private static String text(final NetDevice device) {
    final StringBuilder text = new StringBuilder("Channel parameters for " + device.name() + ":\n");
    text.append("Pre-set maximums:\n");
    counts(text, maximum(device), device.combinedChannels());
    text.append("Current hardware settings:\n");
    counts(text, current(device), device.combinedChannels());
    return text.toString();
  }

  /** A kind that the driver has none of is not in the reply (channels_fill_reply). */
  private static void counts(
      final StringBuilder text, final ChannelSettings counts, final boolean isCombined) {
    text.append("RX:\t\t").append(isCombined ? "n/a" : counts.rx).append('\n');
    text.append("TX:\t\t").append(isCombined ? "n/a" : counts.tx).append('\n');
    text.append("Other:\t\tn/a\n");
    text.append("Combined:\t").append(isCombined ? counts.combined : "n/a").append('\n');
  }
}
