package netmemsim.models.packet;

import netmemsim.models.payload.Content;
import netmemsim.models.payload.Zeros;

/** Payload as bytes. Keeps one period of the content at hand, since most packets share it. */
final class PayloadBytes {
  private Content content = Zeros.INSTANCE;
  private byte[] period = new byte[1];

  /**
   * Writes the bytes of a packet's payload, as far as there is room.
   *
   * @param packet the packet
   * @param into where they go
   * @param from index of the first
   * @return the sum of all of them for a checksum, those without room included
   */
  long write(final Packet packet, final byte[] into, final int from) {
    remember(packet.content);
    int at = (int) (packet.contentPosition % period.length);
    long sum = 0;
    for (int i = 0; i < packet.payloadBytes; i++) {
      final byte value = period[at];
      at = at + 1 == period.length ? 0 : at + 1;
      sum += (i & 1) == 0 ? (value & 0xFF) << 8 : value & 0xFF;
      if (from + i < into.length) {
        into[from + i] = value;
      }
    }
    return sum;
  }

  private void remember(final Content wanted) {
    if (!wanted.equals(content)) {
      content = wanted;
      period = new byte[wanted.period()];
      wanted.generate(period);
    }
  }
}
