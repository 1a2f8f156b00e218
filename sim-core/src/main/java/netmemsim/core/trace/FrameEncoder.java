package netmemsim.core.trace;

/** Writes a modelled frame as the bytes that would be on the wire, for capture files. */
@FunctionalInterface
public interface FrameEncoder {
  /**
   * Encodes a frame.
   *
   * @param frame the frame, an object of the model that made the encoder
   * @param into where the bytes go, from index 0; long enough for the largest header
   * @return the number of bytes written: headers, and payload as far as it is readable
   */
  int encode(Object frame, byte[] into);
}
