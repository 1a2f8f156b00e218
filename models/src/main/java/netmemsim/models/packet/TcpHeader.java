package netmemsim.models.packet;

/**
 * The fields of an IP and TCP header that the model uses, with the values that the wire carries
 * (RFC 9293, RFC 7323, RFC 2018). Plain fields, because a header is filled and read per packet.
 */
public final class TcpHeader {
  /** FIN flag. */
  public static final int FIN = 0x01;

  /** SYN flag. */
  public static final int SYN = 0x02;

  /** RST flag. */
  public static final int RST = 0x04;

  /** PSH flag. */
  public static final int PSH = 0x08;

  /** ACK flag. */
  public static final int ACK = 0x10;

  /** URG flag. */
  public static final int URG = 0x20;

  /** ECN-echo flag. */
  public static final int ECE = 0x40;

  /** Congestion window reduced flag. */
  public static final int CWR = 0x80;

  /** The bits of {@link #dsfield} that are ECN's (RFC 3168, 5). */
  public static final int ECN_MASK = 3;

  /** ECN bits: not ECN-capable. */
  public static final int NOT_ECT = 0;

  /** ECN bits: capable, the code point that classic ECN does not send. */
  public static final int ECT_1 = 1;

  /** ECN bits: capable. */
  public static final int ECT_0 = 2;

  /** ECN bits: congestion experienced. */
  public static final int CE = 3;

  /** The most SACK blocks that fit in a header. */
  public static final int MAX_SACK_BLOCKS = 4;

  /** Of a header that never had a block, as most. */
  private static final int[] NO_BLOCKS = {};

  /** Source port. */
  public int sourcePort;

  /** Destination port. */
  public int destinationPort;

  /** Sequence number, 32 bits. */
  public int sequence;

  /** Acknowledgement number, 32 bits. */
  public int acknowledgement;

  /** Flags, an OR of the constants above. */
  public int flags;

  /** The DS field of the IP header: DSCP and ECN bits (TOS of IPv4, traffic class of IPv6). */
  public int dsfield;

  /** The window field, 16 bits, unscaled. */
  public int window;

  /** Urgent pointer, 16 bits. */
  public int urgentPointer;

  /** Maximum segment size option, or 0 when absent. */
  public int mssOption;

  /** Window scale option, or -1 when absent. */
  public int windowScaleOption = -1;

  /** Whether the SACK-permitted option is there. */
  public boolean sackPermitted;

  /** Whether the timestamps option is there. */
  public boolean hasTimestamps;

  /** TSval. */
  public int timestampValue;

  /** TSecr. */
  public int timestampEcho;

  /** Length of the cookie in the Fast Open option, bytes; 0 for a request, -1 when absent. */
  public int fastOpenBytes = -1;

  /** Whether that option is the experimental one: 254 with 0xF989 rather than 34 (RFC 7413). */
  public boolean fastOpenExperimental;

  /** The cookie, its first byte highest: bytes 0 to 7. */
  public long fastOpenHigh;

  /** The cookie's bytes 8 to 15, the first of them highest. */
  public long fastOpenLow;

  /** Whether an MD5 signature is there (RFC 2385), which nobody here can check or make. */
  public boolean md5;

  /** Number of SACK blocks. */
  public int sackBlocks;

  /** Left edges of the SACK blocks, 32-bit sequence numbers. */
  public int[] sackLeft = NO_BLOCKS;

  /** Right edges of the SACK blocks, 32-bit sequence numbers. */
  public int[] sackRight = NO_BLOCKS;

  /** Whether all of the given flags are set. */
  public boolean has(final int flag) {
    return (flags & flag) == flag;
  }

  /** The length of the TCP options in bytes, padded to 4 as Linux lays them out. */
  public int optionsBytes() {
    int length = 0;
    if (mssOption != 0) {
      length += 4;
    }
    if (windowScaleOption >= 0) {
      length += 4;
    }
    if (hasTimestamps) {
      length += 12;
    } else if (sackPermitted) {
      length += 4;
    }
    if (sackBlocks > 0) {
      length += 4 + 8 * sackBlocks;
    }
    if (fastOpenBytes >= 0) {
      length += (fastOpenBytes + (fastOpenExperimental ? 4 : 2) + 3) & ~3;
    }
    return length;
  }

  /** The length of the TCP header with its options, in bytes. */
  public int lengthBytes() {
    return 20 + optionsBytes();
  }

  /** Makes room for SACK blocks; to be called before one is put in. */
  public void makeSackRoom() {
    if (sackLeft.length == 0) {
      sackLeft = new int[MAX_SACK_BLOCKS];
      sackRight = new int[MAX_SACK_BLOCKS];
    }
  }

  /** Clears everything but the ports. */
  public void clear() {
    sequence = 0;
    acknowledgement = 0;
    flags = 0;
    dsfield = 0;
    window = 0;
    urgentPointer = 0;
    mssOption = 0;
    windowScaleOption = -1;
    sackPermitted = false;
    hasTimestamps = false;
    timestampValue = 0;
    timestampEcho = 0;
    fastOpenBytes = -1;
    fastOpenExperimental = false;
    sackBlocks = 0;
    md5 = false;
  }

  /**
   * Copies all fields.
   *
   * @param from the header to copy
   */
  public void copyFrom(final TcpHeader from) {
    sourcePort = from.sourcePort;
    destinationPort = from.destinationPort;
    sequence = from.sequence;
    acknowledgement = from.acknowledgement;
    flags = from.flags;
    dsfield = from.dsfield;
    window = from.window;
    urgentPointer = from.urgentPointer;
    mssOption = from.mssOption;
    windowScaleOption = from.windowScaleOption;
    sackPermitted = from.sackPermitted;
    hasTimestamps = from.hasTimestamps;
    timestampValue = from.timestampValue;
    timestampEcho = from.timestampEcho;
    fastOpenBytes = from.fastOpenBytes;
    fastOpenExperimental = from.fastOpenExperimental;
    fastOpenHigh = from.fastOpenHigh;
    fastOpenLow = from.fastOpenLow;
    sackBlocks = from.sackBlocks;
    if (sackBlocks > 0) {
      makeSackRoom();
    }
    md5 = from.md5;
    for (int i = 0; i < sackBlocks; i++) {
      sackLeft[i] = from.sackLeft[i];
      sackRight[i] = from.sackRight[i];
    }
  }
}
