package netmemsim.models.tcp;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import netmemsim.models.tcp.SysctlSetting.Algorithm;
import netmemsim.models.tcp.SysctlSetting.Fixed;
import netmemsim.models.tcp.SysctlSetting.IntSetting;
import netmemsim.models.tcp.SysctlSetting.IntWriter;
import netmemsim.models.tcp.SysctlSetting.IntsSetting;
import netmemsim.models.tcp.SysctlSetting.KeySetting;
import netmemsim.models.tcp.SysctlSetting.UnsignedSetting;

/**
 * The sysctls of {@link TcpSysctl} by name, with the values that each takes
 * (net/ipv4/sysctl_net_ipv4.c, v6.18).
 */
final class TcpSysctlNames {
  /** In alphabetical order. */
  static final Map<String, SysctlSetting> ALL = settings();

  private TcpSysctlNames() {}

  private static Map<String, SysctlSetting> settings() {
    final int any = Integer.MAX_VALUE;
    final Map<String, SysctlSetting> all = new TreeMap<>();
    all.put("net.ipv4.tcp_rmem", new IntsSetting(1 << 30, s -> s.rmem));
    all.put("net.ipv4.tcp_wmem", new IntsSetting(1 << 30, s -> s.wmem));
    all.put("net.ipv4.ip_local_port_range", new IntsSetting(65535, s -> s.localPortRange));
    number(all, "net.core.rmem_max", 2304, 1 << 30, s -> s.rmemMax, (s, v) -> s.rmemMax = v);
    number(all, "net.core.wmem_max", 4608, 1 << 30, s -> s.wmemMax, (s, v) -> s.wmemMax = v);
    number(all, "net.core.optmem_max", 0, 1 << 30, s -> s.optmemMax, (s, v) -> s.optmemMax = v);
    number(all, "net.core.somaxconn", 1, 65535, s -> s.somaxconn, (s, v) -> s.somaxconn = v);
    tcp(all, "timestamps", 0, 2, s -> s.timestamps, (s, v) -> s.timestamps = v);
    tcp(all, "sack", 0, 1, s -> s.sack, (s, v) -> s.sack = v);
    tcp(all, "dsack", 0, 1, s -> s.dsack, (s, v) -> s.dsack = v);
    tcp(all, "window_scaling", 0, 1, s -> s.windowScaling, (s, v) -> s.windowScaling = v);
    tcp(all, "moderate_rcvbuf", 0, 1, s -> s.moderateRcvbuf, (s, v) -> s.moderateRcvbuf = v);
    tcp(all, "rfc1337", 0, 1, s -> s.rfc1337, (s, v) -> s.rfc1337 = v);
    tcp(all, "tw_reuse", 0, 2, s -> s.twReuse, (s, v) -> s.twReuse = v);
    tcp(all, "tw_reuse_delay", 1, any, s -> s.twReuseDelayMs, (s, v) -> s.twReuseDelayMs = v);
    tcp(all, "max_tw_buckets", 0, any, s -> s.maxTwBuckets, (s, v) -> s.maxTwBuckets = v);
    tcp(
        all,
        "challenge_ack_limit",
        0,
        any,
        s -> s.challengeAckLimit,
        (s, v) -> s.challengeAckLimit = v);
    tcp(all, "retries1", 0, 255, s -> s.retries1, (s, v) -> s.retries1 = v);
    tcp(
        all,
        "thin_linear_timeouts",
        0,
        1,
        s -> s.thinLinearTimeouts,
        (s, v) -> s.thinLinearTimeouts = v);
    tcp(all, "max_orphans", 0, any, s -> s.maxOrphans, (s, v) -> s.maxOrphans = v);
    tcp(all, "retries2", 0, 255, s -> s.retries2, (s, v) -> s.retries2 = v);
    tcp(all, "orphan_retries", 0, 255, s -> s.orphanRetries, (s, v) -> s.orphanRetries = v);
    tcp(all, "keepalive_time", 1, 32767, s -> s.keepaliveTimeS, (s, v) -> s.keepaliveTimeS = v);
    tcp(all, "keepalive_intvl", 1, 32767, s -> s.keepaliveIntvlS, (s, v) -> s.keepaliveIntvlS = v);
    tcp(all, "keepalive_probes", 1, 127, s -> s.keepaliveProbes, (s, v) -> s.keepaliveProbes = v);
    tcp(all, "syn_retries", 1, 127, s -> s.synRetries, (s, v) -> s.synRetries = v);
    tcp(all, "synack_retries", 0, 127, s -> s.synackRetries, (s, v) -> s.synackRetries = v);
    tcp(
        all,
        "syn_linear_timeouts",
        0,
        127,
        s -> s.synLinearTimeouts,
        (s, v) -> s.synLinearTimeouts = v);
    tcp(
        all,
        "limit_output_bytes",
        1,
        any,
        s -> s.limitOutputBytes,
        (s, v) -> s.limitOutputBytes = v);
    tcp(all, "tso_win_divisor", 0, any, s -> s.tsoWinDivisor, (s, v) -> s.tsoWinDivisor = v);
    tcp(all, "retrans_collapse", 0, 1, s -> s.retransCollapse, (s, v) -> s.retransCollapse = v);
    tcp(all, "autocorking", 0, 1, s -> s.autocorking, (s, v) -> s.autocorking = v);
    all.put("net.ipv4.tcp_notsent_lowat", new UnsignedSetting());
    tcp(all, "min_tso_segs", 1, any, s -> s.minTsoSegs, (s, v) -> s.minTsoSegs = v);
    tcp(all, "tso_rtt_log", 0, 31, s -> s.tsoRttLog, (s, v) -> s.tsoRttLog = v);
    tcp(all, "pacing_ss_ratio", 0, 1000, s -> s.pacingSsRatio, (s, v) -> s.pacingSsRatio = v);
    tcp(all, "pacing_ca_ratio", 0, 1000, s -> s.pacingCaRatio, (s, v) -> s.pacingCaRatio = v);
    tcp(all, "reordering", 1, 300, s -> s.reordering, (s, v) -> s.reordering = v);
    tcp(all, "max_reordering", 1, any, s -> s.maxReordering, (s, v) -> s.maxReordering = v);
    tcp(all, "frto", 0, 2, s -> s.frto, (s, v) -> s.frto = v);
    tcp(all, "early_retrans", 0, 4, s -> s.earlyRetrans, (s, v) -> s.earlyRetrans = v);
    tcp(
        all,
        "slow_start_after_idle",
        0,
        1,
        s -> s.slowStartAfterIdle,
        (s, v) -> s.slowStartAfterIdle = v);
    tcp(
        all,
        "fin_timeout",
        1,
        TcpConstants.TIMEWAIT_S,
        s -> s.finTimeoutS,
        (s, v) -> s.finTimeoutS = v);
    tcp(all, "app_win", 0, 31, s -> s.appWin, (s, v) -> s.appWin = v);
    tcp(
        all,
        "invalid_ratelimit",
        0,
        any,
        s -> s.invalidRatelimitMs,
        (s, v) -> s.invalidRatelimitMs = v);
    tcp(all, "rto_min_us", 1, any, s -> s.rtoMinUs, (s, v) -> s.rtoMinUs = v);
    tcp(all, "rto_max_ms", 1000, 120000, s -> s.rtoMaxMs, (s, v) -> s.rtoMaxMs = v);
    tcp(all, "comp_sack_nr", 0, 255, s -> s.compSackNr, (s, v) -> s.compSackNr = v);
    tcp(all, "comp_sack_delay_ns", 0, any, s -> s.compSackDelayNs, (s, v) -> s.compSackDelayNs = v);
    tcp(all, "comp_sack_slack_ns", 0, any, s -> s.compSackSlackNs, (s, v) -> s.compSackSlackNs = v);
    tcp(all, "min_rtt_wlen", 0, 86400, s -> s.minRttWlenS, (s, v) -> s.minRttWlenS = v);
    tcp(all, "abort_on_overflow", 0, 1, s -> s.abortOnOverflow, (s, v) -> s.abortOnOverflow = v);
    all.put("net.ipv4.tcp_congestion_control", new Algorithm());
    all.put("net.ipv4.tcp_recovery", new Fixed("1"));
    tcp(all, "ecn", 0, 2, s -> s.ecn, (s, v) -> s.ecn = v);
    tcp(all, "ecn_fallback", 0, 1, s -> s.ecnFallback, (s, v) -> s.ecnFallback = v);
    all.put("net.ipv4.tcp_shrink_window", new Fixed("0"));
    all.put("net.ipv4.tcp_mtu_probing", new Fixed("0"));
    all.put("net.ipv4.tcp_no_metrics_save", new Fixed("1"));
    tcp(all, "fastopen", 0, any, s -> s.fastOpen, (s, v) -> s.fastOpen = v);
    tcp(
        all,
        "fastopen_blackhole_timeout_sec",
        0,
        any,
        s -> s.fastOpenBlackholeTimeoutS,
        (s, v) -> s.fastOpenBlackholeTimeoutS = v);
    all.put("net.ipv4.tcp_fastopen_key", new KeySetting());
    all.put("net.ipv4.tcp_workaround_signed_windows", new Fixed("0"));
    return Collections.unmodifiableMap(all);
  }

  private static void tcp(
      final Map<String, SysctlSetting> all,
      final String name,
      final int least,
      final int greatest,
      final Function<TcpSysctl, Integer> reader,
      final IntWriter writer) {
    number(all, "net.ipv4.tcp_" + name, least, greatest, reader, writer);
  }

  private static void number(
      final Map<String, SysctlSetting> all,
      final String name,
      final int least,
      final int greatest,
      final Function<TcpSysctl, Integer> reader,
      final IntWriter writer) {
    all.put(name, new IntSetting(least, greatest, reader, writer));
  }
}
