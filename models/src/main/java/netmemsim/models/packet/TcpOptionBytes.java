package netmemsim.models.packet;

/**
 * TCP options in the layout of Linux (net/ipv4/tcp_output.c, tcp_options_write, v6.18): words of 4
 * bytes; SACK-permitted takes the place of the padding before the timestamps.
 */
final class TcpOptionBytes {
  private static final int NOP = 1;
  private static final int MSS = 2;
  private static final int WINDOW_SCALE = 3;
  private static final int SACK_PERMITTED = 4;
  private static final int SACK = 5;
  private static final int TIMESTAMPS = 8;
  private static final int TIMESTAMPS_BYTES = 10;

  private TcpOptionBytes() {}

  /**
   * Writes the options of a header.
   *
   * @param tcp the header
   * @param into where they go
   * @param from index of the first byte
   * @return index after the last byte
   */
  static int write(final TcpHeader tcp, final byte[] into, final int from) {
    int at = from;
    if (tcp.mssOption() != 0) {
      at = word(into, at, MSS, 4, tcp.mssOption() >> 8, tcp.mssOption());
    }
    if (tcp.hasTimestamps) {
      at =
          tcp.sackPermitted()
              ? word(into, at, SACK_PERMITTED, 2, TIMESTAMPS, TIMESTAMPS_BYTES)
              : word(into, at, NOP, NOP, TIMESTAMPS, TIMESTAMPS_BYTES);
      at = number(into, at, tcp.timestampValue);
      at = number(into, at, tcp.timestampEcho);
    } else if (tcp.sackPermitted()) {
      at = word(into, at, NOP, NOP, SACK_PERMITTED, 2);
    }
    if (tcp.windowScaleOption() >= 0) {
      at = word(into, at, NOP, WINDOW_SCALE, 3, tcp.windowScaleOption());
    }
    if (tcp.sackBlocks > 0) {
      at = word(into, at, NOP, NOP, SACK, 2 + 8 * tcp.sackBlocks);
      for (int i = 0; i < tcp.sackBlocks; i++) {
        at = number(into, at, tcp.sackLeft(i));
        at = number(into, at, tcp.sackRight(i));
      }
    }
    return at;
  }

  private static int word(
      final byte[] into, final int at, final int a, final int b, final int c, final int d) {
    into[at] = (byte) a;
    into[at + 1] = (byte) b;
    into[at + 2] = (byte) c;
    into[at + 3] = (byte) d;
    return at + 4;
  }

  private static int number(final byte[] into, final int at, final int value) {
    return word(into, at, value >> 24, value >> 16, value >> 8, value);
  }
}
