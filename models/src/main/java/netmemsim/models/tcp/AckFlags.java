package netmemsim.models.tcp;

/** What an ACK turned out to be; an int of these (the FLAG_ values of net/ipv4/tcp_input.c). */
final class AckFlags {
  /** The segment carries data. */
  static final int DATA = 0x01;

  /** It updated the send window. */
  static final int WIN_UPDATE = 0x02;

  /** It acknowledged new data. */
  static final int DATA_ACKED = 0x04;

  /** It acknowledged data that was retransmitted. */
  static final int RETRANS_DATA_ACKED = 0x08;

  /** It acknowledged the SYN. */
  static final int SYN_ACKED = 0x10;

  /** It SACKed new data. */
  static final int DATA_SACKED = 0x20;

  /** A retransmission was found lost. */
  static final int LOST_RETRANS = 0x80;

  /** It advanced snd_una. */
  static final int SND_UNA_ADVANCED = 0x400;

  /** It holds a DSACK. */
  static final int DSACKING_ACK = 0x800;

  /** The retransmission timer is to be set anew. */
  static final int SET_XMIT_TIMER = 0x1000;

  /** It (S)ACKed data that was never retransmitted and was sent before recovery. */
  static final int ORIG_SACK_ACKED = 0x2000;

  /** A DSACK for the tail loss probe. */
  static final int DSACK_TLP = 0x4000;

  /** It has ECE (RFC 3168). */
  static final int ECE = 0x40;

  /** The receiver may have delayed it. */
  static final int ACK_MAYBE_DELAYED = 0x10000;

  /** Anything that congestion control or recovery must look at. */
  static final int CA_ALERT = DATA_SACKED | ECE | DSACKING_ACK;

  /** Anything that speaks against a duplicate ACK. */
  static final int NOT_DUP = DATA | WIN_UPDATE | DATA_ACKED | SYN_ACKED;

  /** Anything that shows progress. */
  static final int FORWARD_PROGRESS = DATA_ACKED | SYN_ACKED | DATA_SACKED;

  private AckFlags() {}

  static boolean any(final int flags, final int wanted) {
    return (flags & wanted) != 0;
  }
}
