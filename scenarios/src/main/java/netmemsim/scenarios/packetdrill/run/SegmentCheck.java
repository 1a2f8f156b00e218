package netmemsim.scenarios.packetdrill.run;

import java.util.List;
import netmemsim.scenarios.packetdrill.language.IpInfo;
import netmemsim.scenarios.packetdrill.language.TcpOption;
import netmemsim.scenarios.packetdrill.language.TcpSegment;
import netmemsim.scenarios.packetdrill.live.FailureException;
import netmemsim.scenarios.packetdrill.live.Settings;

/**
 * Compares a segment that went out with what the script says, field by field in packetdrill's
 * order. Both are in the script's numbers.
 */
final class SegmentCheck {
  private static final int ECN_MASK = 3;
  private static final int WORD_BYTES = 4;
  private static final int BASIC_WORDS = 5;
  private static final int TIMESTAMPS = 8;
  private final Settings settings;

  SegmentCheck(final Settings settings) {
    this.settings = settings;
  }

  /**
   * Compares.
   *
   * @param script what is expected
   * @param live what came
   * @throws FailureException at the first difference
   */
  void check(final TcpSegment script, final TcpSegment live) {
    tos(script.ip(), live.ip());
    if (script.ip().ttl() != 0) {
      field("ttl", script.ip().ttl(), live.ip().ttl());
    }
    if (script.options() != null) {
      field("tcp_data_offset", words(script), words(live));
    }
    flag("tcp_fin", TcpSegment.FIN, script, live);
    flag("tcp_syn", TcpSegment.SYN, script, live);
    flag("tcp_rst", TcpSegment.RST, script, live);
    flag("tcp_psh", TcpSegment.PSH, script, live);
    flag("tcp_ack", TcpSegment.ACK, script, live);
    flag("tcp_urg", TcpSegment.URG, script, live);
    if (script.ace() >= 0) {
      field("tcp_ace", script.ace(), ace(live));
    } else {
      flag("tcp_ece", TcpSegment.ECE, script, live);
      flag("tcp_cwr", TcpSegment.CWR, script, live);
      flag("tcp_ae", TcpSegment.AE, script, live);
    }
    field("tcp_seq", script.sequence(), live.sequence());
    field("tcp_ack_seq", script.acknowledgement(), live.acknowledgement());
    if (script.window() >= 0) {
      field("tcp_window", script.window(), live.window());
    }
    field("tcp_urg_ptr", script.urgentPointer(), live.urgentPointer());
    options(script, live);
  }

  /**
   * Whether a segment goes on where another ended, so that both may be one of the script.
   *
   * @param before the earlier one
   * @param next the later one
   * @throws FailureException when it does not
   */
  void checkFollows(final TcpSegment before, final TcpSegment next) {
    field("tcp_data_offset", words(before), words(next));
    flag("tcp_syn", TcpSegment.SYN, before, next);
    flag("tcp_rst", TcpSegment.RST, before, next);
    flag("tcp_ack", TcpSegment.ACK, before, next);
    flag("tcp_urg", TcpSegment.URG, before, next);
    flag("tcp_ece", TcpSegment.ECE, before, next);
    field("tcp_seq", before.sequence() + before.payloadBytes(), next.sequence());
    field("tcp_ack_seq", before.acknowledgement(), next.acknowledgement());
    field("tcp_window", before.window(), next.window());
    field("tcp_urg_ptr", before.urgentPointer(), next.urgentPointer());
  }

  private void tos(final IpInfo script, final IpInfo live) {
    final int ecn = live.tos() & ECN_MASK;
    switch (script.check()) {
      case ECN -> field("ip_ecn", script.tos(), ecn);
      case ECT01 -> {
        if (ecn != 1 && ecn != 2) {
          throw new FailureException(
              "live packet field ip_ecn: expected: 0x1 or 0x2 vs actual: 0x"
                  + Integer.toHexString(ecn),
              true);
        }
      }
      case TOS -> field("tos", script.tos(), live.tos());
      case NONE -> {}
    }
  }

  private static int words(final TcpSegment segment) {
    int bytes = 0;
    final List<TcpOption> options = segment.options();
    if (options != null) {
      for (final TcpOption option : options) {
        bytes += option.lengthBytes();
      }
    }
    return BASIC_WORDS + (bytes + WORD_BYTES - 1) / WORD_BYTES;
  }

  private static int ace(final TcpSegment segment) {
    return (segment.has(TcpSegment.AE) ? 4 : 0)
        | (segment.has(TcpSegment.CWR) ? 2 : 0)
        | (segment.has(TcpSegment.ECE) ? 1 : 0);
  }

  private static void flag(
      final String name, final int bit, final TcpSegment script, final TcpSegment live) {
    field(name, script.has(bit) ? 1 : 0, live.has(bit) ? 1 : 0);
  }

  private static void field(final String name, final long script, final long live) {
    if (script != live) {
      throw new FailureException(
          String.format(
              "live packet field %s: expected: %d (0x%x) vs actual: %d (0x%x)",
              name, script, script, live, live),
          true);
    }
  }

  private void options(final TcpSegment script, final TcpSegment live) {
    final List<TcpOption> expected = script.options();
    final List<TcpOption> actual = live.options();
    if (expected == null || actual == null) {
      return;
    }
    for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
      if (i >= expected.size()
          || i >= actual.size()
          || expected.get(i).kind() != actual.get(i).kind()) {
        throw new FailureException("bad outbound TCP options", true);
      }
      option(expected.get(i), actual.get(i));
    }
  }

  private void option(final TcpOption script, final TcpOption live) {
    if (script.kind() == TIMESTAMPS) {
      timestamp((TcpOption.Timestamps) script, (TcpOption.Timestamps) live);
    } else if (script.lengthBytes() != live.lengthBytes()) {
      throw new FailureException(
          "bad lengths for outbound TCP option " + script.kind() + ": " + script + " vs " + live,
          true);
    } else if (!script.equals(live)) {
      throw new FailureException(
          "bad value outbound TCP option " + script.kind() + ": " + script + " vs " + live, true);
    }
  }

  /** TSval is checked when a tick is given; TSecr never is. */
  private void timestamp(final TcpOption.Timestamps script, final TcpOption.Timestamps live) {
    final long apart = Math.abs((int) (live.value() - script.value()));
    if (settings.tsTickUsecs > 0 && apart * settings.tsTickUsecs > settings.toleranceUsecs) {
      throw new FailureException(
          "bad outbound TCP timestamp value, tolerance " + settings.toleranceUsecs, true);
    }
  }
}
