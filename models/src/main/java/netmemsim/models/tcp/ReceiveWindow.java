package netmemsim.models.tcp;

import netmemsim.models.packet.Skb;

/**
 * The window offered to the peer (RFC 9293, 3.8.6; net/ipv4/tcp_output.c, tcp_select_window, and
 * tcp_input.c, tcp_grow_window, v6.12): from free memory by the share of it that is payload, never
 * shrunk, never silly. The share is measured from what arrives.
 */
final class ReceiveWindow {
  private static final int MAX_UNSCALED = 65535;
  private final TcpConnection connection;
  private final TcpSysctl sysctl;

  /** sk_rcvbuf, bytes. */
  int rcvbuf;

  /** Whether SO_RCVBUF fixed it. */
  boolean rcvbufLocked;

  /** The window last advertised, bytes. */
  long rcvWnd;

  /** rcv_nxt when it was advertised. */
  long rcvWup;

  /** The window's limit for now (rcv_ssthresh). */
  long ssthresh;

  /** The most that may be advertised (window_clamp). */
  long clamp;

  /** Our window scale. */
  int scale;

  /** Payload per 256 bytes of memory. */
  private int scalingRatio = TcpConstants.DEFAULT_SCALING_RATIO;

  ReceiveWindow(final TcpConnection connection) {
    this.connection = connection;
    this.sysctl = connection.sysctl;
  }

  /** The payload that fits memory (tcp_win_from_space). */
  long fromSpace(final long bytes) {
    return (bytes * scalingRatio) >> TcpConstants.RMEM_TO_WIN_SCALE;
  }

  /** The memory that payload needs (tcp_space_from_win). */
  long toSpace(final long window) {
    return (window << TcpConstants.RMEM_TO_WIN_SCALE) / scalingRatio;
  }

  private long freeSpace() {
    return fromSpace((long) rcvbuf - connection.receiveQueue.rmemAlloc);
  }

  /** The window and scale of a SYN or SYN-ACK (tcp_select_initial_window). */
  void selectInitial(final int mss, final boolean scaleOk) {
    final long full = fromSpace(rcvbuf);
    // SO_RCVBUF also limits the scale.
    clamp = connection.options.windowClamp;
    if (rcvbufLocked && (clamp == 0 || clamp > full)) {
      clamp = full;
    }
    if (clamp == 0) {
      clamp = (long) MAX_UNSCALED << TcpConstants.MAX_WSCALE;
    }
    long space = Math.min(clamp, full);
    if (space > mss) {
      space = space / mss * mss;
    }
    rcvWnd = space;
    scale = 0;
    if (scaleOk) {
      long most = Math.max(space, Math.max(sysctl.rmem[2], sysctl.rmemMax));
      most = Math.min(most, clamp);
      final int log = 63 - Long.numberOfLeadingZeros(Math.max(1, most));
      scale = Math.max(0, Math.min(log - 15, TcpConstants.MAX_WSCALE));
    }
    clamp = Math.min((long) MAX_UNSCALED << scale, clamp);
    ssthresh = rcvWnd;
  }

  /** The peer does not scale windows. */
  void withoutScale() {
    scale = 0;
    clamp = Math.min(clamp, MAX_UNSCALED);
  }

  /** The connection is complete (tcp_init_buffer_space). */
  void connected() {
    final long most = fromSpace(rcvbuf);
    final long mss = connection.advertisedMss;
    if (clamp >= most) {
      clamp = most;
      if (sysctl.appWin != 0 && most > 4 * mss) {
        clamp = Math.max(most - (most >> sysctl.appWin), 4 * mss);
      }
    }
    if (sysctl.appWin != 0 && clamp > 2 * mss && clamp + mss > most) {
      clamp = Math.max(2 * mss, most - mss);
    }
    ssthresh = Math.min(ssthresh, clamp);
  }

  /** What is left of the window last advertised. */
  long current() {
    return Math.max(0, rcvWup + rcvWnd - connection.input.rcvNxt);
  }

  /** The window to advertise now, in the header's units (tcp_select_window). */
  int select() {
    final long old = rcvWnd;
    if (connection.delayedAck.noMemory) {
      rcvWnd = 0;
      rcvWup = connection.input.rcvNxt;
      return 0;
    }
    final long current = current();
    long window = wouldSelect();
    if (window < current) {
      if (window == 0) {
        connection.mib.wantZeroWindowAdv.increment();
      }
      window = roundUp(current);
    }
    rcvWnd = window;
    rcvWup = connection.input.rcvNxt;
    final int field = (int) (Math.min(window, (long) MAX_UNSCALED << scale) >> scale);
    if (field == 0) {
      if (old != 0) {
        connection.mib.toZeroWindowAdv.increment();
      }
    } else if (old == 0) {
      connection.mib.fromZeroWindowAdv.increment();
    }
    return field;
  }

