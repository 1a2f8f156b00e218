package netmemsim.models.tcp;

import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;

/**
 * Urgent data on its way in (net/ipv4/tcp_input.c, tcp_check_urg and tcp_urg, v6.18): one byte, the
 * one before that which the urgent pointer names (tcp_stdurg is 0; RFC 6093, 3.1). A later one
 * takes the place of one that was not read.
 */
final class UrgentData {
  private enum Phase {
    NONE,
    /** Announced, not yet here (TCP_URG_NOTYET). */
    ANNOUNCED,
    /** Here (TCP_URG_VALID). */
    HERE,
    /** Read out of band, and still in the stream (TCP_URG_READ). */
    READ
  }

  private final TcpConnection connection;
  private Phase phase = Phase.NONE;
  private long offset;

  UrgentData(final TcpConnection connection) {
    this.connection = connection;
  }

  /** A segment with URG, or one that may hold what was announced, before its data is queued. */
  void receive(final Skb skb) {
    if (skb.tcp.has(TcpHeader.URG)) {
      announce(skb);
    }
    if (phase == Phase.ANNOUNCED && offset >= skb.startOffset && offset < skb.endOffset) {
      phase = Phase.HERE;
      connection.owner.readable();
    }
  }

  /** Whether {@link #receive} has something to look for. */
  boolean isAwaited() {
    return phase == Phase.ANNOUNCED;
  }

  private void announce(final Skb skb) {
    final int pointer = skb.tcp.urgentPointer();
    final long at = skb.startOffset + pointer - (pointer == 0 ? 0 : 1);
    final ReceiveQueue queue = connection.receiveQueue;
    if (queue.copied > at || at < connection.input.rcvNxt || (isPending() && at <= offset)) {
      return;
    }
    if (isPending()
        && offset == queue.copied
        && !connection.options.oobInline
        && queue.copied != connection.input.rcvNxt) {
      // The reader stands at the old urgent byte: it is passed over for good.
      queue.consume(1);
    }
    phase = Phase.ANNOUNCED;
    offset = at;
  }

  /** Whether there is an urgent byte that the reader has not passed. */
  boolean isPending() {
    return phase != Phase.NONE;
  }

  /** Its stream offset. */
  long offset() {
    return offset;
  }

  /** Whether it can be read out of band, or was announced: EINVAL if not. */
  boolean isUnread() {
    return phase == Phase.ANNOUNCED || phase == Phase.HERE;
  }

  boolean isHere() {
    return phase == Phase.HERE;
  }

  /** It was read out of band. */
  void taken() {
    phase = Phase.READ;
  }

  /** The reader moved on. */
  void passed(final long copied) {
    if (phase != Phase.NONE && copied > offset) {
      phase = Phase.NONE;
    }
  }
}
