package netmemsim.models.tcp;

/** SO_MEMINFO (net/core/sock.c, sk_get_meminfo, v6.18), by the numbers of linux/sock_diag.h. */
final class SockMemInfo {
  private static final int RMEM_ALLOC = 0;
  private static final int RCVBUF = 1;
  private static final int WMEM_ALLOC = 2;
  private static final int SNDBUF = 3;
  private static final int WMEM_QUEUED = 5;

  private SockMemInfo() {}

  /** Fills in what is modelled; forward allocation, backlog and drops stay 0. */
  static void fill(final TcpConnection c, final int[] words) {
    words[RMEM_ALLOC] = (int) c.receiveQueue.rmemAlloc;
    words[RCVBUF] = c.receiveWindow.rcvbuf;
    words[WMEM_ALLOC] = (int) c.output.hostQueue.bytes();
    words[SNDBUF] = c.sendBuffer.sndbuf;
    words[WMEM_QUEUED] = (int) c.sendBuffer.queuedBytes();
  }
}
