package netmemsim.models.tcp;

import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TransmitObserver;

/**
 * TCP Small Queues: limits what waits between here and the wire (net/ipv4/tcp_output.c,
 * tcp_small_queue_check, tcp_wfree, v6.12). Depends on the host to report each buffer that has
 * left.
 */
final class HostQueue implements TransmitObserver {
  private final TcpConnection connection;
  private long bytes;
  private boolean throttled;

  HostQueue(final TcpConnection connection) {
    this.connection = connection;
  }

  /** Bytes of buffers on their way to the wire (sk_wmem_alloc). */
  long bytes() {
    return bytes;
  }

  /**
   * Whether enough is on its way already.
   *
   * @param payloadBytes payload of the buffer to be sent
   * @param retransmission whether it was sent before; such may use twice the room
   */
  boolean isFull(final int payloadBytes, final boolean retransmission) {
    if (bytes == 0) {
      return false;
    }
    final long truesize = payloadBytes + (long) TcpConstants.SEND_SKB_OVERHEAD;
    long limit = Math.max(2 * truesize, connection.pacing.burstBytes());
    if (connection.pacing.status == Pacing.Status.NONE) {
      limit = Math.min(limit, connection.sysctl.limitOutputBytes);
    }
    if (retransmission) {
      limit <<= 1;
    }
    if (bytes <= limit || connection.queue.records <= 1) {
      return false;
    }
    throttled = true;
    return true;
  }

  /**
   * Whether more is on its way than a buffer would be, so that a small write can wait for it; if so
   * the next one to leave resumes sending (tcp_push).
   *
   * @param truesize memory of the buffer
   */
  boolean corks(final long truesize) {
    if (bytes <= truesize) {
      return false;
    }
    throttled = true;
    return true;
  }

  /** Charges a buffer that carries data. */
  void charge(final Skb skb) {
    bytes += skb.truesize;
    skb.transmitObserver = this;
  }

  @Override
  public void transmitted(final Skb skb) {
    bytes -= skb.truesize;
    if (throttled && !connection.output.isSending()) {
      throttled = false;
      connection.output.resume();
    }
  }
}
