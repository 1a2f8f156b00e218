package netmemsim.scenarios.packetdrill.run;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;
import netmemsim.models.socket.OptionValue;
import netmemsim.models.socket.Uapi;
import netmemsim.models.tcp.CongestionInfo;
import netmemsim.models.tcp.TcpInfo;
import netmemsim.scenarios.packetdrill.live.FailureException;
import netmemsim.scenarios.packetdrill.live.LiveConnection;
import netmemsim.scenarios.packetdrill.live.NotModelledException;
import netmemsim.scenarios.packetdrill.live.TunWorld;
import netmemsim.scenarios.packetdrill.python.PythonSession;
import org.jspecify.annotations.Nullable;

/** Runs the code of a script with what the socket under test tells of itself. */
final class CodeRunner {
  private static final int CC_INFO_BYTES = 20;
  private static final int TCP_INFO_BYTES = 248;
  private static final Map<String, Field> FIELDS = new TreeMap<>();
  private static final Map<String, Integer> STATES =
      Map.ofEntries(
          Map.entry("TCP_ESTABLISHED", 1),
          Map.entry("TCP_SYN_SENT", 2),
          Map.entry("TCP_SYN_RECV", 3),
          Map.entry("TCP_FIN_WAIT1", 4),
          Map.entry("TCP_FIN_WAIT2", 5),
          Map.entry("TCP_TIME_WAIT", 6),
          Map.entry("TCP_CLOSE", 7),
          Map.entry("TCP_CLOSE_WAIT", 8),
          Map.entry("TCP_LAST_ACK", 9),
          Map.entry("TCP_LISTEN", 10),
          Map.entry("TCP_CLOSING", 11),
          Map.entry("TCP_CA_Open", 0),
          Map.entry("TCP_CA_Disorder", 1),
          Map.entry("TCP_CA_CWR", 2),
          Map.entry("TCP_CA_Recovery", 3),
          Map.entry("TCP_CA_Loss", 4));

  static {
    for (final Field field : TcpInfo.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        continue;
      }
      final StringBuilder name = new StringBuilder("tcpi_");
      for (final char letter : field.getName().toCharArray()) {
        name.append(Character.isUpperCase(letter) ? "_" : "").append(Character.toLowerCase(letter));
      }
      FIELDS.put(name.toString(), field);
    }
  }

  private final TunWorld world;
  private final PythonSession session = new PythonSession();

  CodeRunner(final TunWorld world) {
    this.world = world;
    STATES.forEach(session::set);
    for (final Field field : TcpInfo.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getName().startsWith("OPT_")) {
        session.set("TCPI_" + field.getName(), read(field, null));
      }
    }
  }

  String printed() {
    return session.printed();
  }

  /** Runs code; what it asks of is looked at now. */
  void run(final String text) {
    if (text.contains("tcpi_")) {
      info();
    }
    if (text.contains("SK_MEMINFO_")) {
      memory();
    }
    if (text.matches("(?s).*\\b(bbr|dctcp)_.*")) {
      congestion();
    }
    if (text.matches("(?s).*\\btcpv_.*")) {
      throw new NotModelledException("TCP_CC_INFO of vegas");
    }
    session.run(text);
  }

  private int fd() {
    final LiveConnection connection = world.connections.underTest();
    if (connection == null || connection.liveFd < 0) {
      throw new FailureException("can't find a socket to collect data from");
    }
    return connection.liveFd;
  }

  private void info() {
    final OptionValue value = new OptionValue();
    value.lengthBytes = TCP_INFO_BYTES;
    final int result = world.process.getsockopt(fd(), Uapi.SOL_TCP, Uapi.TCP_INFO, value);
    if (result < 0) {
      throw new FailureException("getsockopt(TCP_INFO) returned " + result);
    }
    FIELDS.forEach((name, field) -> session.setUnsigned(name, read(field, value.info)));
  }

  private static long read(final Field field, final @Nullable TcpInfo info) {
    try {
      return field.getLong(info);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private void congestion() {
    final OptionValue value = new OptionValue();
    value.lengthBytes = CC_INFO_BYTES;
    final int result = world.process.getsockopt(fd(), Uapi.SOL_TCP, Uapi.TCP_CC_INFO, value);
    if (result < 0) {
      throw new FailureException("getsockopt(TCP_CC_INFO) returned " + result);
    }
    final CongestionInfo told = value.congestion;
    session.setUnsigned("bbr_bw", told.bbrBw);
    session.setUnsigned("bbr_bw_lo", told.bbrBw & 0xFFFFFFFFL);
    session.setUnsigned("bbr_bw_hi", told.bbrBw >>> Integer.SIZE);
    session.setUnsigned("bbr_min_rtt", told.bbrMinRtt);
    session.setUnsigned("bbr_pacing_gain", told.bbrPacingGain);
    session.setUnsigned("bbr_cwnd_gain", told.bbrCwndGain);
    session.setUnsigned("dctcp_enabled", told.dctcpEnabled);
    session.setUnsigned("dctcp_ce_state", told.dctcpCeState);
    session.setUnsigned("dctcp_alpha", told.dctcpAlpha);
    session.setUnsigned("dctcp_ab_ecn", told.dctcpAbEcn);
    session.setUnsigned("dctcp_ab_tot", told.dctcpAbTot);
  }

  private void memory() {
    final OptionValue value = new OptionValue();
    value.lengthBytes = 9 * Integer.BYTES;
    final int result = world.process.getsockopt(fd(), Uapi.SOL_SOCKET, Uapi.SO_MEMINFO, value);
    if (result < 0) {
      throw new NotModelledException("SO_MEMINFO: " + world.process.lastRefusal());
    }
    final String[] names = {
      "RMEM_ALLOC",
      "RCVBUF",
      "WMEM_ALLOC",
      "SNDBUF",
      "FWD_ALLOC",
      "WMEM_QUEUED",
      "OPTMEM",
      "BACKLOG",
      "DROPS"
    };
    for (int i = 0; i < Math.min(names.length, value.words.length); i++) {
      session.set("SK_MEMINFO_" + names[i], value.words[i]);
    }
  }
}
