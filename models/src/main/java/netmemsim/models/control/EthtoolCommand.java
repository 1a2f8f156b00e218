package netmemsim.models.control;

import java.util.function.Consumer;
import netmemsim.models.kernel.ControlSwitch;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.DeviceReopen;
import netmemsim.models.nic.FlowRule;
import netmemsim.models.nic.FlowRules;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.packet.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A command in the syntax of ethtool(8): -G, -X, -N/-U, -K. What is not modelled is refused when
 * the text is parsed.
 */
public final class EthtoolCommand implements DeviceCommand {
  private static final int MAX_PORT = 65535;

  @FunctionalInterface
  private interface Action {
    void execute(NetDevice device, boolean instant, Consumer<Result> done);
  }

  @FunctionalInterface
  private interface QuickAction {
    long execute(NetDevice device) throws KernelException;
  }

  private final String device;
  private final Action action;

  private EthtoolCommand(final String device, final Action action) {
    this.device = device;
    this.action = action;
  }

  /**
   * Parses a command line, with or without the leading word {@code ethtool}.
   *
   * @param text the command line
   * @return the command
   * @throws IllegalArgumentException that says what is wrong with the text
   */
  public static EthtoolCommand parse(final String text) {
    final Words words = new Words(text.trim().replaceFirst("^ethtool(\\s+|$)", ""));
    final String option = words.next("an option such as -G");
    final String device = words.next("a device");
    final Action action =
        switch (option) {
          case "-G", "--set-ring" -> parseRing(words);
          case "-X", "--set-rxfh-indir", "--rxfh" -> quick(parseRss(words));
          case "-N", "-U", "--config-nfc", "--config-ntuple" -> quick(parseFlow(words));
          case "-K", "--features", "--offload" -> quick(parseFeatures(words));
          default ->
              throw new IllegalArgumentException(
                  "ethtool " + option + " is not modelled (modelled: -G, -X, -N, -K)");
        };
    return new EthtoolCommand(device, action);
  }

  @Override
  public String device() {
    return device;
  }

  @Override
  public void execute(final NetDevice target, final boolean instant, final Consumer<Result> done) {
    target
        .lock()
        .acquire(
            () ->
                action.execute(
                    target,
                    instant,
                    result -> {
                      done.accept(result);
                      target.lock().release();
                    }));
  }

  private static Action quick(final QuickAction action) {
    return (device, instant, done) -> {
      try {
        done.accept(Result.value(action.execute(device)));
      } catch (KernelException e) {
        done.accept(e.result());
      }
    };
  }

