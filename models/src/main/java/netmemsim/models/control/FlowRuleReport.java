package netmemsim.models.control;

import java.util.List;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.FlowRule;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.packet.IpAddress;
import org.jspecify.annotations.Nullable;

/** {@code ethtool -n DEV} and {@code ethtool -n DEV rule N}: ntuple rules. */
final class FlowRuleReport {
  private static final String NO_V4 = "255.255.255.255";
  private static final String NO_V6 = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";

  private FlowRuleReport() {}

  static DeviceAction parse(final Words words) {
    if (!words.hasNext()) {
      return DeviceAction.of(device -> all(device));
    }
    final String word = words.next("rule");
    if (!word.equals("rule")) {
      throw new UnknownWordException("ethtool -n", word, List.of("rule"));
    }
    final int location = words.nextNumber("a rule's location");
    return DeviceAction.of(device -> one(device, location));
  }

  private static Result all(final NetDevice device) {
    final String rings = device.rxQueues().size() + " RX rings available\n";
    if (device.flowRules().max() == 0) {
      final Result refused = Result.error(Errno.EOPNOTSUPP);
      return refused.printing(rings + errorText(refused));
    }
    final List<FlowRule> rules = device.flowRules().rules();
    final StringBuilder text = new StringBuilder(rings);
    text.append("Total ").append(rules.size()).append(" rules\n\n");
    rules.forEach(rule -> print(text, rule));
    return Result.text(text.toString());
  }

  /** gve_get_flow_rule_entry: EINVAL for a rule that is not there (gve_flow_rule.c, v6.12). */
  private static Result one(final NetDevice device, final int location) throws KernelException {
    for (final FlowRule rule : device.flowRules().rules()) {
      if (rule.location() == location) {
        final StringBuilder text = new StringBuilder();
        print(text, rule);
        return Result.text(text.toString());
      }
    }
    final Errno errno = device.flowRules().max() == 0 ? Errno.EOPNOTSUPP : Errno.EINVAL;
    return Result.error(errno)
        .printing(
            "rxclass: Cannot get RX class rule: "
                + ErrnoText.of(errno)
                + "\nCannot get RX classification rule\n");
  }

  static String errorText(final Result result) {
    return "rxclass: Cannot get RX class rule count: "
        + ErrnoText.of(result.errno())
        + "\nRX classification rule retrieval failed\n";
  }

  private static void print(final StringBuilder text, final FlowRule rule) {
    text.append("Filter: ").append(rule.location()).append('\n');
    text.append("\tRule Type: TCP over IPv").append(rule.ipv6() ? '6' : '4').append('\n');
    address(text, "Src", rule.source(), rule.ipv6());
    address(text, "Dest", rule.destination(), rule.ipv6());
    text.append(rule.ipv6() ? "\tTraffic Class" : "\tTOS").append(": 0x0 mask: 0xff\n");
    port(text, "Src", rule.sourcePort());
    port(text, "Dest", rule.destinationPort());
    text.append(
        rule.queue() == FlowRule.DISCARD
            ? "\tAction: Drop\n"
            : "\tAction: Direct to queue " + rule.queue() + "\n");
    text.append('\n');
  }

  /** The mask is printed inverted: bits that are set do not matter. */
  private static void address(
      final StringBuilder text,
      final String which,
      final @Nullable IpAddress address,
      final boolean ipv6) {
    final String zero = ipv6 ? "::" : "0.0.0.0";
    text.append('\t').append(which).append(" IP addr: ");
    text.append(address == null ? zero : inetNtop(address));
    text.append(" mask: ").append(address != null ? zero : ipv6 ? NO_V6 : NO_V4).append('\n');
  }

  private static void port(final StringBuilder text, final String which, final int port) {
    final boolean any = port == FlowRule.ANY;
    text.append('\t').append(which).append(" port: ").append(any ? 0 : port);
    text.append(" mask: ").append(any ? "0xffff" : "0x0").append('\n');
  }

  /** inet_ntop(3): the longest run of zero groups, if more than one, becomes "::" (RFC 5952). */
  private static String inetNtop(final IpAddress address) {
    final String full = address.toString();
    if (!address.isV6()) {
      return full;
    }
    final String[] groups = full.split(":");
    int start = -1;
    int length = 1;
    for (int i = 0; i < groups.length; i++) {
      int end = i;
      while (end < groups.length && groups[end].equals("0")) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    if (start < 0) {
      return full;
    }
    final List<String> all = List.of(groups);
    return String.join(":", all.subList(0, start))
        + "::"
        + String.join(":", all.subList(start + length, groups.length));
  }
}
