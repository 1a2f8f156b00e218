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

  SendBuffer(final TcpConnection connection) {
    this.connection = connection;
    this.output = connection.output;
  }

  /** Memory of what is written and not acknowledged (sk_wmem_queued), bytes. */
  long queuedBytes() {
    final long bytes = output.write.writeEnd - Math.max(0, output.sndUna);
    final long buffers = output.write.buffers() + (long) connection.queue.records;
    return Math.max(0, bytes) + buffers * TcpConstants.SEND_SKB_OVERHEAD;
  }

  boolean hasSpace() {
    return queuedBytes() < sndbuf;
  }

  /** Whether a waiting writer is woken: a third is free (sk_stream_is_writeable). */
  private boolean wakes() {
    final long queued = queuedBytes();
    return sndbuf - queued >= queued >> 1 && queued < sndbuf;
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
   * Queues bytes and sends what may be sent.
   *
   * @param bytes the most to take
   * @return what was taken
   */
  long write(final long bytes) {
    final WriteQueue queue = output.write;
    final int mss = output.currentMss();
    final int goal = output.sizing.sizeGoal(mss);
    long taken = 0;
    while (taken < bytes) {
      final long room = queue.isEmpty() ? 0 : goal - queue.tailBytes();
      if (room <= 0) {
        if (!hasSpace()) {
          isShort = true;
          break;
        }
        output.restartAfterIdle();
        final long piece = Math.min(goal, bytes - taken);
        queue.append(piece);
        taken += piece;
      } else {
        final long piece = Math.min(room, bytes - taken);
        queue.extendTail(piece);
        taken += piece;
      }
      if (queue.tailBytes() >= goal && taken < bytes) {
        pushFull(queue);
      }
    }
    if (taken > 0) {
      output.markPush();
      output.pushPending(isShort ? TcpOutput.NAGLE_PUSH : output.nagle);
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

  /** An ACK freed memory: wake the writer, after letting the buffer grow (tcp_check_space). */
  void check() {
    if (!isShort) {
      return;
    }
    if (!locked && connection.queue.inFlight() < connection.window.cwnd) {
      expand();
    }
    if (wakes()) {
      isShort = false;
      connection.owner.writable();
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
    final long memory = 2 * segments * perSegment;
    if (sndbuf < memory) {
      sndbuf = (int) Math.min(memory, connection.sysctl.wmem[2]);
    }
  }
}
