package netmemsim.models.tcp;

import netmemsim.models.packet.Skb;

/** What a connection counts for TCP_INFO alone (struct tcp_sock, v6.18; RFC 4898). */
final class ConnectionCounts {
  /** Segments sent, those without data too. */
  long segsOut;

  /** Segments received, those without data too. */
  long segsIn;

  long dataSegsOut;
  long dataSegsIn;

  /** Bytes of payload sent, again ones too. */
  long bytesSent;

  /** Bytes of payload sent again. */
  long bytesRetrans;

  /** Reordering events. */
  long reordSeen;

  /** Segments received out of order. */
  long rcvOoopack;

  /** Changes of the transmit hash: one for each timeout. */
  long rehash;

  int totalRto;
  int totalRtoRecoveries;
  long totalRtoTimeMs;

  private long rtoStartMs = -1;

  /** A segment came in (tcp_segs_in). */
  void received(final Skb skb) {
    final int segments = Math.max(1, skb.gsoSegments);
    segsIn += segments;
    if (skb.payloadBytes > 0) {
      dataSegsIn += segments;
    }
  }

  /** A segment goes out. */
  void sent(final Skb skb) {
    final int segments = Math.max(1, skb.gsoSegments);
    segsOut += segments;
    if (skb.payloadBytes > 0) {
      dataSegsOut += segments;
      bytesSent += skb.payloadBytes;
    }
  }

  /**
   * A retransmission timeout (tcp_update_rto_stats).
   *
   * @param first whether there was none since the last progress
   */
  void timedOut(final boolean first, final long nowMs) {
    rehash++;
    totalRto++;
    if (first) {
      totalRtoRecoveries++;
      rtoStartMs = nowMs;
    }
  }

  /** Recovery from a timeout ended (tcp_update_rto_time). */
  void recovered(final long nowMs) {
    if (rtoStartMs >= 0) {
      totalRtoTimeMs += nowMs - rtoStartMs;
      rtoStartMs = -1;
    }
  }

  /** Milliseconds spent in recoveries from timeouts, a running one included. */
  long rtoTimeMs(final long nowMs) {
    return totalRtoTimeMs + (rtoStartMs < 0 ? 0 : nowMs - rtoStartMs);
  }
}
