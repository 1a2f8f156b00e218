package netmemsim.models.tcp;

/**
 * The send buffer (sk_sndbuf): how much a write may queue, and how the buffer follows the
 * congestion window (net/ipv4/tcp.c, tcp_sendmsg; tcp_input.c, tcp_sndbuf_expand, v6.12).
 */
final class SendBuffer {
  private final TcpConnection connection;
  private final TcpOutput output;

  /** sk_sndbuf, bytes of memory. */
  int sndbuf;

  /** Whether SO_SNDBUF fixed it. */
  boolean locked;

  /** Whether a write was cut short and waits for space (SOCK_NOSPACE). */
  boolean isShort;

  /** Whether the last write was cut short, so that the next one is the rest of it. */
  private boolean continues;

  SendBuffer(final TcpConnection connection) {
    this.connection = connection;
    this.output = connection.output;
  }

  /** Memory of what is written and not acknowledged (sk_wmem_queued), bytes. */
  long queuedBytes() {
    final long bytes = output.write.writeEnd - Math.max(0, output.sndUna);
    final RetransmitQueue sent = connection.queue;
    final long buffers = output.write.buffers() + (long) sent.records - sent.merged;
    return Math.max(0, bytes) + buffers * TcpConstants.SEND_SKB_OVERHEAD;
  }

  /** Whether a write may queue another buffer (sk_stream_memory_free). */
  boolean hasSpace() {
    return hasSpace(0);
  }

  private boolean hasSpace(final int wake) {
    return queuedBytes() < sndbuf
        && (output.write.writeEnd - Math.max(0, output.sndNxt)) << wake < lowWater();
  }

  private long lowWater() {
    final int option = connection.options.notsentLowat;
    return Integer.toUnsignedLong(option == 0 ? connection.sysctl.notsentLowat : option);
  }

  /** What poll asks: whether a writer would be woken; if not, it will be (tcp_poll). */
  boolean isWritable() {
    if (!wakes()) {
      isShort = true;
      return false;
    }
    return true;
  }

  /**
   * Whether a waiting writer is woken: a third is free, and less than half of TCP_NOTSENT_LOWAT is
   * unsent (sk_stream_is_writeable).
   */
  private boolean wakes() {
    final long queued = queuedBytes();
    return sndbuf - queued >= queued >> 1 && hasSpace(1);
  }

  /**
   * Queues bytes and sends what may be sent (tcp_sendmsg_locked).
   *
   * @param bytes the most to take
   * @param flags of {@link SendFlags}
   * @return what was taken
   */
  long write(final long bytes, final int flags) {
    if (!continues) {
      connection.rates.checkAppLimited();
    }
    final WriteQueue queue = output.write;
    final int mss = output.currentMss();
    final int goal = SendFlags.has(flags, SendFlags.MSG_OOB) ? mss : output.sizing.sizeGoal(mss);
    long taken = 0;
    while (taken < bytes) {
      final boolean fresh = taken == 0 && SendFlags.has(flags, SendFlags.NEW_BUFFER);
      final boolean full = queue.isEmpty() || queue.tailIsRecord() || fresh;
      final long room = full ? 0 : goal - queue.tailBytes();
      if (fresh) {
        output.markPush();
      }
      if (room <= 0) {
        if (!hasSpace()) {
          isShort = true;
          break;
        }
        output.bufferBegins();
        final long piece = Math.min(goal, bytes - taken);
        queue.append(piece);
        taken += piece;
      } else {
        if (taken == 0) {
          queue.unmarkPush();
        }
        final long piece = Math.min(room, bytes - taken);
        queue.extendTail(piece);
        taken += piece;
      }
      if (SendFlags.has(flags, SendFlags.MSG_ZEROCOPY)) {
        queue.markUserPages();
      }
      if (taken == bytes) {
        if (SendFlags.has(flags, SendFlags.MSG_EOR)) {
          queue.markRecordEnd();
        }
      } else if (queue.tailBytes() >= goal && !SendFlags.has(flags, SendFlags.MSG_OOB)) {
        pushFull(queue);
      }
    }
    final boolean more = SendFlags.has(flags, SendFlags.PIECE) && taken == bytes;
    continues = taken < bytes || more;
    if (taken > 0 && !more) {
      if (connection.sendWatcher != null) {
        connection.sendWatcher.onWritten(queue.writeEnd);
      }
      if (taken < bytes) {
        push(flags & ~SendFlags.MSG_MORE, TcpOutput.NAGLE_PUSH, goal);
      } else {
        push(flags, output.nagle, goal);
      }
    }
    return taken;
  }

