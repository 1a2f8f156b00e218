package netmemsim.models.tcp;

import netmemsim.models.packet.Skb;
import org.jspecify.annotations.Nullable;

/** Data in order that the application has not read (sk_receive_queue), and its memory. */
final class ReceiveQueue {
  private final TcpConnection connection;

  /** Memory of this queue and of the out-of-order queue (sk_rmem_alloc), bytes. */
  long rmemAlloc;

  /** Next offset to be read (copied_seq). */
  long copied;

  @Nullable Skb head;
  @Nullable Skb tail;

  ReceiveQueue(final TcpConnection connection) {
    this.connection = connection;
  }

  /** Whether so much, or nearly as much as can be, waits to be read (tcp_epollin_ready). */
  boolean isReadable(final long target) {
    final TcpInput input = connection.input;
    final long end = input.finOffset >= 0 ? input.finOffset : input.rcvNxt;
    final long available = end - copied;
    if (available <= 0) {
      return false;
    }
    final int rcvbuf = connection.receiveWindow.rcvbuf;
    return available >= target
        || rmemAlloc > rcvbuf - (rcvbuf >> 3)
        || connection.receiveWindow.current() <= connection.delayedAck.rcvMss;
  }

  /** Whether close(2) loses data: what came twice, or a lone FIN, is none (__tcp_close, v6.18). */
  boolean hasUnread() {
    final Skb last = tail;
    return last != null && last.endOffset > copied;
  }

  /** Charges a buffer to the socket. */
  void charge(final int truesize) {
    rmemAlloc += truesize;
  }

  /** Takes the charge back and frees the buffer. */
  void drop(final Skb skb) {
    rmemAlloc -= skb.truesize;
    skb.free();
  }

  /**
   * Appends a buffer.
   *
   * @param skb the buffer
   * @param charged whether its memory is charged already
   */
  void append(final Skb skb, final boolean charged) {
    final Skb last = tail;
    if (last != null) {
      final int truesize = skb.truesize;
      final int delta = SkbMerge.tryMerge(last, skb);
      if (delta >= 0) {
        rmemAlloc += charged ? delta - truesize : delta;
        connection.mib.rcvCoalesce.increment();
        return;
      }
    }
    if (!charged) {
      rmemAlloc += skb.truesize;
    }
    skb.next = null;
    skb.previous = last;
    if (last == null) {
      head = skb;
    } else {
      last.next = skb;
    }
    tail = skb;
  }

  /** Takes a buffer off. */
  void unlink(final Skb skb) {
    final Skb before = skb.previous;
    final Skb after = skb.next;
    if (before == null) {
      head = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      tail = before;
    } else {
      after.previous = before;
    }
    skb.next = null;
    skb.previous = null;
  }

  /** Puts a buffer, charged already, before another one. */
  void insertBefore(final Skb skb, final @Nullable Skb after) {
    final Skb before = after == null ? tail : after.previous;
    skb.next = after;
    skb.previous = before;
    if (before == null) {
      head = skb;
    } else {
      before.next = skb;
    }
    if (after == null) {
      tail = skb;
    } else {
      after.previous = skb;
    }
  }

  /**
   * Reads bytes; buffers that are read in full are freed. The buffer's tuning looks at each buffer
   * (tcp_recvmsg_locked).
   */
  void consume(final long bytes) {
    final long end = copied + bytes;
    Skb first = head;
    while (first != null && copied < end) {
      copied = Math.min(end, first.endOffset);
      connection.bufferTuning.adjust();
      if (first.endOffset > copied) {
        return;
      }
      unlink(first);
      drop(first);
      first = head;
    }
  }

  /** Frees everything. */
  void clear() {
    Skb first = head;
    while (first != null) {
      unlink(first);
      drop(first);
      first = head;
    }
  }
}
