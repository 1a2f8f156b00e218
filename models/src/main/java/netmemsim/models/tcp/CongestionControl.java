package netmemsim.models.tcp;

import java.util.List;

/**
 * A congestion control algorithm, one object for each connection (struct tcp_congestion_ops,
 * include/net/tcp.h, v6.12).
 */
interface CongestionControl {
  /** The algorithms that are modelled, by Linux's names. */
  List<String> NAMES = List.of(Reno.NAME);

  /** What happened to the connection (enum tcp_ca_event). */
  enum Event {
    /** First transmission with nothing in flight. */
    TX_START,
    /** The window starts again after idling. */
    CWND_RESTART,
    /** The end of a reduction. */
    COMPLETE_CWR,
    /** A retransmission timeout. */
    LOSS
  }

  /**
   * Makes an algorithm.
   *
   * @param name Linux's name, one of {@link #NAMES}
   */
  static CongestionControl of(final String name) {
    if (Reno.NAME.equals(name)) {
      return new Reno();
    }
    throw new IllegalArgumentException("congestion control '" + name + "' is not modelled");
  }

  /** Linux's name. */
  String name();

  /** The slow start threshold after a loss, segments. */
  int ssthresh(CongestionWindow window);

  /**
   * New data was delivered in a state that may raise the window.
   *
   * @param window the window to raise
   * @param acked newly delivered segments
   */
  void congAvoid(CongestionWindow window, int acked);

  /** The window to go back to when a reduction proves to be needless, segments. */
  int undoCwnd(CongestionWindow window);

  /** Something happened. */
  default void cwndEvent(final CongestionWindow window, final Event event) {}

  /** The state of loss recovery changes. */
  default void stateChanged(final CongestionWindow window, final CaState state) {}

  /**
   * Segments were acknowledged.
   *
   * @param window the window
   * @param acked how many
   * @param rttUs RTT sample in microseconds, or -1
   */
  default void packetsAcked(final CongestionWindow window, final int acked, final long rttUs) {}
}