  private long roundUp(final long window) {
    final long unit = 1L << scale;
    return (window + unit - 1) & -unit;
  }

  /** The window that free memory allows (__tcp_select_window). */
  long wouldSelect() {
    final long allowed = fromSpace(rcvbuf);
    final long full = Math.min(clamp, allowed);
    long mss = connection.delayedAck.rcvMss;
    if (mss > full) {
      mss = full;
      if (mss <= 0) {
        return 0;
      }
    }
    long free = freeSpace();
    if (free < full >> 1) {
      connection.delayedAck.quick = 0;
      free = Math.max(0, free) & -(1L << scale);
      if (free < allowed >> 4 || free < mss) {
        return 0;
      }
    }
    free = Math.min(free, ssthresh);
    if (scale > 0) {
      return roundUp(free);
    }
    if (rcvWnd <= free - mss || rcvWnd > free) {
      return free / mss * mss;
    }
    return mss == full && free > rcvWnd + (full >> 1) ? free : rcvWnd;
  }

  /** Learns which share of memory is payload (tcp_measure_rcv_mss). */
  void measureRatio(final Skb skb, final int segmentBytes) {
    final int rcvMss = connection.delayedAck.rcvMss;
    if (segmentBytes > rcvMss && skb.truesize > 0) {
      final int ratio =
          (int) (((long) skb.payloadBytes << TcpConstants.RMEM_TO_WIN_SCALE) / skb.truesize);
      setRatio(Math.max(1, Math.min(ratio, 255)));
    }
  }

  private void setRatio(final int ratio) {
    if (ratio == scalingRatio) {
      return;
    }
    scalingRatio = ratio;
    final long next = Math.max(TcpConstants.MIN_RCVBUF / 2, fromSpace(rcvbuf));
    if (next < clamp) {
      ssthresh = Math.min(ssthresh, next);
    } else {
      ssthresh = Math.max(ssthresh, Math.min(rcvWnd, next));
    }
    clamp = next;
    connection.bufferTuning.limitSpace(next);
  }

  /**
   * Lets the window grow as data comes whose overhead the buffer bears (tcp_grow_window).
   *
   * @param payloadBytes the payload of what came, charged already
   * @param truesize its memory, see {@link #chargedBytes}
   */
  void grow(final int payloadBytes, final long truesize) {
    final long room = Math.min(clamp, freeSpace()) - ssthresh;
    if (room <= 0) {
      return;
    }
    long increment = 0;
    if (fromSpace(truesize) <= payloadBytes) {
      increment = 2L * connection.advertisedMss;
    } else if (fitsLater(truesize, payloadBytes)) {
      increment = 2L * connection.delayedAck.rcvMss;
    }
    if (increment > 0) {
      increment = Math.max(increment, 2L * payloadBytes);
      ssthresh += Math.min(room, increment);
      connection.delayedAck.quick |= 1;
    }
  }

  /** A buffer without linear payload will lose its head when it is merged (truesize_adjust). */
  static long chargedBytes(final Skb skb) {
    if (skb.linearBytes == 0) {
      final int adjusted = skb.truesize - SkbMerge.HEAD_TRUESIZE;
      if (adjusted >= skb.payloadBytes) {
        return adjusted;
      }
    }
    return skb.truesize;
  }

  /** Whether such overhead fits a buffer that has grown (__tcp_grow_window). */
  private boolean fitsLater(final long truesize, final int payloadBytes) {
    long charged = fromSpace(truesize) >> 1;
    long most = fromSpace(sysctl.rmem[2]) >> 1;
    while (ssthresh <= most) {
      if (charged <= payloadBytes) {
        return true;
      }
      charged >>= 1;
      most >>= 1;
    }
    return false;
  }

  /** TCP_WINDOW_CLAMP on a live connection (tcp_set_window_clamp). */
  void clampTo(final long bytes) {
    if (bytes < clamp) {
      ssthresh = Math.min(ssthresh, bytes);
    } else {
      ssthresh = Math.max(ssthresh, Math.min(rcvWnd, bytes));
    }
    clamp = bytes;
  }

  /** Sets the buffer, by SO_RCVBUF or by tuning; the clamp follows. */
  void setRcvbuf(final int bytes) {
    rcvbuf = bytes;
    clamp = fromSpace(bytes);
  }
}
