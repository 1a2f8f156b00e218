package netmemsim.models.tcp;

import java.util.List;

/**
 * A congestion control algorithm, one object for each connection (struct tcp_congestion_ops,
 * include/net/tcp.h, v6.18). An algorithm keeps its state in its fields and finds the rest in the
 * connection it was made for; no hook allocates.
 */
interface CongestionControl {
  /** The algorithms that are modelled, by Linux's names. */
  List<String> NAMES = List.of(Bbr.NAME, Cubic.NAME, Dctcp.NAME, Reno.NAME);

  /** What a host without net.ipv4.tcp_congestion_control uses (CONFIG_DEFAULT_TCP_CONG). */
  String DEFAULT = Cubic.NAME;

  /** What happened to the connection (enum tcp_ca_event). */
  enum Event {
    /** First transmission with nothing in flight. */
    TX_START,
    /** The window starts again after idling. */
    CWND_RESTART,
    /** The end of a reduction. */
    COMPLETE_CWR,
    /** A retransmission timeout. */
    LOSS,
    /** Data came with ECT, but without CE. */
    ECN_NO_CE,
    /** Data came with CE. */
    ECN_IS_CE
  }

  /**
   * Makes an algorithm.
   *
   * @param name Linux's name, one of {@link #NAMES}
   * @param connection whose it is, not yet whole
   * @param window what it controls
   * @throws IllegalArgumentException a name that is not modelled
   */
  static CongestionControl of(
      final String name, final TcpConnection connection, final CongestionWindow window) {
    return switch (name) {
      case Bbr.NAME -> new Bbr(connection, window);
      case Cubic.NAME -> new Cubic(connection, window);
      case Dctcp.NAME -> new Dctcp(connection, window);
      case Reno.NAME -> new Reno(window);
      default ->
          throw new IllegalArgumentException("congestion control '" + name + "' is not modelled");
    };
  }

  /** Linux's name. */
  String name();

  /** The connection is established, or came under this algorithm while it was. */
  default void init() {}

  /** The connection ends, or goes to another algorithm. */
  default void release() {}

  /** Whether ECT is set on every packet, and ECN asked for whatever the sysctl says. */
  default boolean needsEcn() {
    return false;
  }

  /** The slow start threshold after a loss, segments. */
  int ssthresh();

  /**
   * New data was delivered in a state that may raise the window. Never called when {@link
   * #controlsRate}.
   *
   * @param acked newly delivered segments
   */
  void congAvoid(int acked);

  /** The window to go back to when a reduction proves to be needless, segments. */
  int undoCwnd();

  /**
   * Whether {@link #congControl} sets window and pacing rate by itself: no window growth, no
   * proportional rate reduction and no pacing rate from the window then.
   */
  default boolean controlsRate() {
    return false;
  }

  /**
   * An ACK was taken in; only when {@link #controlsRate}.
   *
   * @param rates what it says about the rate of delivery
   */
  default void congControl(final DeliveryRate rates) {}

  /** Something happened. */
  default void cwndEvent(final Event event) {}

  /**
   * The state of loss recovery is set, maybe to what it is already.
   *
   * @param state the state from now on; the connection still has the one before
   */
  default void setState(final CaState state) {}

  /**
   * An ACK comes, before anything is concluded from it about loss.
   *
   * @param flags an OR of {@link AckFlags}
   */
  default void inAckEvent(final int flags) {}

  /**
   * Segments were acknowledged.
   *
   * @param acked how many left the retransmit queue
   * @param rttUs the latest RTT sample in microseconds, or -1
   */
  default void packetsAcked(final int acked, final long rttUs) {}

  /** The least segments in a super-segment; 0 for net.ipv4.tcp_min_tso_segs. */
  default int minTsoSegments() {
    return 0;
  }

  /** Fills in TCP_CC_INFO (get_info). */
  default void info(final CongestionInfo into) {}

  /** How many windows the send buffer is to hold. */
  default int sendBufferExpand() {
    return 2;
  }
}
