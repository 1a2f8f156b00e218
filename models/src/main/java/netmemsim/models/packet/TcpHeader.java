package netmemsim.models.packet;

import org.jspecify.annotations.Nullable;

/**
 * The fields of an IP and TCP header that the model uses, with the values that the wire carries
 * (RFC 9293, RFC 7323, RFC 2018). What every segment has are plain fields, few enough for one cache
 * line: thousands of headers are in flight on a long and fast link. The rest is apart.
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

  /** Whether the timestamps option is there. */
  public boolean hasTimestamps;

  /** TSval. */
  public int timestampValue;

  /** TSecr. */
  public int timestampEcho;

  /** Number of SACK blocks. */
  public int sackBlocks;

  /** The blocks' left and right edges in turn; made when there is a first block. */
  private int @Nullable [] sackEdges;

  /** What few segments have; made for the first, and kept. */
  private @Nullable UncommonFields uncommon;

  /** Whether all of the given flags are set. */
  public boolean has(final int flag) {
    return (flags & flag) == flag;
  }

  /** The length of the TCP options in bytes, padded to 4 as Linux lays them out. */
  public int optionsBytes() {
    int length = hasTimestamps ? 12 : 0;
    if (sackBlocks > 0) {
      length += 4 + 8 * sackBlocks;
    }
    return hasUncommon() ? length + uncommonOptionsBytes() : length;
  }

  private int uncommonOptionsBytes() {
    int length = 0;
    if (mssOption() != 0) {
      length += 4;
    }
    if (windowScaleOption() >= 0) {
      length += 4;
    }
    if (sackPermitted() && !hasTimestamps) {
      length += 4;
    }
    if (fastOpenBytes() >= 0) {
      length += (fastOpenBytes() + (fastOpenExperimental() ? 4 : 2) + 3) & ~3;
    }
    return length;
  }

  /** The length of the TCP header with its options, in bytes. */
  public int lengthBytes() {
    return 20 + optionsBytes();
  }

  /** Left edge of a SACK block, a 32-bit sequence number. */
  public int sackLeft(final int block) {
    return sackEdges == null ? 0 : sackEdges[2 * block];
  }

  /** Right edge of a SACK block, a 32-bit sequence number. */
  public int sackRight(final int block) {
    return sackEdges == null ? 0 : sackEdges[2 * block + 1];
  }

  /**
   * Sets the edges of a SACK block; how many there are is said by {@link #sackBlocks}.
   *
   * @param block its index, less than {@link #MAX_SACK_BLOCKS}
   * @param left its left edge
   * @param right its right edge
   */
  public void setSack(final int block, final int left, final int right) {
    if (sackEdges == null) {
      sackEdges = new int[2 * MAX_SACK_BLOCKS];
    }
    sackEdges[2 * block] = left;
    sackEdges[2 * block + 1] = right;
  }

  private boolean hasUncommon() {
    return uncommon != null && uncommon.present;
  }

  private UncommonFields uncommon() {
    if (uncommon == null) {
      uncommon = new UncommonFields();
    }
    uncommon.present = true;
    return uncommon;
  }

  /** Urgent pointer, 16 bits. */
  public int urgentPointer() {
    return uncommon == null ? 0 : uncommon.urgentPointer;
  }

  /** See {@link #urgentPointer}. */
  public void setUrgentPointer(final int pointer) {
    if (pointer != 0 || hasUncommon()) {
      uncommon().urgentPointer = pointer;
    }
  }

  /** Maximum segment size option, or 0 when absent. */
  public int mssOption() {
    return uncommon == null ? 0 : uncommon.mss;
  }

  /** See {@link #mssOption}. */
  public void setMssOption(final int bytes) {
    uncommon().mss = bytes;
  }

  /** Window scale option, or -1 when absent. */
  public int windowScaleOption() {
    return uncommon == null ? -1 : uncommon.windowScale;
  }

  /** See {@link #windowScaleOption}. */
  public void setWindowScaleOption(final int shift) {
    uncommon().windowScale = shift;
  }

  /** Whether the SACK-permitted option is there. */
  public boolean sackPermitted() {
    return uncommon != null && uncommon.sackPermitted;
  }

  /** See {@link #sackPermitted}. */
  public void setSackPermitted(final boolean permitted) {
    uncommon().sackPermitted = permitted;
  }

  /** Length of the cookie in the Fast Open option, bytes; 0 for a request, -1 when absent. */
  public int fastOpenBytes() {
    return uncommon == null ? -1 : uncommon.fastOpenBytes;
  }

  /** See {@link #fastOpenBytes}. */
  public void setFastOpenBytes(final int bytes) {
    uncommon().fastOpenBytes = bytes;
  }

  /** Whether that option is the experimental one: 254 with 0xF989 rather than 34 (RFC 7413). */
  public boolean fastOpenExperimental() {
    return uncommon != null && uncommon.fastOpenExperimental;
  }

  /** See {@link #fastOpenExperimental}. */
  public void setFastOpenExperimental(final boolean experimental) {
    uncommon().fastOpenExperimental = experimental;
  }

  /** The cookie, its first byte highest: bytes 0 to 7. */
  public long fastOpenHigh() {
    return uncommon == null ? 0 : uncommon.fastOpenHigh;
  }

  /** See {@link #fastOpenHigh}. */
  public void setFastOpenHigh(final long bytes) {
    uncommon().fastOpenHigh = bytes;
  }

  /** The cookie's bytes 8 to 15, the first of them highest. */
  public long fastOpenLow() {
    return uncommon == null ? 0 : uncommon.fastOpenLow;
  }

  /** See {@link #fastOpenLow}. */
  public void setFastOpenLow(final long bytes) {
    uncommon().fastOpenLow = bytes;
  }

  /** Whether an MD5 signature is there (RFC 2385), which nobody here can check or make. */
  public boolean md5() {
    return uncommon != null && uncommon.md5;
  }

  /** See {@link #md5}. */
  public void setMd5(final boolean signed) {
    uncommon().md5 = signed;
  }

  /** Clears everything but the ports. */
  public void clear() {
    sequence = 0;
    acknowledgement = 0;
    flags = 0;
    dsfield = 0;
    window = 0;
    hasTimestamps = false;
    timestampValue = 0;
    timestampEcho = 0;
    sackBlocks = 0;
    clearUncommon();
  }

  private void clearUncommon() {
    final UncommonFields own = uncommon;
    if (own != null && own.present) {
      own.clear();
    }
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
    hasTimestamps = from.hasTimestamps;
    timestampValue = from.timestampValue;
    timestampEcho = from.timestampEcho;
    sackBlocks = from.sackBlocks;
    for (int i = 0; i < sackBlocks; i++) {
      setSack(i, from.sackLeft(i), from.sackRight(i));
    }
    final UncommonFields theirs = from.uncommon;
    if (theirs != null && theirs.present) {
      uncommon().copyFrom(theirs);
    } else {
      clearUncommon();
    }
  }
}