  private static Action parseRing(final Words words) {
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
        default ->
            throw new IllegalArgumentException(
                "ethtool -G "
                    + key
                    + " is not modelled (modelled: rx, tx, tcp-data-split, hds-thresh)");
      }
    }
    final RingChange change = new RingChange(rx, tx, split, threshold);
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

  /** What -G asks for; -1 and null stand for parameters that it leaves alone. */
  private record RingChange(int rx, int tx, NetDevice.@Nullable TcpDataSplit split, int threshold) {
    /** The guards of net/ethtool/rings.c (kernel-facts.md 1.8), then gve's. */
    @Nullable Result check(final NetDevice device) {
      final boolean guarded = device.host().kernel().has(ControlSwitch.ETHTOOL_GUARDS_HEADER_SPLIT);
      final boolean bound = guarded && device.hasMemoryProvider();
      if (threshold >= 0 && !guarded) {
        return Result.error(Errno.EINVAL, "Unknown attribute type");
      }
      if (split != null && !device.profile().headerSplit()) {
        return Result.error(Errno.EOPNOTSUPP);
      }
      if (bound && split != null && split != NetDevice.TcpDataSplit.ON) {
        return Result.error(
            Errno.EINVAL,
            "can't disable tcp-data-split while device has memory" + " provider enabled");
      }
      if (bound && threshold > 0) {
        return Result.error(
            Errno.EINVAL,
            "can't set non-zero hds_thresh while device has memory" + " provider enabled");
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
    boolean needsReopen(final NetDevice device) {
      return (split != null && (split == NetDevice.TcpDataSplit.ON) != device.headerSplitOn())
          || (threshold >= 0 && threshold != device.hdsThreshold())
          || (rx >= 0 && rx != device.config().rxRing())
          || (tx >= 0 && tx != device.config().txRing());
    }

    void apply(final NetDevice device) {
      if (split != null) {
        device.setTcpDataSplit(split);
      }
      if (threshold >= 0) {
        device.setHdsThreshold(threshold);
      }
      if (rx > 0 || tx > 0) {
        device.setRings(
            rx > 0 ? rx : device.config().rxRing(), tx > 0 ? tx : device.config().txRing());
      }
    }
  }

  private static QuickAction parseRss(final Words words) {
    int start = -1;
    int count = -1;
    boolean reset = false;
    while (words.hasNext()) {
      final String key = words.next("an RSS parameter");
      switch (key) {
        case "start" -> start = words.nextNumber("start");
        case "equal" -> count = words.nextNumber("equal");
        case "default" -> reset = true;
        default ->
            throw new IllegalArgumentException(
                "ethtool -X " + key + " is not modelled (modelled: start, equal, default)");
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
    return device -> {
      if (toDefault) {
        device.rss().setDefault(device.rxQueues().size());
      } else {
        device.rss().setEqual(first, queues, device.rxQueues().size());
      }
      return 0;
    };
  }

  private static QuickAction parseFlow(final Words words) {
    final String first = words.next("flow-type or delete");
    if (first.equals("delete")) {
      final int location = words.nextNumber("a rule's location");
      words.end();
      return device -> {
        device.flowRules().delete(location);
        return 0;
      };
    }
    if (!first.equals("flow-type")) {
      throw new IllegalArgumentException("expected flow-type or delete: '" + first + "'");
    }
    final String type = words.next("a flow type");
    if (!type.equals("tcp4") && !type.equals("tcp6")) {
      throw new IllegalArgumentException(
          "flow-type " + type + " is not modelled (modelled: tcp4, tcp6)");
    }
    IpAddress source = null;
    IpAddress destination = null;
    int sourcePort = FlowRule.ANY;
    int destinationPort = FlowRule.ANY;
    Integer queue = null;
    int location = FlowRules.LOCATION_ANY;
    while (words.hasNext()) {
      final String key = words.next("a rule parameter");
      switch (key) {
        case "src-ip" -> source = address(words, key, type);
        case "dst-ip" -> destination = address(words, key, type);
        case "src-port" -> sourcePort = words.nextNumber(key, 0, MAX_PORT);
        case "dst-port" -> destinationPort = words.nextNumber(key, 0, MAX_PORT);
        case "action" -> queue = words.nextNumber(key, FlowRule.DISCARD, Integer.MAX_VALUE);
        case "queue" -> queue = words.nextNumber(key);
        case "loc" -> location = words.nextNumber("loc");
        default ->
            throw new IllegalArgumentException(
                "ethtool -N "
                    + key
                    + " is not modelled (modelled: src-ip, dst-ip, src-port, dst-port, action,"
                    + " queue, loc)");
      }
    }
    if (queue == null) {
      throw new IllegalArgumentException("missing action: the queue that matching packets go to");
    }
    final FlowRule rule =
        new FlowRule(
            location, type.equals("tcp6"), source, destination, sourcePort, destinationPort, queue);
    return device -> device.flowRules().insert(rule, device.rxQueues().size());
  }

  private static IpAddress address(final Words words, final String key, final String flowType) {
    final IpAddress address = IpAddress.parse(words.next(key));
    if (address.isV6() != flowType.equals("tcp6")) {
      throw new IllegalArgumentException(
          key
              + " of flow-type "
              + flowType
              + " must be IPv"
              + flowType.charAt(3)
              + ": '"
              + address
              + "'");
    }
    return address;
  }

  private static QuickAction parseFeatures(final Words words) {
    QuickAction all = device -> 0;
    if (!words.hasNext()) {
      throw new IllegalArgumentException("missing a feature");
    }
    while (words.hasNext()) {
      final String feature = words.next("a feature");
      final boolean on = words.nextSwitch(feature);
      final QuickAction before = all;
      switch (feature) {
        case "gro", "generic-receive-offload", "rx-gro" ->
            all =
                device -> {
                  device.setGro(on);
                  return before.execute(device);
                };
        case "ntuple", "rx-ntuple-filter" ->
            all =
                device -> {
                  device.flowRules().setEnabled(on);
                  return before.execute(device);
                };
        default ->
            throw new IllegalArgumentException(
                "ethtool -K " + feature + " is not modelled (modelled: gro, ntuple)");
      }
    }
    return all;
  }
}
