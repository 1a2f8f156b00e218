package netmemsim.models.tcp;

import netmemsim.core.metric.Counter;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;

/**
 * Limits how often segments that are not acceptable are answered, so that two ends never answer
 * each other for ever (net/ipv4/tcp_input.c, tcp_oow_rate_limited and tcp_send_challenge_ack,
 * v6.18; RFC 5961, 7).
 */
final class UnacceptableSegments {
  private static final long NEVER = Long.MIN_VALUE;
  private final TcpConnection connection;
  private long lastJiffies = NEVER;

  UnacceptableSegments(final TcpConnection connection) {
    this.connection = connection;
  }

  /**
   * Whether no answer may be sent now; data is always answered.
   *
   * @param skb the segment
   * @param skipped counts it if so
   */
  boolean isLimited(final Skb skb, final Counter skipped) {
    final boolean data = SkbMerge.occupied(skb) > 0 && !skb.tcp.has(TcpHeader.SYN);
    return !data && isLimited(skipped);
  }

  private boolean isLimited(final Counter skipped) {
    final long now = connection.nowJiffies();
    if (lastJiffies != NEVER) {
      final long limit = connection.jiffies.ofUs(connection.sysctl.invalidRatelimitMs * 1000L);
      if (now - lastJiffies < limit) {
        skipped.increment();
        return true;
      }
    }
    lastJiffies = now;
    return false;
  }

  /** Sends a challenge ACK, unless this connection or the host sent too many of late. */
  void challenge() {
    if (!isLimited(connection.mib.skippedChallenge) && connection.layer.mayChallenge()) {
      connection.mib.challengeAck.increment();
      connection.segments.ack();
    }
  }
}
