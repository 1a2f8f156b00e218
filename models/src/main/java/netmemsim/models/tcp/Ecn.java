package netmemsim.models.tcp;

import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;

/**
 * Explicit congestion notification of one connection (RFC 3168; include/net/tcp_ecn.h,
 * net/ipv4/tcp_input.c, tcp_output.c, v6.18): its negotiation, ECT on new data, ECE until CWR, CWR
 * once for each reduction. Accurate ECN is not modelled.
 */
final class Ecn {
  private static final int SYN_FLAGS = TcpHeader.ECE | TcpHeader.CWR;

  /** net.ipv4.tcp_ecn of 1: ask for it and agree to it; 2 only agrees. */
  private static final int ASK = 1;

  /** ACKs sent at once when a mark comes, as the sender may wait for them. */
  private static final int QUICK_ACKS = 2;

  private final TcpConnection connection;

  /** Whether both ends agreed to it; in SYN_SENT, whether it was asked for (TCP_ECN_OK). */
  boolean agreed;

  /** Whether a packet came that was ECN-capable (TCP_ECN_SEEN). */
  boolean seen;

  /** Whether ECE is sent, because CE came and CWR did not yet (TCP_ECN_DEMAND_CWR). */
  boolean demandsCwr;

  /** Whether the next new data carries CWR (TCP_ECN_QUEUE_CWR). */
  private boolean queuesCwr;

  /** Whether packets leave with ECT(0): the ECN bits of the socket's TOS. */
  private boolean capable;

  Ecn(final TcpConnection connection) {
    this.connection = connection;
  }

  private boolean neededByAlgorithm() {
    return connection.window.control.needsEcn();
  }

  /** An algorithm begins: one that needs ECN marks every packet (INET_ECN_xmit). */
  void setCapable(final boolean on) {
    capable = on;
  }

  /** A SYN is sent for the first time. */
  void onSyn(final TcpHeader syn) {
    demandsCwr = false;
    queuesCwr = false;
    seen = false;
    agreed = connection.sysctl.ecn == ASK || neededByAlgorithm();
    if (agreed) {
      capable |= neededByAlgorithm();
      syn.flags |= SYN_FLAGS;
    }
  }

  /** A SYN is sent again: without ECN, which somebody on the way may drop (RFC 3168, 6.1.1.1). */
  void onSynAgain(final TcpHeader syn) {
    if (agreed && connection.sysctl.ecnFallback == 0) {
      syn.flags |= SYN_FLAGS;
    }
  }

  /** A SYN came to a listener (tcp_ecn_create_request). */
  void onSynReceived(final TcpHeader syn) {
    // A SYN with ECT is not RFC 3168's, unless both ends run an algorithm that does that.
    final boolean plain =
        (syn.dsfield & TcpHeader.ECN_MASK) == TcpHeader.NOT_ECT && connection.sysctl.ecn != 0;
    agreed = syn.has(SYN_FLAGS) && (plain || neededByAlgorithm());
  }

  /** A SYN-ACK is sent. */
  void onSynAck(final TcpHeader synAck) {
    if (agreed) {
      synAck.flags |= TcpHeader.ECE;
    }
  }

  /** A SYN-ACK came. */
  void onSynAckReceived(final TcpHeader synAck) {
    if (!synAck.has(TcpHeader.ECE) || synAck.has(TcpHeader.CWR)) {
      agreed = false;
    }
  }

  /** A SYN came in SYN_SENT: simultaneous open. */
  void onCrossingSyn(final TcpHeader syn) {
    if (!syn.has(SYN_FLAGS)) {
      agreed = false;
    }
  }

  /**
   * A segment other than a SYN leaves (tcp_ecn_send).
   *
   * @param header its header
   * @param newData whether it carries data that was not sent before
   */
  void onSegment(final TcpHeader header, final boolean newData) {
    if (!agreed) {
      return;
    }
    if (newData) {
      capable = true;
      if (queuesCwr) {
        queuesCwr = false;
        header.flags |= TcpHeader.CWR;
      }
    } else if (!neededByAlgorithm()) {
      capable = false;
    }
    if (demandsCwr) {
      header.flags |= TcpHeader.ECE;
    }
  }

  /** The DS field that a packet leaves with. */
  int dsfield() {
    final int dscp = connection.options.tos & ~TcpHeader.ECN_MASK;
    return capable ? dscp | TcpHeader.ECT_0 : dscp;
  }

  /** Whether an ACK says that a mark arrived. */
  boolean isEcho(final TcpHeader header) {
    return agreed && header.has(TcpHeader.ECE) && !header.has(TcpHeader.SYN);
  }

  /** A segment with an ACK came: maybe the sender has reduced its window (tcp_ecn_accept_cwr). */
  void acceptCwr(final Skb skb) {
    if (!skb.tcp.has(TcpHeader.CWR)) {
      return;
    }
    demandsCwr = false;
    // Its window may be a single segment now.
    if (SkbMerge.endOf(skb) > skb.startOffset) {
      connection.delayedAck.now = true;
    }
  }

  /** Data came: looks at its mark (tcp_data_ecn_check). */
  void onData(final Skb skb) {
    if (!agreed) {
      return;
    }
    switch (skb.tcp.dsfield & TcpHeader.ECN_MASK) {
      case TcpHeader.NOT_ECT -> {
        // Probably a retransmission.
        if (seen) {
          connection.delayedAck.enterQuickMode(QUICK_ACKS);
        }
      }
      case TcpHeader.CE -> {
        if (neededByAlgorithm()) {
          connection.window.control.cwndEvent(CongestionControl.Event.ECN_IS_CE);
        }
        if (!demandsCwr) {
          connection.delayedAck.enterQuickMode(QUICK_ACKS);
          demandsCwr = true;
        }
        seen = true;
      }
      default -> {
        if (neededByAlgorithm()) {
          connection.window.control.cwndEvent(CongestionControl.Event.ECN_NO_CE);
        }
        seen = true;
      }
    }
  }

  /** The window is reduced: tell the receiver with the next new data. */
  void queueCwr() {
    queuesCwr = agreed;
  }

  /** The reduction is taken back. */
  void withdrawCwr() {
    queuesCwr = false;
  }
}
