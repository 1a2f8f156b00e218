package netmemsim.scenarios.packetdrill.run;

import java.util.List;
import java.util.Map;
import netmemsim.scenarios.packetdrill.language.IcmpMessage;
import netmemsim.scenarios.packetdrill.live.FailureException;
import org.jspecify.annotations.Nullable;

/**
 * Type and code of an ICMP message (RFC 792, RFC 1812, RFC 4443) by the words of packetdrill.
 *
 * @param type the type
 * @param code the code
 */
record IcmpNumbers(int type, int code) {
  private static final Map<String, Integer> V4_TYPES =
      Map.ofEntries(
          Map.entry("echo_reply", 0),
          Map.entry("unreachable", 3),
          Map.entry("source_quench", 4),
          Map.entry("redirect", 5),
          Map.entry("echo_request", 8),
          Map.entry("time_exceeded", 11),
          Map.entry("parameter_problem", 12),
          Map.entry("timestamp_request", 13),
          Map.entry("timestamp_reply", 14),
          Map.entry("information_request", 15),
          Map.entry("information_reply", 16),
          Map.entry("address_mask_request", 17),
          Map.entry("address_mask_reply", 18));
  private static final Map<String, Integer> V6_TYPES =
      Map.of(
          "unreachable", 1,
          "packet_too_big", 2,
          "time_exceeded", 3,
          "parameter_problem", 4,
          "echo_request", 128,
          "echo_reply", 129);

  /** Codes of unreachable, by number. */
  private static final List<String> V4_UNREACHABLE =
      List.of(
          "net_unreachable",
          "host_unreachable",
          "protocol_unreachable",
          "port_unreachable",
          "frag_needed",
          "source_route_failed",
          "net_unknown",
          "host_unknown",
          "source_host_isolated",
          "net_prohibited",
          "host_prohibited",
          "net_unreachable_for_tos",
          "host_unreachable_for_tos",
          "packet_filtered",
          "precedence_violation",
          "precedence_cutoff");

  private static final List<String> V6_UNREACHABLE =
      List.of(
          "no_route",
          "admin_prohibited",
          "not_neighbour",
          "address_unreachable",
          "port_unreachable");
  private static final List<String> V6_TIME = List.of("exceeded_hop_limit", "exceeded_frag_time");
  private static final List<String> V6_PARAMETER =
      List.of("header_field", "unknown_next_header", "unknown_option");

  static IcmpNumbers of(final IcmpMessage message, final boolean v6) {
    final String word = message.type();
    final Integer type =
        word.matches("type_[0-9]+")
            ? Integer.valueOf(word.substring("type_".length()))
            : (v6 ? V6_TYPES : V4_TYPES).get(word);
    if (type == null) {
      throw new FailureException("bad ICMP type " + word);
    }
    return new IcmpNumbers(type, code(type, message.code(), v6));
  }

  private static int code(final int type, final @Nullable String word, final boolean v6) {
    if (word == null) {
      return 0;
    }
    if (word.matches("code_[0-9]+")) {
      return Integer.parseInt(word.substring("code_".length()));
    }
    if (v6 && word.equals("net_unreachable")) {
      return 0;
    }
    final List<String> words;
    if (!v6) {
      words = V4_UNREACHABLE;
    } else {
      words = type == 1 ? V6_UNREACHABLE : type == 3 ? V6_TIME : V6_PARAMETER;
    }
    final int code = words.indexOf(word);
    if (code < 0) {
      throw new FailureException("bad ICMP code " + word);
    }
    return code;
  }
}
