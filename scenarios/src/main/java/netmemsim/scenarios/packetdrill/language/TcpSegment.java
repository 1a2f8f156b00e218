package netmemsim.scenarios.packetdrill.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A TCP segment as a script writes it; a segment seen on the wire takes this form to be compared.
 *
 * @param ip the IP header
 * @param sourcePort source port; 0 for the connection's
 * @param destinationPort destination port; 0 for the connection's
 * @param flags the flags, and {@link #AE}
 * @param ace the ACE counter (RFC 9768), or -1 when ECE, CWR and AE are flags
 * @param sequence sequence number, 32 bits
 * @param payloadBytes bytes of payload
 * @param acknowledgement acknowledgement number, 32 bits
 * @param window window field, or -1 when not said
 * @param urgentPointer urgent pointer
 * @param options the options in order, or null for whatever
 */
public record TcpSegment(
    IpInfo ip,
    int sourcePort,
    int destinationPort,
    int flags,
    int ace,
    long sequence,
    int payloadBytes,
    long acknowledgement,
    int window,
    int urgentPointer,
    @Nullable List<TcpOption> options) {
  /** FIN. */
  public static final int FIN = 0x01;

  /** SYN. */
  public static final int SYN = 0x02;

  /** RST. */
  public static final int RST = 0x04;

  /** PSH. */
  public static final int PSH = 0x08;

  /** ACK. */
  public static final int ACK = 0x10;

  /** URG. */
  public static final int URG = 0x20;

  /** ECE. */
  public static final int ECE = 0x40;

  /** CWR. */
  public static final int CWR = 0x80;

  /** Accurate ECN's bit, once NS. */
  public static final int AE = 0x100;

  private static final String LETTERS = "FSRPEWAU";
  private static final int[] BITS = {FIN, SYN, RST, PSH, ECE, CWR, AE, URG};

  /** The letter of a flag, or null. */
  static @Nullable Integer flag(final char letter) {
    if (letter == '.') {
      return ACK;
    }
    final int index = LETTERS.indexOf(letter);
    return index < 0 ? null : BITS[index];
  }

  /** Whether all of the given flags are set. */
  public boolean has(final int wanted) {
    return (flags & wanted) == wanted;
  }

  /** Sequence numbers that it takes: payload, SYN and FIN. */
  public long length() {
    return (long) payloadBytes + (has(SYN) ? 1 : 0) + (has(FIN) ? 1 : 0);
  }

  /** The same segment, showing of the IP header no more than another one does. */
  public TcpSegment shownLike(final TcpSegment other) {
    final int bits = other.ip.check() == IpInfo.TosCheck.TOS ? ip.tos() : ip.tos() & 3;
    final IpInfo.TosCheck check =
        other.ip.check() == IpInfo.TosCheck.ECT01 ? IpInfo.TosCheck.ECN : other.ip.check();
    return new TcpSegment(
        new IpInfo(check, bits, ip.flowLabel(), ip.ttl()),
        sourcePort,
        destinationPort,
        flags,
        ace,
        sequence,
        payloadBytes,
        acknowledgement,
        window,
        urgentPointer,
        options);
  }

  /** The flags' letters. */
  public String flagLetters() {
    final StringBuilder text = new StringBuilder();
    for (int i = 0; i < BITS.length; i++) {
      if (has(BITS[i]) && (ace < 0 || (BITS[i] & (ECE | CWR | AE)) == 0)) {
        text.append(LETTERS.charAt(i));
      }
    }
    if (has(ACK)) {
      text.append('.');
    }
    if (ace >= 0) {
      text.append(ace);
    }
    return text.isEmpty() ? "-" : text.toString();
  }

  @Override
  public String toString() {
    final StringBuilder text = new StringBuilder();
    if (ip.check() == IpInfo.TosCheck.ECN || ip.check() == IpInfo.TosCheck.ECT01) {
      final String[] names = {"noecn", "ect1", "ect0", "ce"};
      text.append('[')
          .append(ip.check() == IpInfo.TosCheck.ECT01 ? "ect01" : names[ip.tos() & 3])
          .append("] ");
    } else if (ip.check() == IpInfo.TosCheck.TOS) {
      text.append(String.format("(tos 0x%02x) ", ip.tos()));
    }
    if (sourcePort != 0 || destinationPort != 0) {
      text.append(sourcePort).append(" > ").append(destinationPort).append(' ');
    }
    text.append(flagLetters())
        .append(' ')
        .append(sequence)
        .append(':')
        .append((sequence + payloadBytes) & 0xFFFFFFFFL)
        .append('(')
        .append(payloadBytes)
        .append(')');
    if (has(ACK)) {
      text.append(" ack ").append(acknowledgement);
    }
    if (window >= 0) {
      text.append(" win ").append(window);
    }
    if (has(URG) || urgentPointer != 0) {
      text.append(" urg ").append(urgentPointer);
    }
    if (options == null) {
      text.append(" <...>");
    } else if (!options.isEmpty()) {
      text.append(" <");
      for (int i = 0; i < options.size(); i++) {
        text.append(i == 0 ? "" : ",").append(options.get(i));
      }
      text.append('>');
    }
    return text.toString();
  }
}
