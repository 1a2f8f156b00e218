package netmemsim.models.socket;

import java.util.ArrayDeque;

/**
 * A pipe as splice(2) uses it (fs/pipe.c, fs/splice.c, v6.18): 16 buffers of a page at most, each
 * filled from one place.
 */
final class Pipe {
  private static final int BUFFERS = 16;

  /** PAGE_SIZE. */
  static final int PAGE_BYTES = 4096;

  /** One end of it. */
  final class End extends OpenFile {
    final boolean reads;

    private End(final boolean reads) {
      this.reads = reads;
    }

    Pipe pipe() {
      return Pipe.this;
    }

    @Override
    int poll() {
      if (reads) {
        return (bytes > 0 ? Uapi.POLLIN | Uapi.POLLRDNORM : 0) | (writerOpen ? 0 : Uapi.POLLHUP);
      }
      return (isFull() ? 0 : Uapi.POLLOUT | Uapi.POLLWRNORM) | (readerOpen ? 0 : Uapi.POLLERR);
    }

    @Override
    void close() {
      if (reads) {
        readerOpen = false;
      } else {
        writerOpen = false;
      }
      reader.waiters.wake(0, true);
      writer.waiters.wake(0, true);
    }
  }

  final End reader = new End(true);
  final End writer = new End(false);
  private final ArrayDeque<Integer> buffers = new ArrayDeque<>();
  private long bytes;
  private boolean readerOpen = true;
  private boolean writerOpen = true;

  boolean isFull() {
    return buffers.size() >= BUFFERS;
  }

  /** Room, bytes: a page for each free buffer. */
  long room() {
    return (long) (BUFFERS - buffers.size()) * PAGE_BYTES;
  }

  long bytes() {
    return bytes;
  }

  boolean hasReader() {
    return readerOpen;
  }

  boolean hasWriter() {
    return writerOpen;
  }

  /** Fills buffers, each with a page of what is put in. */
  void put(final long length) {
    long left = length;
    while (left > 0) {
      final int piece = (int) Math.min(left, PAGE_BYTES);
      buffers.add(piece);
      left -= piece;
    }
    bytes += length;
    reader.waiters.wake(Uapi.POLLIN | Uapi.POLLRDNORM, false);
  }

  /** Takes bytes out of the first buffers. */
  void take(final long length) {
    long left = length;
    while (left > 0) {
      final int first = buffers.removeFirst();
      if (first > left) {
        buffers.addFirst((int) (first - left));
        left = 0;
      } else {
        left -= first;
      }
    }
    bytes -= length;
    writer.waiters.wake(Uapi.POLLOUT | Uapi.POLLWRNORM, false);
  }
}
