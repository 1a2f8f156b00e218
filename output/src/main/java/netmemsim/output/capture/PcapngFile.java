package netmemsim.output.capture;

import java.io.Closeable;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import netmemsim.core.trace.FrameDirection;
import netmemsim.output.file.RecordingFile;
import netmemsim.output.file.RunFileException;

/**
 * Writes a capture file of one section (draft-ietf-opsawg-pcapng): a section header, an interface
 * description for each device, an enhanced packet for each frame. Little-endian; times are
 * nanoseconds since the start of the run, cut off, so that the epoch of 1970 stands for time 0.
 * Picoseconds would be lawful, but Wireshark 4.0 reads them wrongly from 18 ms into a second on: it
 * overflows 64 bits. A packet allocates nothing.
 *
 * <p>A write error comes out of {@link #close()}, as {@link RecordingFile} says.
 */
public final class PcapngFile implements Closeable {
  private static final int SECTION_HEADER_BLOCK = 0x0A0D0D0A;
  private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
  private static final int VERSION_1_0 = 1;
  private static final int SECTION_LENGTH_UNKNOWN = -1;
  private static final int INTERFACE_DESCRIPTION_BLOCK = 1;
  private static final int ENHANCED_PACKET_BLOCK = 6;

  private static final int SHB_USERAPPL = 4;
  private static final int IF_NAME = 2;
  private static final int IF_DESCRIPTION = 3;
  private static final int IF_TSRESOL = 9;
  private static final int EPB_FLAGS = 2;
  private static final int OPTION_HEADER_BYTES = 4;

  /** 10^-9 s. */
  private static final byte NANOSECONDS = 9;

  private static final long PS_PER_NS = 1000;

  /** Bytes of a block around its options: type, length twice, and the fixed part. */
  private static final int SECTION_FRAME_BYTES = 12 + 16;

  private static final int INTERFACE_FRAME_BYTES = 12 + 8;
  private static final int PACKET_FRAME_BYTES = 12 + 20;

  private final RecordingFile file;
  private final int snapBytes;
  private int interfaces;

  /**
   * Writes into a stream that is open already.
   *
   * @param path what to call it in errors
   * @param out the stream, closed with this file
   * @param snapBytes the most bytes of a frame that are kept
   * @param application name and version of the program that captures
   */
  PcapngFile(
      final Path path, final OutputStream out, final int snapBytes, final String application) {
    this(new RecordingFile(path, out), snapBytes, application);
  }

  private PcapngFile(final RecordingFile file, final int snapBytes, final String application) {
    this.file = file;
    this.snapBytes = snapBytes;
    final byte[] name = utf8(application);
    final int length =
        SECTION_FRAME_BYTES + OPTION_HEADER_BYTES + padded(name.length) + OPTION_HEADER_BYTES;
    addInt(SECTION_HEADER_BLOCK);
    addInt(length);
    addInt(BYTE_ORDER_MAGIC);
    addInt(VERSION_1_0);
    addInt(SECTION_LENGTH_UNKNOWN);
    addInt(SECTION_LENGTH_UNKNOWN);
    addOption(SHB_USERAPPL, name);
    addInt(0);
    addInt(length);
  }

  /**
   * Opens a file.
   *
   * @param path a file that does not exist
   * @param snapBytes the most bytes of a frame that are kept
   * @param application name and version of the program that captures
   * @return the open file, with its section header
   * @throws RunFileException when it exists or cannot be created
   */
  public static PcapngFile create(final Path path, final int snapBytes, final String application)
      throws RunFileException {
    return new PcapngFile(RecordingFile.create(path), snapBytes, application);
  }

  /**
   * Describes a device; may be called at any time.
   *
   * @param name as {@code tcpdump -i} has it
   * @param description where it is
   * @param linkType what its frames begin with, a LINKTYPE_ value (pcap-linktype(7))
   * @return its number, for {@link #packet}
   */
  public int addInterface(final String name, final String description, final int linkType) {
    final byte[] nameBytes = utf8(name);
    final byte[] descriptionBytes = utf8(description);
    final int length =
        INTERFACE_FRAME_BYTES
            + OPTION_HEADER_BYTES
            + padded(nameBytes.length)
            + OPTION_HEADER_BYTES
            + padded(descriptionBytes.length)
            + OPTION_HEADER_BYTES
            + padded(1)
            + OPTION_HEADER_BYTES;
    addInt(INTERFACE_DESCRIPTION_BLOCK);
    addInt(length);
    addInt(linkType);
    addInt(snapBytes);
    addOption(IF_NAME, nameBytes);
    addOption(IF_DESCRIPTION, descriptionBytes);
    addOption(IF_TSRESOL, new byte[] {NANOSECONDS});
    addInt(0);
    addInt(length);
    return interfaces++;
  }

  /**
   * Writes a frame.
   *
   * @param number the device
   * @param timePs when it passed, picoseconds
   * @param direction which way
   * @param bytes its first bytes
   * @param capturedBytes how many of them, at most the snap length
   * @param originalBytes its length
   */
  public void packet(
      final int number,
      final long timePs,
      final FrameDirection direction,
      final byte[] bytes,
      final int capturedBytes,
      final int originalBytes) {
    final int length =
        PACKET_FRAME_BYTES
            + padded(capturedBytes)
            + OPTION_HEADER_BYTES
            + Integer.BYTES
            + OPTION_HEADER_BYTES;
    addInt(ENHANCED_PACKET_BLOCK);
    addInt(length);
    addInt(number);
    final long timeNs = timePs / PS_PER_NS;
    addInt((int) (timeNs >>> Integer.SIZE));
    addInt((int) timeNs);
    addInt(capturedBytes);
    addInt(originalBytes);
    file.add(bytes, capturedBytes);
    addPadding(capturedBytes);
    addInt(EPB_FLAGS | (Integer.BYTES << Short.SIZE));
    addInt(direction == FrameDirection.INBOUND ? 1 : 2);
    addInt(0);
    addInt(length);
  }

  private void addOption(final int code, final byte[] value) {
    addInt(code | (value.length << Short.SIZE));
    file.add(value, value.length);
    addPadding(value.length);
  }

  private void addPadding(final int lengthBytes) {
    for (int i = lengthBytes; i < padded(lengthBytes); i++) {
      file.add((byte) 0);
    }
  }

  private void addInt(final int value) {
    file.add((byte) value);
    file.add((byte) (value >> 8));
    file.add((byte) (value >> 16));
    file.add((byte) (value >> 24));
  }

  private static int padded(final int lengthBytes) {
    return (lengthBytes + 3) & ~3;
  }

  /** An option's length has 16 bits. */
  private static byte[] utf8(final String text) {
    final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, Math.min(bytes.length, 0xFFFF));
  }

  /**
   * Closes the file. Closing it again does nothing.
   *
   * @throws RunFileException when anything could not be written; names the file
   */
  @Override
  public void close() throws RunFileException {
    file.close();
  }
}
