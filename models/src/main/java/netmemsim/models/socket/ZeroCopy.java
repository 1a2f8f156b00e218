package netmemsim.models.socket;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * MSG_ZEROCOPY of one socket (net/core/skbuff.c, msg_zerocopy_realloc and __msg_zerocopy_callback,
 * v6.18; Documentation/networking/msg_zerocopy.rst): which sends share a notification, and when it
 * comes: when all their bytes are acknowledged.
 */
final class ZeroCopy {
  /** struct ubuf_info_msgzc: sends whose bytes lie in buffers that follow each other. */
  private static final class Notification {
    int id;
    int sends;
    long bytes;
    long end;
  }

  /** What sock_omalloc charges for a notification; SK_MEMINFO_OPTMEM measured on 6.18. */
  static final int NOTIFICATION_BYTES = 832;

  /** SKB_TRUESIZE(0), which sock_omalloc wants to be free. */
  private static final int OMALLOC_BYTES = 576;

  /** Most bytes under one notification. */
  private static final long BYTE_LIMIT = 1 << 19;

  private static final int SENDS_LIMIT = 65534;
  private final TcpSocket socket;
  private final ArrayDeque<Notification> pending = new ArrayDeque<>();
  private final int optmemMax;
  private @Nullable Notification current;
  private boolean fresh;
  private int nextId;

  ZeroCopy(final TcpSocket socket, final int optmemMax) {
    this.socket = socket;
    this.optmemMax = optmemMax;
  }

  boolean isIdle() {
    return pending.isEmpty();
  }

  /** The end of what the last notification covers; -1 when none is pending. */
  long lastEnd() {
    final Notification last = pending.peekLast();
    return last == null ? -1 : last.end;
  }

  /**
   * Begins a send.
   *
   * @param bytes its length
   * @param tailStart where the buffer begins that is filled and unsent, -1 when there is none
   * @return whether there is memory for it; ENOBUFS if not
   */
  boolean begin(final long bytes, final long tailStart) {
    final Notification last = pending.peekLast();
    final boolean tailHasOne = last != null && tailStart >= 0 && last.end > tailStart;
    if (tailHasOne
        && last.sends < SENDS_LIMIT
        && last.bytes + bytes <= BYTE_LIMIT
        && last.id + last.sends == nextId) {
      last.sends++;
      last.bytes += bytes;
      nextId++;
      current = last;
      fresh = false;
      return true;
    }
    if (socket.errors.optmemBytes() + OMALLOC_BYTES > optmemMax) {
      current = null;
      return false;
    }
    socket.errors.chargeOptmem(NOTIFICATION_BYTES);
    final Notification made = new Notification();
    made.id = nextId++;
    made.sends = 1;
    made.bytes = bytes;
    made.end = -1;
    pending.add(made);
    current = made;
    fresh = true;
    return true;
  }

  /** Whether the notification is another than that of the buffer being filled. */
  boolean isFresh() {
    return fresh;
  }

  /** Bytes up to an offset are in buffers. */
  void took(final long end) {
    final Notification now = current;
    if (now != null) {
      now.end = end;
    }
  }

  /** Ends a send that took nothing: as if it had not been (net_zcopy_put_abort). */
  void abort() {
    final Notification now = current;
    if (now == null) {
      return;
    }
    nextId--;
    now.sends--;
    if (now.sends == 0) {
      pending.remove(now);
      socket.errors.unchargeOptmem(NOTIFICATION_BYTES);
    }
    current = null;
  }

  /** Ends a send; what was acknowledged meanwhile is reported. */
  void end(final long acknowledged) {
    current = null;
    acknowledged(acknowledged);
  }

  /** Reports the sends whose bytes are acknowledged. */
  void acknowledged(final long offset) {
    Notification first = pending.peek();
    while (first != null && first != current && first.end <= offset) {
      pending.poll();
      report(first);
      first = pending.peek();
    }
  }

  private void report(final Notification done) {
    if (socket.isClosed()) {
      return;
    }
    final ErrorQueue.Entry last = socket.errors.last();
    if (last != null && last.origin == Uapi.SO_EE_ORIGIN_ZEROCOPY && last.data + 1 == done.id) {
      last.data += done.sends;
      socket.errors.unchargeOptmem(NOTIFICATION_BYTES);
    } else {
      final ErrorQueue.Entry entry = new ErrorQueue.Entry();
      entry.origin = Uapi.SO_EE_ORIGIN_ZEROCOPY;
      entry.code = socket.routing.copiesZeroCopy() ? Uapi.SO_EE_CODE_ZEROCOPY_COPIED : 0;
      entry.info = done.id;
      entry.data = done.id + done.sends - 1;
      entry.optmemBytes = NOTIFICATION_BYTES;
      socket.errors.add(entry);
    }
    socket.wakeError();
  }
}
