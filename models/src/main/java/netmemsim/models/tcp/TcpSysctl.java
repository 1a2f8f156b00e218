package netmemsim.models.tcp;

import java.util.List;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.TcpSwitch;

/**
 * The net.ipv4.tcp_* and net.core settings of a host, with the defaults of v6.18
 * (Documentation/networking/ip-sysctl.rst). A value whose behaviour is not modelled is refused.
 */
public final class TcpSysctl {
  /** tcp_rmem: least, initial and greatest receive buffer, bytes. */
  public final int[] rmem = {4096, 131072, 33554432};

  /** tcp_wmem: least, initial and greatest send buffer, bytes. */
  public final int[] wmem = {4096, 16384, 4194304};

  /** ip_local_port_range: first and last ephemeral port. */
  public final int[] localPortRange = {32768, 60999};

  /** net.core.rmem_max: the most that SO_RCVBUF can ask for, bytes. */
  public int rmemMax = 4194304;

  /** net.core.wmem_max: the most that SO_SNDBUF can ask for, bytes. */
  public int wmemMax = 4194304;

  /** net.core.optmem_max: the most that MSG_ZEROCOPY notifications of a socket take, bytes. */
  public int optmemMax = 131072;

  /** net.core.somaxconn. */
  public int somaxconn = 4096;

  /** tcp_timestamps. */
  public int timestamps = 1;

  /** tcp_sack. */
  public int sack = 1;

  /** tcp_dsack. */
  public int dsack = 1;

  /** tcp_window_scaling. */
  public int windowScaling = 1;

  /** tcp_moderate_rcvbuf. */
  public int moderateRcvbuf = 1;

  /** tcp_retries1. */
  public int retries1 = 3;

  /** tcp_rfc1337: 1 ignores RST in TIME_WAIT. */
  public int rfc1337;

  /** tcp_tw_reuse: 0 never, 1 everywhere, 2 on loopback. */
  public int twReuse = 2;

  /** tcp_tw_reuse_delay, milliseconds. */
  public int twReuseDelayMs = 1000;

  /** tcp_max_tw_buckets; Linux derives it from the size of memory. */
  public int maxTwBuckets = 131072;

  /** tcp_challenge_ack_limit, a second; 2147483647 is no limit. */
  public int challengeAckLimit = Integer.MAX_VALUE;

  /**
   * tcp_fastopen: 1 client, 2 server, 4 data without a cookie, 0x200 no cookie asked for, 0x400
   * every listener.
   */
  public int fastOpen = 1;

  /** tcp_fastopen_blackhole_timeout_sec; 0 for never. */
  public int fastOpenBlackholeTimeoutS;

  /** tcp_fastopen_key: 16 bytes as two little-endian words; 0 until somebody needs one. */
  public final long[] fastOpenKey = new long[2];

  /** The second key of tcp_fastopen_key, which is accepted, too. */
  public final long[] fastOpenBackupKey = new long[2];

  /** tcp_thin_linear_timeouts. */
  public int thinLinearTimeouts;

  /** tcp_max_orphans; Linux derives it from the size of memory. */
  public int maxOrphans = 131072;

  /** tcp_retries2. */
  public int retries2 = 15;

  /** tcp_orphan_retries; 0 means 8. */
  public int orphanRetries;

  /** tcp_keepalive_time, seconds. */
  public int keepaliveTimeS = 7200;

  /** tcp_keepalive_intvl, seconds. */
  public int keepaliveIntvlS = 75;

  /** tcp_keepalive_probes. */
  public int keepaliveProbes = 9;

  /** tcp_syn_retries. */
  public int synRetries = 6;

  /** tcp_synack_retries. */
  public int synackRetries = 5;

  /** tcp_syn_linear_timeouts. */
  public int synLinearTimeouts = 4;

  /** tcp_limit_output_bytes: the most that waits in qdisc and NIC (TCP Small Queues). */
  public int limitOutputBytes = 4194304;

  /** tcp_tso_win_divisor. */
  public int tsoWinDivisor = 3;