  private void pushFull(final WriteQueue queue) {
    if (output.forcedPush()) {
      output.markPush();
      output.pushPending(TcpOutput.NAGLE_PUSH);
    } else if (queue.headIsTail()) {
      output.pushOne();
    }
  }

  /** Ends a write (tcp_push). */
  private void push(final int flags, final int nagleMode, final int goal) {
    final WriteQueue queue = output.write;
    if (queue.isEmpty()) {
      return;
    }
    if (SendFlags.has(flags, SendFlags.MSG_OOB)) {
      output.urgentEnd = queue.writeEnd;
    }
    final boolean more = SendFlags.has(flags, SendFlags.MSG_MORE);
    if (!more || output.forcedPush()) {
      output.markPush();
    }
    if (autocorks(queue, goal)) {
      connection.mib.autoCorking.increment();
      return;
    }
    output.pushPending(more ? TcpOutput.NAGLE_CORK : nagleMode);
  }

  /** Whether to wait for the NIC to finish what it has (tcp_should_autocork). */
  private boolean autocorks(final WriteQueue queue, final int goal) {
    return connection.sysctl.autocorking != 0
        && queue.tailBytes() < goal
        && !connection.queue.isEmpty()
        && !queue.tailIsRecord()
        && output.hostQueue.corks(queue.tailBytes() + TcpConstants.SEND_SKB_OVERHEAD);
  }

  /**
   * Lets the buffer grow while a writer waits and the congestion window is not full
   * (tcp_new_space). Asked before the room that an ACK made is used: SO_MEMINFO of a 6.18 kernel
   * shows a buffer of exactly two windows at every time (golden/tcp).
   */
  void grow() {
    if (isShort && !locked && connection.queue.inFlight() < connection.window.cwnd) {
      expand();
      connection.window.stampJiffies = connection.nowJiffies();
    }
  }

  /** An ACK freed memory: wake the writer (tcp_check_space). */
  void check() {
    if (!isShort) {
      return;
    }
    if (wakes()) {
      isShort = false;
      output.chronograph.stop(Chronograph.BUFFER_LIMITED);
      connection.owner.writable();
    }
  }

  /** New data was sent, maybe not all that the window has room for (tcp_event_new_data_sent). */
  void dataSent() {
    if (isShort && connection.queue.inFlight() < connection.window.cwnd) {
      expand();
    }
  }

  /** Makes the buffer hold two congestion windows, or more if the algorithm asks. */
  void expand() {
    if (locked) {
      return;
    }
    final int needed =
        Math.max(connection.mssClamp, output.mssCache)
            + TcpConstants.MAX_TCP_HEADER
            + TcpConstants.SHARED_INFO_BYTES;
    int slab = Integer.highestOneBit(needed);
    if (slab < needed) {
      slab <<= 1;
    }
    final long perSegment = (long) slab + TcpConstants.SK_BUFF_BYTES;
    final long segments =
        Math.max(
            Math.max(TcpConstants.INIT_CWND, connection.window.cwnd),
            connection.recovery.reordering + 1);
    final long memory = connection.window.control.sendBufferExpand() * segments * perSegment;
    if (sndbuf < memory) {
      sndbuf = (int) Math.min(memory, connection.sysctl.wmem[2]);
    }
  }
}
