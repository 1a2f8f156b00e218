package netmemsim.scenarios.golden;

import java.util.Arrays;

/** Every packet that reached the forwarder, in the columns of {@code CASE.pkts.csv.gz}. */
final class PacketLog {
  /** The header of the file. */
  static final String HEADER = "t_us,dir,flags,seq,len,ack,win,act,qlen";

  private static final int COLUMNS = 9;
  private long[] values = new long[COLUMNS * 1024];
  private int used;

  /** Notes a packet: the columns in order. */
  void add(
      final long timeUs,
      final int direction,
      final int flags,
      final long sequence,
      final int payloadBytes,
      final long acknowledgement,
      final int window,
      final int action,
      final int queueLength) {
    if (used == values.length) {
      values = Arrays.copyOf(values, 2 * values.length);
    }
    values[used] = timeUs;
    values[used + 1] = direction;
    values[used + 2] = flags;
    values[used + 3] = sequence;
    values[used + 4] = payloadBytes;
    values[used + 5] = acknowledgement;
    values[used + 6] = window;
    values[used + 7] = action;
    values[used + 8] = queueLength;
    used += COLUMNS;
  }

  /** Number of packets. */
  int packets() {
    return used / COLUMNS;
  }

  /**
   * One column of one packet.
   *
   * @param packet its index
   * @param column index of the column in {@link #HEADER}
   */
  long get(final int packet, final int column) {
    return values[packet * COLUMNS + column];
  }

  /** The file's text, with the header. */
  String csv() {
    final StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (int i = 0; i < used; i++) {
      text.append(values[i]).append((i + 1) % COLUMNS == 0 ? '\n' : ',');
    }
    return text.toString();
  }
}
