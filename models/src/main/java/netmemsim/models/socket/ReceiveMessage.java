package netmemsim.models.socket;

import java.util.Arrays;
import netmemsim.models.kernel.Errno;
import netmemsim.models.netmem.ContentReader;

/**
 * The arguments and results of recvmsg: one object is used again for every call. Control messages
 * are kept as parallel arrays.
 */
public final class ReceiveMessage {
  /** MSG_PEEK. */
  public static final int MSG_PEEK = 0x2;

  /** MSG_TRUNC: discard instead of copying. */
  public static final int MSG_TRUNC = 0x20;

  /** MSG_DONTWAIT: never sleep. */
  public static final int MSG_DONTWAIT = 0x40;

  /** MSG_WAITALL: sleep until the buffer is full. */
  public static final int MSG_WAITALL = 0x100;

  /** MSG_SOCK_DEVMEM: this call understands device memory. */
  public static final int MSG_SOCK_DEVMEM = 0x2000000;

  /** Bytes of control buffer that one devmem control message takes: CMSG_SPACE(24). */
  public static final int CMSG_BYTES = 40;

  /** Bytes of its header (struct cmsghdr, 64 bits): what a cut message has at least. */
  static final int CMSG_HEADER_BYTES = 16;

  /** Bytes up to the end of {@code frag_token}. */
  private static final int CMSG_TOKEN_END = CMSG_HEADER_BYTES + 16;

  /** A control message of type SCM_DEVMEM_LINEAR. */
  public static final int LINEAR = 78;

  /** A control message of type SCM_DEVMEM_DMABUF. */
  public static final int DMABUF = 79;

  /** Size of the user's buffer (iovec), bytes. */
  public int bufferBytes;

  /** How much of the user's buffer is mapped, bytes; a copy beyond is a fault. */
  public int mappedBytes = Integer.MAX_VALUE;

  /** Size of the control buffer, bytes. */
  public int controlBytes;

  /** MSG_ flags. */
  public int flags;

  /** Gets the bytes that are copied into the user's buffer. */
  public ContentReader buffer;

  /** The error, or OK. */
  public Errno errno = Errno.OK;

  /** Bytes received; 0 with {@link Errno#OK} is end of file. */
  public int received;

  /** Whether what was received is device memory. */
  public boolean devmem;

  /** Number of whole control messages. */
  public int cmsgs;

  /** Control messages that were cut short, 0 or 1: before v6.14 the last one could be. */
  public int cutCmsgs;

  /** The {@code frag_token} that the cut message still shows, or 0; it was not issued. */
  public int cutToken;

  /** Socket buffers touched, for the cost of the call. */
  public int skbs;

  /** Bytes copied, for the cost of the call. */
  public int copiedBytes;

  private int[] types = new int[64];
  private long[] offsets = new long[64];
  private int[] sizes = new int[64];
  private int[] tokens = new int[64];
  private int[] dmabufIds = new int[64];

  /**
   * A message with room for nothing yet.
   *
   * @param buffer gets the bytes that are copied into the user's buffer
   */
  public ReceiveMessage(final ContentReader buffer) {
    this.buffer = buffer;
  }

  void reset() {
    errno = Errno.OK;
    received = 0;
    devmem = false;
    cmsgs = 0;
    cutCmsgs = 0;
    cutToken = 0;
    skbs = 0;
    copiedBytes = 0;
  }

  /** Room for further control messages, bytes. */
  int controlRoom() {
    return cutCmsgs > 0 ? 0 : controlBytes - cmsgs * CMSG_BYTES;
  }

  /** Writes as much of a control message as there is room for; the header must fit. */
  void cut(final int token) {
    cutToken = controlRoom() >= CMSG_TOKEN_END ? token : 0;
    cutCmsgs++;
  }

  void add(final int type, final long offset, final int size, final int token, final int dmabufId) {
    if (cmsgs == types.length) {
      final int length = cmsgs * 2;
      types = Arrays.copyOf(types, length);
      offsets = Arrays.copyOf(offsets, length);
      sizes = Arrays.copyOf(sizes, length);
      tokens = Arrays.copyOf(tokens, length);
      dmabufIds = Arrays.copyOf(dmabufIds, length);
    }
    types[cmsgs] = type;
    offsets[cmsgs] = offset;
    sizes[cmsgs] = size;
    tokens[cmsgs] = token;
    dmabufIds[cmsgs] = dmabufId;
    cmsgs++;
  }

  /** Type of a control message: {@link #LINEAR} or {@link #DMABUF}. */
  public int type(final int index) {
    return types[index];
  }

  /** {@code frag_offset}: byte offset in the dma-buf. */
  public long offset(final int index) {
    return offsets[index];
  }

  /** {@code frag_size}: bytes. */
  public int size(final int index) {
    return sizes[index];
  }

  /** {@code frag_token}. */
  public int token(final int index) {
    return tokens[index];
  }

  /** {@code dmabuf_id}. */
  public int dmabufId(final int index) {
    return dmabufIds[index];
  }
}
