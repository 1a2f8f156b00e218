package netmemsim.models.socket;

import java.util.ArrayList;
import java.util.List;
import netmemsim.models.netmem.ContentReader;
import netmemsim.models.payload.Content;
import org.jspecify.annotations.Nullable;

/** The arguments and results of sendmsg and recvmsg (struct msghdr). */
public final class MessageHeader {
  private static final ContentReader NOBODY =
      new ContentReader() {
        @Override
        public void piece(final Content content, final long position, final int lengthBytes) {}

        @Override
        public void hole(final int lengthBytes) {}
      };

  /** {@code msg_name}: where to; after recvmsg and accept, from where. */
  public @Nullable Sockaddr name;

  /** {@code msg_flags}, after recvmsg. */
  public int flags;

  /** {@code msg_controllen}: room for control messages, bytes; the kernel writes only what fits. */
  public int controlBytes = Integer.MAX_VALUE;

  /** Gets the bytes that recvmsg copies. */
  public ContentReader buffer = NOBODY;

  private Iov[] vectors = new Iov[1];
  private int vectorCount;
  private final List<ControlMessage> control = new ArrayList<>();
  private int controlCount;
  private int controlUsedBytes;

  /** Sets {@code msg_iov}. */
  public MessageHeader setVectors(final Iov... iov) {
    vectors = iov;
    vectorCount = iov.length;
    return this;
  }

  /** Sets {@code msg_iov} to one buffer. */
  public MessageHeader setBuffer(final long bytes) {
    return setVectors(Iov.of(bytes));
  }

  /** The bytes of all buffers. */
  long vectorBytes() {
    long bytes = 0;
    for (int i = 0; i < vectorCount; i++) {
      bytes += vectors[i].bytes();
    }
    return bytes;
  }

  int vectorCount() {
    return vectorCount;
  }

  /** How many bytes from the start can be touched before a fault. */
  long mappedBytes() {
    long bytes = 0;
    for (int i = 0; i < vectorCount; i++) {
      if (!vectors[i].mapped() && vectors[i].bytes() > 0) {
        return bytes;
      }
      bytes += vectors[i].bytes();
    }
    return bytes;
  }

  /**
   * How many bytes from a position on fit a number of fragments, each a page of one buffer.
   *
   * @return bytes; 0 at a fault
   */
  long pieceBytes(final long position, final int mostFragments, final int pageBytes) {
    long skip = position;
    long piece = 0;
    int left = mostFragments;
    for (int i = 0; i < vectorCount && left > 0; i++) {
      final long bytes = vectors[i].bytes();
      if (skip >= bytes) {
        skip -= bytes;
        continue;
      }
      if (!vectors[i].mapped()) {
        break;
      }
      final long room = (long) left * pageBytes - skip % pageBytes;
      final long taken = Math.min(bytes - skip, room);
      piece += taken;
      left -= (int) ((skip % pageBytes + taken + pageBytes - 1) / pageBytes);
      skip = 0;
    }
    return piece;
  }

  /** How many fragments a stretch takes, each a page of one buffer. */
  int fragments(final long position, final long length, final int pageBytes) {
    long skip = position;
    long left = length;
    int fragments = 0;
    for (int i = 0; i < vectorCount && left > 0; i++) {
      final long bytes = vectors[i].bytes();
      if (skip >= bytes) {
        skip -= bytes;
        continue;
      }
      final long taken = Math.min(bytes - skip, left);
      fragments += (int) ((skip % pageBytes + taken + pageBytes - 1) / pageBytes);
      left -= taken;
      skip = 0;
    }
    return fragments;
  }

  /** Number of control messages. */
  public int controlCount() {
    return controlCount;
  }

  /** A control message, in the kernel's order. */
  public ControlMessage control(final int index) {
    if (index < 0 || index >= controlCount) {
      throw new IndexOutOfBoundsException("control message " + index + " of " + controlCount);
    }
    return control.get(index);
  }

  /** Adds a control message to be sent. */
  public ControlMessage addControl(final int level, final int type) {
    if (controlCount == control.size()) {
      control.add(new ControlMessage());
    }
    final ControlMessage message = control.get(controlCount++);
    message.clear(level, type);
    return message;
  }

  /**
   * Puts a received control message if there is room for it, else sets MSG_CTRUNC (put_cmsg,
   * net/core/scm.c, v6.18).
   *
   * @param dataBytes length of its data
   */
  @Nullable ControlMessage putControl(final int level, final int type, final int dataBytes) {
    final int header = 16;
    final int length = header + dataBytes;
    if (controlBytes - controlUsedBytes < length) {
      flags |= Uapi.MSG_CTRUNC;
      // The kernel cuts the data short; a cut message is of no use to anybody here.
      controlUsedBytes = controlBytes;
      return null;
    }
    controlUsedBytes += Math.min((length + 7) & -8, controlBytes - controlUsedBytes);
    return addControl(level, type);
  }

  void clearResults() {
    flags = 0;
    name = null;
    controlCount = 0;
    controlUsedBytes = 0;
  }
}
