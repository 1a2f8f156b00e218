package netmemsim.models.control;

import java.util.List;
import netmemsim.models.kernel.BindingSwitch;
import netmemsim.models.kernel.ControlSwitch;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.DeviceReopen;
import netmemsim.models.nic.NetDevice;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ethtool -G} asks for; -1 and null stand for parameters that it leaves alone. Guards
 * of net/ethtool/rings.c (kernel-facts.md 1.8), then gve's.
 */
record RingSettings(int rx, int tx, NetDevice.@Nullable TcpDataSplit split, int threshold) {
  private static final List<String> PARAMETERS =
      List.of("rx", "tx", "tcp-data-split", "hds-thresh");

  static DeviceAction parse(final Words words) {
    int rx = -1;
    int tx = -1;
    int threshold = -1;
    NetDevice.TcpDataSplit split = null;
    while (words.hasNext()) {
      final String key = words.next("a ring parameter");
      switch (key) {
        case "rx" -> rx = words.nextNumber("rx");
        case "tx" -> tx = words.nextNumber("tx");
        case "hds-thresh" -> threshold = words.nextNumber("hds-thresh");
        case "tcp-data-split" -> split = dataSplit(words.next("tcp-data-split"));
        default -> throw new UnknownWordException("ethtool -G", key, PARAMETERS);
      }
    }
    final RingSettings change = new RingSettings(rx, tx, split, threshold);
    return (device, instant, done) -> {
      final Result refusal = change.check(device);
      if (refusal != null) {
        done.accept(refusal);
      } else if (!change.needsReopen(device)) {
        change.apply(device);
        done.accept(Result.OK);
      } else {
        DeviceReopen.run(device, () -> change.apply(device), instant, done);
      }
    };
  }

  private static NetDevice.TcpDataSplit dataSplit(final String word) {
    return switch (word) {
      case "on" -> NetDevice.TcpDataSplit.ON;
      case "off" -> NetDevice.TcpDataSplit.OFF;
      case "auto" -> NetDevice.TcpDataSplit.AUTO;
      default ->
          throw new IllegalArgumentException(
              "tcp-data-split must be on, off or auto: '" + word + "'");
    };
  }

  private @Nullable Result check(final NetDevice device) {
    final boolean guarded = device.host().kernel().has(ControlSwitch.ETHTOOL_GUARDS_HEADER_SPLIT);
    final boolean bound = guarded && device.hasMemoryProvider();
    if (threshold >= 0 && !guarded) {
      return Result.error(Errno.EINVAL, "Unknown attribute type");
    }
    if (split != null && !device.profile().headerSplit()) {
      return Result.error(Errno.EOPNOTSUPP, "setting TCP data split is not supported");
    }
    if (split == NetDevice.TcpDataSplit.ON
        && device.xdp().isSingleBuffer()
        && device.host().kernel().has(BindingSwitch.XDP_EXCLUDES_DATA_SPLIT)) {
      return Result.error(Errno.EINVAL, "tcp-data-split can not be enabled with single buffer XDP");
    }
    if (bound && split != null && split != NetDevice.TcpDataSplit.ON) {
      return Result.error(
          Errno.EINVAL, "can't disable tcp-data-split while device has memory provider enabled");
    }
    if (bound && threshold > 0) {
      return Result.error(
          Errno.EINVAL, "can't set non-zero hds_thresh while device is memory provider enabled");
    }
    if (Math.max(rx, tx) > device.profile().maxRing()) {
      return Result.error(Errno.EINVAL, "requested ring size exceeds maximum");
    }
    // gve_validate_req_ring_size, gve_ethtool.c v6.12.
    if (!isRingSize(rx) || !isRingSize(tx)) {
      return Result.error(Errno.EINVAL);
    }
    return null;
  }

  private static boolean isRingSize(final int size) {
    return size < 0 || Integer.bitCount(size) == 1;
  }

  /** Whether anything changes that the driver has to stop for. */
  private boolean needsReopen(final NetDevice device) {
    return (split != null && (split == NetDevice.TcpDataSplit.ON) != device.headerSplitOn())
        || (threshold >= 0 && threshold != device.hdsThreshold())
        || (rx >= 0 && rx != device.config().rxRing())
        || (tx >= 0 && tx != device.config().txRing());
  }

  private void apply(final NetDevice device) {
    if (split != null) {
      device.setTcpDataSplit(split);
    }
    if (threshold >= 0) {
      device.setHdsThreshold(threshold);
    }
    device.setRings(rx > 0 ? rx : device.config().rxRing(), tx > 0 ? tx : device.config().txRing());
  }
}
