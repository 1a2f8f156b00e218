package netmemsim.models.socket;

import java.util.ArrayDeque;
import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.TcpInfo;
import org.jspecify.annotations.Nullable;

/**
 * What recvmsg with MSG_ERRQUEUE reads (sk_error_queue; net/ipv4/ip_sockglue.c, ip_recv_error,
 * v6.18): timestamps of sent data and MSG_ZEROCOPY completions.
 */
final class ErrorQueue {
  /** One entry (struct sock_exterr_skb). */
  static final class Entry {
    int errno;
    int origin;
    int code;
    int info;
    int data;

    /** When it was made, picoseconds; -1 for no timestamp. */
    long atPs = -1;

    /** Bytes of payload that are read with it. */
    int payloadBytes;

    /** Option memory that is free once it was read, bytes. */
    int optmemBytes;

    @Nullable TcpInfo stats;
  }

  private static final int TIMESTAMPING_BYTES = 48;
  private static final int ERROR_BYTES = 32;
  private static final long PS_PER_S = 1_000_000_000_000L;
  private static final long PS_PER_NS = 1000;
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private long optmemBytes;

  boolean isEmpty() {
    return entries.isEmpty();
  }

  @Nullable Entry last() {
    return entries.peekLast();
  }

  void add(final Entry entry) {
    entries.add(entry);
  }

  /** Option memory in use (sk_omem_alloc), bytes. */
  long optmemBytes() {
    return optmemBytes;
  }

  void chargeOptmem(final int bytes) {
    optmemBytes += bytes;
  }

  void unchargeOptmem(final int bytes) {
    optmemBytes -= bytes;
  }

  /**
   * Reads the first entry.
   *
   * @param message gets control messages and flags
   * @param bufferBytes room for its payload
   * @param v6 whether the socket is one of AF_INET6
   * @param stamping whether a timestamp is reported (SOF_TIMESTAMPING_SOFTWARE)
   * @return bytes of payload, or -EAGAIN when there is none
   */
  long receive(
      final MessageHeader message,
      final long bufferBytes,
      final boolean v6,
      final boolean stamping) {
    final Entry entry = entries.poll();
    if (entry == null) {
      return -Errno.EAGAIN.number();
    }
    unchargeOptmem(entry.optmemBytes);
    message.flags |= Uapi.MSG_ERRQUEUE;
    if (bufferBytes < entry.payloadBytes) {
      message.flags |= Uapi.MSG_TRUNC;
    }
    if (entry.atPs >= 0 && stamping) {
      putStamp(message, entry);
    }
    final ControlMessage error =
        v6
            ? message.putControl(Uapi.SOL_IPV6, Uapi.IPV6_RECVERR, ERROR_BYTES + 12)
            : message.putControl(Uapi.SOL_IP, Uapi.IP_RECVERR, ERROR_BYTES);
    if (error != null) {
      error.eeErrno = entry.errno;
      error.eeOrigin = entry.origin;
      error.eeCode = entry.code;
      error.eeInfo = entry.info;
      error.eeData = entry.data;
    }
    return Math.min(bufferBytes, entry.payloadBytes);
  }

  private static void putStamp(final MessageHeader message, final Entry entry) {
    final ControlMessage stamp =
        message.putControl(Uapi.SOL_SOCKET, Uapi.SCM_TIMESTAMPING, TIMESTAMPING_BYTES);
    if (stamp != null) {
      setTime(stamp, entry.atPs);
    }
    if (entry.stats != null) {
      final ControlMessage stats =
          message.putControl(Uapi.SOL_SOCKET, Uapi.SCM_TIMESTAMPING_OPT_STATS, entry.payloadBytes);
      if (stats != null) {
        stats.stats = entry.stats;
      }
    }
  }

  static void setTime(final ControlMessage message, final long atPs) {
    message.seconds = atPs / PS_PER_S;
    message.fraction = atPs % PS_PER_S / PS_PER_NS;
  }
}
