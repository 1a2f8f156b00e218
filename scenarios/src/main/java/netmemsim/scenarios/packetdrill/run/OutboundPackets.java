package netmemsim.scenarios.packetdrill.run;

import java.util.ArrayList;
import java.util.List;
import netmemsim.scenarios.packetdrill.language.TcpOption;
import netmemsim.scenarios.packetdrill.language.TcpSegment;
import netmemsim.scenarios.packetdrill.live.FailureException;
import netmemsim.scenarios.packetdrill.live.LiveConnection;
import netmemsim.scenarios.packetdrill.live.LivePacket;
import netmemsim.scenarios.packetdrill.live.TunWorld;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the packets that a script expects. Unless segments are strict, packets that follow each
 * other are put together until they are as long as the script's.
 */
final class OutboundPackets {
  /** How long a packet is waited for beyond the time that the script says. */
  private static final long PATIENCE_USECS = 600_000_000L;

  private static final double USECS = 1e6;
  private final TunWorld world;
  private final SegmentCheck check;

  OutboundPackets(final TunWorld world) {
    this.world = world;
    this.check = new SegmentCheck(world.settings);
  }

  /**
   * Waits for a packet and compares it.
   *
   * @param event the line of the script
   * @param script its segment
   * @param connection whose it is
   * @throws FailureException when it differs, comes at another time or never
   */
  void expect(final TimedEvent event, final TcpSegment script, final LiveConnection connection) {
    final boolean synAck =
        connection.phase == LiveConnection.Phase.PACKET_RECEIVED
            && script.has(TcpSegment.SYN | TcpSegment.ACK);
    if (synAck) {
      connection.scriptLocalIsn = script.sequence();
    }
    final List<TcpSegment> parts = new ArrayList<>();
    long firstPs = 0;
    int bytes = 0;
    do {
      final LivePacket packet = next(event, script, parts);
      if (synAck && connection.phase == LiveConnection.Phase.PACKET_RECEIVED) {
        connection.phase = LiveConnection.Phase.SYNACK_SENT;
        connection.liveLocalIsn = packet.segment().sequence();
      }
      final TcpSegment segment = ScriptNumbers.toScript(connection, packet.segment());
      if (parts.isEmpty()) {
        firstPs = packet.timePs();
      } else {
        checkPart(script, parts, segment, bytes);
      }
      parts.add(segment);
      bytes += segment.payloadBytes();
    } while (bytes < script.payloadBytes() && !world.settings.strictSegments);
    final TcpSegment live = merged(parts, bytes);
    if (bytes != script.payloadBytes()) {
      throw new FailureException(
          "live packet payload: expected "
              + script.payloadBytes()
              + " bytes vs actual "
              + bytes
              + " bytes"
              + sideBySide(event, script, live, firstPs));
    }
    compare(event, script, live, connection, firstPs);
  }

  private void checkPart(
      final TcpSegment script,
      final List<TcpSegment> parts,
      final TcpSegment next,
      final int bytesBefore) {
    final TcpSegment before = parts.get(parts.size() - 1);
    check.checkFollows(before, next);
    if (next.payloadBytes() < script.payloadBytes() - bytesBefore
        && next.payloadBytes() != before.payloadBytes()) {
      throw new FailureException(
          "fragment payload: expected "
              + before.payloadBytes()
              + " bytes vs actual "
              + next.payloadBytes()
              + " bytes; total payload: expected "
              + script.payloadBytes()
              + " bytes vs actual "
              + (bytesBefore + next.payloadBytes())
              + " bytes");
    }
  }

  private void compare(
      final TimedEvent event,
      final TcpSegment script,
      final TcpSegment live,
      final LiveConnection connection,
      final long livePs) {
    TcpSegment shown = live;
    try {
      final TcpOption.Timestamps expected = ScriptNumbers.timestamps(script);
      final TcpOption.Timestamps actual = ScriptNumbers.timestamps(live);
      if (expected != null && actual != null) {
        shown =
            ScriptNumbers.withTimestamp(
                live, connection.noteTimestamp(expected.value(), actual.value()));
      }
      check.check(script, shown);
      flowLabel(script, shown, connection);
      event.checkTime(world, world.usecs(livePs), "outbound packet");
    } catch (FailureException e) {
      throw new FailureException(
          e.getMessage() + sideBySide(event, script, shown, livePs), e.isBearable());
    }
  }

  /** Flow labels of the script are names: the same for the same, others for others. */
  private static void flowLabel(
      final TcpSegment script, final TcpSegment live, final LiveConnection connection) {
    final int expected = script.ip().flowLabel();
    final int actual = live.ip().flowLabel();
    if (expected == 0) {
      return;
    }
    if (actual == 0) {
      throw new FailureException("flowlabel unmarked in the live packet", true);
    }
    final boolean first = connection.scriptFlowLabel == 0;
    if (!first
        && (expected == connection.scriptFlowLabel) != (actual == connection.liveFlowLabel)) {
      throw new FailureException(
          expected == connection.scriptFlowLabel
              ? "inconsistent flowlabels for this packet"
              : "expected a different flowlabel but got the same",
          true);
    }
    connection.scriptFlowLabel = expected;
    connection.liveFlowLabel = actual;
  }

  /** The next packet of the connection under test; time goes on until there is one. */
  private LivePacket next(
      final TimedEvent event, final TcpSegment script, final List<TcpSegment> parts) {
    final long limitPs = world.atPs(Math.max(event.endUsecs(), world.nowUsecs()) + PATIENCE_USECS);
    while (true) {
      @Nullable LivePacket packet = world.sent.poll();
      while (packet != null) {
        if (world.connections.isUnderTest(packet)) {
          return packet;
        }
        packet = world.sent.poll();
      }
      if (!world.clock.step(limitPs)) {
        throw new FailureException(
            (parts.isEmpty()
                    ? "timed out waiting for packet"
                    : "timed out waiting for the rest of a packet of which "
                        + parts.stream().mapToInt(TcpSegment::payloadBytes).sum()
                        + " bytes came")
                + "\nscript packet: "
                + shown(event.usecs(), script)
                + "\nactual packet:  none");
      }
    }
  }

  /** Parts put together: the flags of the first, FIN and PSH of the last. */
  private static TcpSegment merged(final List<TcpSegment> parts, final int bytes) {
    final TcpSegment first = parts.get(0);
    if (parts.size() == 1) {
      return first;
    }
    final int ends = TcpSegment.FIN | TcpSegment.PSH;
    return new TcpSegment(
        first.ip(),
        0,
        0,
        (first.flags() & ~ends) | (parts.get(parts.size() - 1).flags() & ends),
        first.ace(),
        first.sequence(),
        bytes,
        first.acknowledgement(),
        first.window(),
        first.urgentPointer(),
        first.options());
  }

  private String sideBySide(
      final TimedEvent event, final TcpSegment script, final TcpSegment live, final long livePs) {
    return "\nscript packet: "
        + shown(event.usecs(), script)
        + "\nactual packet: "
        + shown(world.usecs(livePs), live.shownLike(script));
  }

  static String shown(final long usecs, final Object packet) {
    return String.format("%9.6f %s", usecs / USECS, packet);
  }
}
