package netmemsim.models.netmem;

import netmemsim.models.payload.Content;

/** Receives what a stretch of memory holds, piece by piece. */
public interface ContentReader {
  /**
   * Bytes of a stream.
   *
   * @param content which stream
   * @param position position in it of the first byte
   * @param lengthBytes number of bytes
   */
  void piece(Content content, long position, int lengthBytes);

  /**
   * Bytes that nothing was written to.
   *
   * @param lengthBytes number of bytes
   */
  void hole(int lengthBytes);
}
