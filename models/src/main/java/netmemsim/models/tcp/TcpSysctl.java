package netmemsim.models.tcp;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.KernelSwitch;

/**
 * The net.ipv4.tcp_* and net.core settings of a host, with the defaults of v6.18
 * (Documentation/networking/ip-sysctl.rst). A value whose behaviour is not modelled is refused.
 */
public final class TcpSysctl {
  private static final Map<String, Setting> SETTINGS = settings();

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

  /** tcp_ecn_option: of accurate ECN, which is not modelled, so it changes nothing. */
  private int ecnOption = 2;

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
    if (!kernel.has(KernelSwitch.TCP_LARGE_BUFFERS)) {
      rmem[2] = 6291456;
      rmemMax = 212992;
      wmemMax = 212992;
      limitOutputBytes = 1048576;
    }
  }

  /** The names that {@link #set} knows, in alphabetical order. */
  public static List<String> names() {
    return List.copyOf(SETTINGS.keySet());
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

  private static Setting setting(final String name) {
    final Setting setting = SETTINGS.get(name);
    if (setting == null) {
      throw new IllegalArgumentException("unknown sysctl '" + name + "'");
    }
    return setting;
  }

  private interface Setting {
    void write(String name, TcpSysctl sysctl, String value);

    String read(TcpSysctl sysctl);
  }

  @FunctionalInterface
  private interface IntWriter {
    void write(TcpSysctl sysctl, int value);
  }

  private record IntSetting(
      int least, int greatest, Function<TcpSysctl, Integer> reader, IntWriter writer)
      implements Setting {
    @Override
    public void write(final String name, final TcpSysctl sysctl, final String value) {
      writer.write(sysctl, parse(name, value.strip(), least, greatest));
    }

    @Override
    public String read(final TcpSysctl sysctl) {
      return reader.apply(sysctl).toString();
    }
  }

  private record IntsSetting(int greatest, Function<TcpSysctl, int[]> field) implements Setting {
    @Override
    public void write(final String name, final TcpSysctl sysctl, final String value) {
      final int[] into = field.apply(sysctl);
      final String[] words = value.strip().split("\\s+", -1);
      if (words.length != into.length) {
        throw new IllegalArgumentException(
            name + " takes " + into.length + " numbers, got '" + value + "'");
      }
      final int[] parsed = new int[words.length];
      for (int i = 0; i < words.length; i++) {
        parsed[i] = parse(name, words[i], 1, greatest);
        if (i > 0 && parsed[i] < parsed[i - 1]) {
          throw new IllegalArgumentException(name + " must not fall: '" + value + "'");
        }
      }
      System.arraycopy(parsed, 0, into, 0, parsed.length);
    }

    @Override
    public String read(final TcpSysctl sysctl) {
      final StringBuilder text = new StringBuilder();
      for (final int number : field.apply(sysctl)) {
        text.append(text.isEmpty() ? "" : " ").append(number);
      }
      return text.toString();
    }
  }

  private record UnsignedSetting() implements Setting {
    @Override
    public void write(final String name, final TcpSysctl sysctl, final String value) {
      try {
        sysctl.notsentLowat = Integer.parseUnsignedInt(value.strip());
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            name + " takes a number up to 4294967295, got '" + value + "'", e);
      }
    }

    @Override
    public String read(final TcpSysctl sysctl) {
      return Integer.toUnsignedString(sysctl.notsentLowat);
    }
  }

  /** One or two keys of four words in hexadecimal, apart by hyphens. */
  private record KeySetting() implements Setting {
    private static final int WORDS = 4;

    @Override
    public void write(final String name, final TcpSysctl sysctl, final String value) {
      final String[] keys = value.strip().split(",", -1);
      if (keys.length > 2) {
        throw new IllegalArgumentException(name + " takes one or two keys, got '" + value + "'");
      }
      final long[] backup = new long[2];
      if (keys.length == 2) {
        read(name, keys[1], backup);
      }
      read(name, keys[0], sysctl.fastOpenKey);
      System.arraycopy(backup, 0, sysctl.fastOpenBackupKey, 0, 2);
    }

    private static void read(final String name, final String key, final long[] into) {
      final String[] words = key.split("-", -1);
      try {
        if (words.length != WORDS) {
          throw new NumberFormatException("not four words");
        }
        for (int i = 0; i < 2; i++) {
          final long low = Integer.toUnsignedLong(Integer.parseUnsignedInt(words[2 * i], 16));
          into[i] = (long) Integer.parseUnsignedInt(words[2 * i + 1], 16) << Integer.SIZE | low;
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            name + " takes keys like 0-1-2-3 in hexadecimal, got '" + key + "'", e);
      }
    }

    private static String text(final long[] key) {
      return String.format(
          "%08x-%08x-%08x-%08x",
          (int) key[0],
          (int) (key[0] >>> Integer.SIZE),
          (int) key[1],
          (int) (key[1] >>> Integer.SIZE));
    }

    @Override
    public String read(final TcpSysctl sysctl) {
      final long[] backup = sysctl.fastOpenBackupKey;
      final String first = text(sysctl.fastOpenKey);
      return backup[0] == 0 && backup[1] == 0 ? first : first + "," + text(backup);
    }
  }

  private record Fixed(String only) implements Setting {
    @Override
    public void write(final String name, final TcpSysctl sysctl, final String value) {
      if (!only.equals(value.strip())) {
        throw new IllegalArgumentException(
            name + " = '" + value + "' is not modelled; only " + only + " is");
      }
    }

    @Override
    public String read(final TcpSysctl sysctl) {
      return only;
    }
  }

  private record Algorithm() implements Setting {
    @Override
    public void write(final String name, final TcpSysctl sysctl, final String value) {
      if (!CongestionControl.NAMES.contains(value.strip())) {
        throw new IllegalArgumentException(
            name + " = '" + value + "' is not modelled; known: " + CongestionControl.NAMES);
      }
      sysctl.congestionControl = value.strip();
    }

    @Override
    public String read(final TcpSysctl sysctl) {
      return sysctl.congestionControl;
    }
  }

  private static int parse(
      final String name, final String text, final int least, final int greatest) {
    final int value;
    try {
      value =
          text.startsWith("0x") ? Integer.parseInt(text.substring(2), 16) : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " takes a number, got '" + text + "'", e);
    }
    if (value < least || value > greatest) {
      throw new IllegalArgumentException(
          name + " must be " + least + " to " + greatest + ", got " + value);
    }
    return value;
  }

  private static Map<String, Setting> settings() {
    final int any = Integer.MAX_VALUE;
    final Map<String, Setting> all = new TreeMap<>();
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
    tcp(all, "ecn_option", 0, 2, s -> s.ecnOption, (s, v) -> s.ecnOption = v);
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
      final Map<String, Setting> all,
      final String name,
      final int least,
      final int greatest,
      final Function<TcpSysctl, Integer> reader,
      final IntWriter writer) {
    number(all, "net.ipv4.tcp_" + name, least, greatest, reader, writer);
  }

  private static void number(
      final Map<String, Setting> all,
      final String name,
      final int least,
      final int greatest,
      final Function<TcpSysctl, Integer> reader,
      final IntWriter writer) {
    all.put(name, new IntSetting(least, greatest, reader, writer));
  }
}
