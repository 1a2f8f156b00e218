package netmemsim.models.tcp;

/** Figures that Linux compiles in (include/net/tcp.h, v6.12, unless another file is named). */
final class TcpConstants {
  /** TCP_INIT_CWND, segments (RFC 6928). */
  static final int INIT_CWND = 10;

  /** TCP_INFINITE_SSTHRESH. */
  static final int INFINITE_SSTHRESH = 0x7fffffff;

  /** TCP_MSS_DEFAULT (RFC 9293, 3.7.1). */
  static final int MSS_DEFAULT = 536;

  /** TCP_MIN_MSS. */
  static final int MIN_MSS = 88;

  /** TCP_MIN_SND_MSS. */
  static final int MIN_SND_MSS = 48;

  /** TCP_MAX_WSCALE (RFC 7323, 2.3). */
  static final int MAX_WSCALE = 14;

  /** TCP_FASTRETRANS_THRESH. */
  static final int FASTRETRANS_THRESH = 3;

  /** TCP_MAX_QUICKACKS. */
  static final int MAX_QUICKACKS = 16;

  /** TCP_TIMEOUT_INIT, milliseconds (RFC 6298, 2.1). */
  static final int TIMEOUT_INIT_MS = 1000;

  /** TCP_TIMEOUT_FALLBACK, milliseconds (RFC 6298, 5.7). */
  static final int TIMEOUT_FALLBACK_MS = 3000;

  /** TCP_TIMEOUT_MIN, ticks. */
  static final int TIMEOUT_MIN_JIFFIES = 2;

  /** TCP_TIMEOUT_MIN_US, microseconds: what RACK's and TLP's timers allow beyond their time. */
  static final int TIMEOUT_MIN_US = 2000;

  /** TCP_TIMEWAIT_LEN, seconds. */
  static final int TIMEWAIT_S = 60;

  /** TCP_PAWS_24DAYS, seconds (RFC 7323, 5.5). */
  static final long PAWS_24DAYS_S = 60L * 60 * 24 * 24;

  /** TCP_RACK_RECOVERY_THRESH. */
  static final int RACK_RECOVERY_THRESH = 16;

  /** TCP_RESOURCE_PROBE_INTERVAL, milliseconds. */
  static final int RESOURCE_PROBE_MS = 500;

  /** Options in every segment once timestamps are agreed: TCPOLEN_TSTAMP_ALIGNED, bytes. */
  static final int TIMESTAMP_BYTES = 12;

  /** TCP header without options, bytes. */
  static final int HEADER_BYTES = 20;

  /** MAX_TCP_OPTION_SPACE, bytes. */
  static final int MAX_OPTION_BYTES = 40;

  /** MAX_TCP_HEADER as the kernel of ground-truth.md has it, bytes. */
  static final int MAX_TCP_HEADER = 256;

  /** struct sk_buff, cache-aligned, bytes. */
  static final int SK_BUFF_BYTES = 256;

  /** struct skb_shared_info, cache-aligned, bytes. */
  static final int SHARED_INFO_BYTES = 320;

  /**
   * What a buffer on the send queue costs beside its payload, bytes: 832, as SO_MEMINFO shows it in
   * golden/tcp (wmem_queued).
   */
  static final int SEND_SKB_OVERHEAD = SK_BUFF_BYTES + SHARED_INFO_BYTES + MAX_TCP_HEADER;

  /** SOCK_MIN_RCVBUF, bytes (include/net/sock.h). */
  static final int MIN_RCVBUF = 2304;

  /** SOCK_MIN_SNDBUF, bytes (include/net/sock.h). */
  static final int MIN_SNDBUF = 4608;

  /** TCP_RMEM_TO_WIN_SCALE: the scaling ratio is in units of 1/256. */
  static final int RMEM_TO_WIN_SCALE = 8;

  /** TCP_DEFAULT_SCALING_RATIO: half of the memory is window. */
  static final int DEFAULT_SCALING_RATIO = 1 << (RMEM_TO_WIN_SCALE - 1);

  /** Picoseconds in a microsecond: RTT is kept in microseconds, as Linux does. */
  static final long PS_PER_US = 1_000_000;

  private TcpConstants() {}
}