  /** tcp_retrans_collapse. */
  public int retransCollapse = 1;

  /** tcp_autocorking. */
  public int autocorking = 1;

  /** tcp_notsent_lowat, bytes, unsigned. */
  public int notsentLowat = -1;

  /** tcp_min_tso_segs. */
  public int minTsoSegs = 2;

  /** tcp_tso_rtt_log. */
  public int tsoRttLog = 9;

  /** tcp_pacing_ss_ratio, percent. */
  public int pacingSsRatio = 200;

  /** tcp_pacing_ca_ratio, percent. */
  public int pacingCaRatio = 120;

  /** tcp_reordering, segments. */
  public int reordering = 3;

  /** tcp_max_reordering, segments. */
  public int maxReordering = 300;

  /** tcp_frto. */
  public int frto = 2;

  /** tcp_early_retrans: 3 and 4 enable the tail loss probe. */
  public int earlyRetrans = 3;

  /** tcp_slow_start_after_idle. */
  public int slowStartAfterIdle = 1;

  /** tcp_fin_timeout, seconds. */
  public int finTimeoutS = 60;

  /** tcp_app_win. */
  public int appWin = 31;

  /** tcp_invalid_ratelimit, milliseconds. */
  public int invalidRatelimitMs = 500;

  /** tcp_rto_min_us, microseconds. */
  public int rtoMinUs = 200000;

  /** tcp_rto_max_ms, milliseconds. */
  public int rtoMaxMs = 120000;

  /** tcp_comp_sack_nr: the most ACKs of out-of-order data that one stands for. */
  public int compSackNr = 44;

  /** tcp_comp_sack_delay_ns: the longest that such an ACK waits, nanoseconds. */
  public int compSackDelayNs = 1_000_000;

  /** tcp_comp_sack_slack_ns: how late it may be in addition, nanoseconds. */
  public int compSackSlackNs = 100_000;

  /** tcp_min_rtt_wlen, seconds. */
  public int minRttWlenS = 300;

  /** tcp_abort_on_overflow. */
  public int abortOnOverflow;

  /** tcp_ecn: 0 off, 1 asked for and agreed to, 2 agreed to. */
  public int ecn = 2;

  /** tcp_ecn_fallback: whether a SYN that is sent again does without ECN. */
  public int ecnFallback = 1;

  /** tcp_congestion_control. */
  public String congestionControl = CongestionControl.DEFAULT;

  /** The defaults of v6.18. */
  public TcpSysctl() {
    this(KernelProfile.V6_18);
  }

  /**
   * The defaults of a kernel.
   *
   * @param kernel the kernel
   */
  public TcpSysctl(final KernelProfile kernel) {
    if (!kernel.has(TcpSwitch.TCP_LARGE_BUFFERS)) {
      rmem[2] = 6291456;
      rmemMax = 212992;
      wmemMax = 212992;
      limitOutputBytes = 1048576;
    }
  }

  /** The names that {@link #set} knows, in alphabetical order. */
  public static List<String> names() {
    return List.copyOf(TcpSysctlNames.ALL.keySet());
  }

  /**
   * Sets by name.
   *
   * @param name such as {@code net.ipv4.tcp_rmem}
   * @param value as sysctl takes it: numbers apart by spaces, or a word
   * @throws IllegalArgumentException unknown name, or a value that is wrong or not modelled
   */
  public void set(final String name, final String value) {
    setting(name).write(name, this, value);
  }

  /**
   * Reads by name.
   *
   * @param name such as {@code net.ipv4.tcp_rmem}
   * @return the value as sysctl prints it, apart by single spaces
   * @throws IllegalArgumentException unknown name
   */
  public String get(final String name) {
    return setting(name).read(this);
  }

  private static SysctlSetting setting(final String name) {
    final SysctlSetting setting = TcpSysctlNames.ALL.get(name);
    if (setting == null) {
      throw new IllegalArgumentException("unknown sysctl '" + name + "'");
    }
    return setting;
  }
}
