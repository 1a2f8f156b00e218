package netmemsim.core.trace;

/**
 * Writes a modelled frame as the bytes that would be on the wire, for capture files. Changes
 * neither the frame nor anything that the run depends on.
 */
public interface FrameEncoder {
  /** What the bytes begin with, as capture files call it: a LINKTYPE_ value (pcap-linktype(7)). */
  int linkType();

  /**
   * The length of a frame.
   *
   * @param frame the frame, an object of the model that made the encoder
   * @return bytes, without frame check sequence
   */
  int lengthBytes(Object frame);

  /**
   * Encodes a frame as far as there is room for it. Checksums are those of the whole frame.
   *
   * @param frame the frame, an object of the model that made the encoder
   * @param into where the bytes go, from index 0
   * @return the number of bytes written: the frame's length, or that of {@code into} if it is less
   */
  int encode(Object frame, byte[] into);
}
