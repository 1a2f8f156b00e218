package netmemsim.models.tcp;

import netmemsim.models.netmem.ContentReader;
import netmemsim.models.netmem.Netmem;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;
import netmemsim.models.payload.Content;
import org.jspecify.annotations.Nullable;

/**
 * What happens when a segment comes and the receive buffer is full (net/ipv4/tcp_input.c,
 * tcp_try_rmem_schedule and tcp_prune_queue, v6.12): the buffer grows, readable buffers are copied
 * into fewer bytes, out-of-order data is dropped. Unreadable buffers are never copied.
 */
final class BufferPruning implements ContentReader {
  /** SKB_MAX_ORDER(0, 0): the payload of a buffer that data is copied into, bytes. */
  private static final int COPY_BYTES = Netmem.PAGE_SIZE - TcpConstants.SHARED_INFO_BYTES;

  private static final int SMALLEST_SLAB = 512;
  private final TcpConnection connection;
  private final ReceiveQueue queue;
  private final ReceiveWindow window;
  private @Nullable Skb copy;
  private @Nullable Skb copyBefore;
  private long copyOffset;

  BufferPruning(final TcpConnection connection) {
    this.connection = connection;
    this.queue = connection.receiveQueue;
    this.window = connection.receiveWindow;
  }

  /**
   * Makes room for a segment.
   *
   * @param incoming the segment, not yet charged
   * @return whether there is room
   */
  boolean makeRoom(final Skb incoming) {
    if (fits()) {
      return true;
    }
    connection.mib.pruneCalled.increment();
    if (queue.rmemAlloc >= window.rcvbuf) {
      clampWindow();
    }
    if (fits()) {
      return true;
    }
    collapse();
    if (fits()) {
      return true;
    }
    pruneOutOfOrder(incoming);
    if (fits()) {
      return true;
    }
    connection.mib.rcvPruned.increment();
    return false;
  }

  private boolean fits() {
    return queue.rmemAlloc <= window.rcvbuf;
  }

  /** Grows a buffer that may grow, else stops the window's growth (tcp_clamp_window). */
  private void clampWindow() {
    connection.delayedAck.quick = 0;
    final int most = connection.sysctl.rmem[2];
    if (window.rcvbuf < most && !window.rcvbufLocked) {
      window.rcvbuf = (int) Math.min(queue.rmemAlloc, most);
    }
    if (queue.rmemAlloc > window.rcvbuf) {
      window.ssthresh = Math.min(window.clamp, 2L * connection.advertisedMss);
    }
  }

  /** Copies runs of readable buffers that waste memory (tcp_collapse). */
  private void collapse() {
    Skb skb = queue.head;
    while (skb != null) {
      if (!collapsible(skb) || !wasteful(skb)) {
        skb = skb.next;
        continue;
      }
      Skb member = skb;
      copy = null;
      copyBefore = skb;
      Skb following = skb;
      boolean more = true;
      while (more) {
        following = member.next;
        copyPayload(member);
        copyBefore = following;
        queue.unlink(member);
        queue.drop(member);
        connection.mib.rcvCollapsed.increment();
        more = following != null && collapsible(following);
        if (more && following != null) {
          member = following;
        }
      }
      copy = null;
      skb = following;
    }
  }

  private boolean collapsible(final Skb skb) {
    return !skb.unreadable && !skb.tcp.has(TcpHeader.FIN) && skb.startOffset >= queue.copied;
  }

  private boolean wasteful(final Skb skb) {
    return window.fromSpace(skb.truesize) > skb.payloadBytes;
  }

  private void copyPayload(final Skb skb) {
    copyOffset = skb.startOffset;
    @Nullable Skb part = skb;
    boolean first = true;
    while (part != null) {
      if (part.linearBytes > 0) {
        part.readLinear(0, part.linearBytes, this);
      }
      for (int i = 0; i < part.fragments; i++) {
        final Netmem memory = part.fragmentMemory[i];
        if (memory != null) {
          memory.read(part.fragmentOffset[i], part.fragmentBytes[i], this);
        }
      }
      part = first ? skb.fragList : part.next;
      first = false;
    }
  }

  @Override
  public void piece(final Content content, final long position, final int lengthBytes) {
    long at = position;
    int left = lengthBytes;
    while (left > 0) {
      final Skb into = copyFor(content, at);
      final int bytes = Math.min(left, COPY_BYTES - into.linearBytes);
      into.linearBytes += bytes;
      into.payloadBytes += bytes;
      copyOffset += bytes;
      into.endOffset = copyOffset;
      final int truesize = copyTruesize(into.linearBytes);
      queue.charge(truesize - into.truesize);
      into.truesize = truesize;
      at += bytes;
      left -= bytes;
    }
  }

  @Override
  public void hole(final int lengthBytes) {
    throw new IllegalStateException(
        connection + ": " + lengthBytes + " received bytes at " + copyOffset + " hold nothing");
  }

  /** The buffer that the next piece goes into; a new one when the old cannot take it. */
  private Skb copyFor(final Content content, final long position) {
    final Skb current = copy;
    if (current != null
        && current.linearBytes < COPY_BYTES
        && current.endOffset == copyOffset
        && current.content.equals(content)
        && current.contentPosition + current.linearBytes == position) {
      return current;
    }
    final Skb fresh = connection.host.newSkb();
    fresh.content = content;
    fresh.contentPosition = position;
    fresh.startOffset = copyOffset;
    fresh.endOffset = copyOffset;
    queue.insertBefore(fresh, copyBefore);
    copy = fresh;
    return fresh;
  }

  /** What a linear buffer is charged: its slab and its struct sk_buff. */
  private static int copyTruesize(final int payloadBytes) {
    final int needed = payloadBytes + TcpConstants.SHARED_INFO_BYTES;
    final int slab = Integer.highestOneBit(Math.max(SMALLEST_SLAB, needed - 1)) << 1;
    return (needed <= SMALLEST_SLAB ? SMALLEST_SLAB : slab) + TcpConstants.SK_BUFF_BYTES;
  }

  /** Drops out-of-order data from the end, an eighth of the buffer at a time. */
  private void pruneOutOfOrder(final Skb incoming) {
    final OutOfOrderQueue outOfOrder = connection.input.outOfOrder;
    boolean pruned = false;
    long goal = window.rcvbuf >> 3;
    Skb last = outOfOrder.last();
    while (last != null && incoming.startOffset <= last.startOffset) {
      pruned = true;
      goal -= last.truesize;
      queue.drop(outOfOrder.pollLast());
      last = outOfOrder.last();
      if (last == null || goal <= 0) {
        if (fits()) {
          break;
        }
        goal = window.rcvbuf >> 3;
      }
    }
    if (pruned) {
      connection.mib.ofoPruned.increment();
      connection.sackReporter.clear();
    }
  }
}
