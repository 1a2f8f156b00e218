package netmemsim.scenarios.capture;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An Ethernet frame with IPv4 and TCP, taken apart as RFC 791, 9293, 7323 and 2018 say; refuses
 * what they do not allow and a wrong checksum (RFC 1071).
 */
final class Frame {
  private static final int ETHERNET_BYTES = 14;
  final int ipId;
  final int sourcePort;
  final int sequence;
  final int acknowledgement;
  final int flags;
  final byte[] payload;

  /** Kinds of the options in order, NOPs left out. */
  final List<Integer> options = new ArrayList<>();

  Frame(final byte[] bytes) {
    final ByteBuffer frame = ByteBuffer.wrap(bytes);
    require(frame.getShort(12) == 0x0800, "IPv4");
    require(frame.get(ETHERNET_BYTES) == 0x45, "version 4, no IP options");
    final int ipBytes = Short.toUnsignedInt(frame.getShort(16));
    require(bytes.length == Math.max(ETHERNET_BYTES + ipBytes, paddedTo(bytes)), "total length");
    ipId = Short.toUnsignedInt(frame.getShort(18));
    require(frame.getShort(20) == 0x4000, "don't fragment");
    require(frame.get(23) == 6, "TCP");
    require(onesComplementSum(bytes, 14, 34, 0) == 0xFFFF, "IP header checksum");
    final int segmentBytes = ipBytes - 20;
    final int pseudo = onesComplementSum(bytes, 26, 34, 6 + segmentBytes);
    require(
        onesComplementSum(bytes, 34, ETHERNET_BYTES + ipBytes, pseudo) == 0xFFFF, "TCP checksum");
    sourcePort = Short.toUnsignedInt(frame.getShort(34));
    sequence = frame.getInt(38);
    acknowledgement = frame.getInt(42);
    flags = frame.getShort(46) & 0xFFF;
    final int headerBytes = ((frame.get(46) & 0xF0) >> 4) * 4;
    options(frame, 54, 34 + headerBytes);
    payload = new byte[segmentBytes - headerBytes];
    frame.get(34 + headerBytes, payload);
  }

  private static int paddedTo(final byte[] bytes) {
    return bytes.length == 60 ? 60 : 0;
  }

  private void options(final ByteBuffer frame, final int from, final int to) {
    int at = from;
    while (at < to) {
      final int kind = frame.get(at);
      if (kind == 1) {
        at++;
        continue;
      }
      final int length = frame.get(at + 1);
      final boolean right =
          switch (kind) {
            case 2 -> length == 4;
            case 3 -> length == 3;
            case 4 -> length == 2;
            case 5 -> length > 2 && length % 8 == 2;
            case 8 -> length == 10;
            default -> false;
          };
      require(right, "option " + kind + " of length " + length);
      options.add(kind);
      at += length;
    }
    require(at == to, "options end where the header does");
  }

  /** RFC 1071, 4.1: the sum of 16-bit words with the carries added in; 0xFFFF when it is right. */
  private static int onesComplementSum(
      final byte[] bytes, final int from, final int to, final int start) {
    int sum = start;
    for (int i = from; i < to; i++) {
      final int value = Byte.toUnsignedInt(bytes[i]);
      sum += (i - from) % 2 == 0 ? value * 256 : value;
      sum = sum % 65536 + sum / 65536;
    }
    return sum;
  }

  private static void require(final boolean holds, final String what) {
    if (!holds) {
      throw new IllegalArgumentException("not so: " + what);
    }
  }

  boolean has(final int flag) {
    return (flags & flag) != 0;
  }
}
