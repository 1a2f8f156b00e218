package netmemsim.models.nic;

import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Packet;

/**
 * The Toeplitz hash of receive side scaling over addresses and ports (Microsoft, "RSS hashing
 * types"), by table: one look-up for each input byte. The key is the one of Microsoft's
 * verification suite, so that published hashes hold.
 */
public final class ToeplitzHash {
  private static final int[] KEY = {
    0x6d, 0x5a, 0x56, 0xda, 0x25, 0x5b, 0x0e, 0xc2, 0x41, 0x67, 0x25, 0x3d, 0x43, 0xa3, 0x8f, 0xb0,
    0xd0, 0xca, 0x2b, 0xcb, 0xae, 0x7b, 0x30, 0xb4, 0x77, 0xcb, 0x2d, 0xa3, 0x80, 0x30, 0xf2, 0x0c,
    0x6a, 0x42, 0xb7, 0x3b, 0xbe, 0xac, 0x01, 0xfa
  };

  private static final int MAX_INPUT_BYTES = 36;
  private static final int[] TABLE = table();

  private ToeplitzHash() {}

  /** The key's bytes. */
  public static int[] key() {
    return KEY.clone();
  }

  private static int[] table() {
    final int[] table = new int[MAX_INPUT_BYTES * 256];
    for (int position = 0; position < MAX_INPUT_BYTES; position++) {
      for (int value = 0; value < 256; value++) {
        int hash = 0;
        for (int bit = 0; bit < 8; bit++) {
          if ((value & (0x80 >> bit)) != 0) {
            hash ^= keyWindow(position * 8 + bit);
          }
        }
        table[position * 256 + value] = hash;
      }
    }
    return table;
  }

  /** The 32 key bits from a bit position on. */
  private static int keyWindow(final int bit) {
    long window = 0;
    for (int i = 0; i < 5; i++) {
      window = (window << 8) | KEY[bit / 8 + i];
    }
    return (int) (window >>> (8 - bit % 8));
  }

  /**
   * The hash of a packet's four-tuple.
   *
   * @param packet a TCP packet with addresses
   * @return the 32-bit hash
   */
  public static int of(final Packet packet) {
    final IpAddress source = packet.source;
    final IpAddress destination = packet.destination;
    if (source == null || destination == null) {
      throw new IllegalArgumentException("a packet without addresses");
    }
    int position = 0;
    int hash = 0;
    for (int i = 0; i < source.lengthBytes(); i++) {
      hash ^= TABLE[(position++ << 8) + source.octet(i)];
    }
    for (int i = 0; i < destination.lengthBytes(); i++) {
      hash ^= TABLE[(position++ << 8) + destination.octet(i)];
    }
    hash ^= TABLE[(position++ << 8) + ((packet.tcp.sourcePort >> 8) & 0xFF)];
    hash ^= TABLE[(position++ << 8) + (packet.tcp.sourcePort & 0xFF)];
    hash ^= TABLE[(position++ << 8) + ((packet.tcp.destinationPort >> 8) & 0xFF)];
    hash ^= TABLE[(position << 8) + (packet.tcp.destinationPort & 0xFF)];
    return hash;
  }
}
