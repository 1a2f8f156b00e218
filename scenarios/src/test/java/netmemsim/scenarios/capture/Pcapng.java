package netmemsim.scenarios.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what a capture file holds, as draft-ietf-opsawg-pcapng describes it. */
final class Pcapng {
  private static final int SECTION_HEADER = 0x0A0D0D0A;
  private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;

  private Pcapng() {}

  /**
   * A packet as the file has it.
   *
   * @param timeNs timestamp in the unit of the file, which is taken for nanoseconds
   * @param inbound what epb_flags says
   * @param bytes what was kept
   * @param originalBytes how long it was
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Captured(long timeNs, boolean inbound, byte[] bytes, int originalBytes) {}

  /** The packets of a file of one section and one interface, which must be in order and whole. */
  static List<Captured> read(final Path path) throws IOException {
    final ByteBuffer file =
        ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    require(file.getInt(0) == SECTION_HEADER, "a section header comes first");
    require(file.getInt(8) == BYTE_ORDER_MAGIC, "little-endian");
    final List<Captured> packets = new ArrayList<>();
    int interfaces = 0;
    int at = 0;
    while (at < file.limit()) {
      final int length = file.getInt(at + 4);
      require(length % 4 == 0 && length == file.getInt(at + length - 4), "lengths at " + at);
      switch (file.getInt(at)) {
        case SECTION_HEADER -> require(at == 0, "one section");
        case 1 -> interfaces++;
        case 6 -> {
          require(interfaces == 1 && file.getInt(at + 8) == 0, "one interface");
          packets.add(packet(file, at));
        }
        default -> throw new IOException("unknown block at " + at);
      }
      at += length;
    }
    require(at == file.limit(), "the last block is whole");
    return packets;
  }

  private static Captured packet(final ByteBuffer file, final int at) throws IOException {
    final long high = Integer.toUnsignedLong(file.getInt(at + 12));
    final long low = Integer.toUnsignedLong(file.getInt(at + 16));
    final byte[] bytes = new byte[file.getInt(at + 20)];
    file.get(at + 28, bytes);
    final int options = at + 28 + (bytes.length + 3) / 4 * 4;
    require(file.getShort(options) == 2 && file.getShort(options + 2) == 4, "epb_flags");
    return new Captured(
        (high << 32) + low, file.getInt(options + 4) == 1, bytes, file.getInt(at + 24));
  }

  private static void require(final boolean holds, final String what) throws IOException {
    if (!holds) {
      throw new IOException("not so: " + what);
    }
  }
}
