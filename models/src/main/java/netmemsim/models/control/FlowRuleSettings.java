package netmemsim.models.control;

import java.util.List;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.FlowRule;
import netmemsim.models.nic.FlowRules;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.packet.IpAddress;

/** {@code ethtool -N}: ntuple rules. */
final class FlowRuleSettings {
  private static final int MAX_PORT = 65535;
  private static final List<String> FLOW_TYPES = List.of("tcp4", "tcp6");
  private static final List<String> PARAMETERS =
      List.of("src-ip", "dst-ip", "src-port", "dst-port", "action", "queue", "context", "loc");

  private FlowRuleSettings() {}

  static DeviceAction parse(final Words words) {
    final String first = words.next("flow-type or delete");
    if (first.equals("delete")) {
      final int location = words.nextNumber("a rule's location");
      return DeviceAction.of(
          device -> {
            try {
              device.flowRules().delete(location);
              return Result.OK;
            } catch (KernelException e) {
              return e.result().printing(deleteErrorText(e.result()));
            }
          });
    }
    if (!first.equals("flow-type")) {
      throw new IllegalArgumentException("expected flow-type or delete: '" + first + "'");
    }
    final FlowRule rule = rule(words);
    return DeviceAction.of(
        device -> {
          checkContext(device, rule);
          final int location = device.flowRules().insert(rule, device.rxQueues().size());
          return Result.value(location).printing("Added rule with ID " + location + "\n");
        });
  }

  private static FlowRule rule(final Words words) {
    final String type = words.next("a flow type");
    if (!FLOW_TYPES.contains(type)) {
      throw new UnknownWordException("flow-type", type, FLOW_TYPES);
    }
    IpAddress source = null;
    IpAddress destination = null;
    int sourcePort = FlowRule.ANY;
    int destinationPort = FlowRule.ANY;
    Integer queue = null;
    int location = FlowRules.LOCATION_ANY;
    int context = 0;
    while (words.hasNext()) {
      final String key = words.next("a rule parameter");
      switch (key) {
        case "src-ip" -> source = address(words, key, type);
        case "dst-ip" -> destination = address(words, key, type);
        case "src-port" -> sourcePort = words.nextNumber(key, 0, MAX_PORT);
        case "dst-port" -> destinationPort = words.nextNumber(key, 0, MAX_PORT);
        case "action" -> queue = words.nextNumber(key, FlowRule.DISCARD, Integer.MAX_VALUE);
        case "queue" -> queue = words.nextNumber(key);
        case "context" -> context = words.nextNumber("context");
        case "loc" -> location = words.nextNumber("loc");
        default -> throw new UnknownWordException("ethtool -N", key, PARAMETERS);
      }
    }
    if (queue == null && context > 0) {
      queue = 0;
    }
    if (queue == null) {
      throw new IllegalArgumentException("missing action: the queue that matching packets go to");
    }
    return new FlowRule(
        location,
        type.equals("tcp6"),
        source,
        destination,
        sourcePort,
        destinationPort,
        queue,
        context);
  }

  private static void checkContext(final NetDevice device, final FlowRule rule)
      throws KernelException {
    // No driver here adds the queue to the entry of the context's table (cap_rss_rxnfc_adds).
    final boolean badContext = device.steering().find(rule.context()) == null;
    if (badContext || (rule.context() > 0 && rule.queue() != 0)) {
      throw new KernelException(Errno.EINVAL);
    }
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

  static String errorText(final Result result) {
    return ToolErrors.after("rmgr: Cannot insert RX class rule: ").apply(result)
        + "Cannot insert classification rule\n";
  }

  private static String deleteErrorText(final Result result) {
    return ToolErrors.after("rmgr: Cannot delete RX class rule: ").apply(result)
        + "Cannot delete classification rule\n";
  }
}
