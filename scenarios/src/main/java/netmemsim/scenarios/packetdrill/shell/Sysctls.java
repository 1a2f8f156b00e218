package netmemsim.scenarios.packetdrill.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import netmemsim.models.tcp.TcpSysctl;
import netmemsim.scenarios.packetdrill.live.NotModelledException;

/** The host's settings by the names that sysctl and /proc/sys have for them. */
final class Sysctls {
  private static final String PROC = "/proc/sys/";

  /**
   * Settings without a meaning here: tcp_fack does nothing since Linux 4.15, tcp_low_latency since
   * 4.14; SYN cookies are for a SYN queue that overflows; tcp_ecn_option is of accurate ECN.
   */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "net.ipv4.tcp_fack",
          "net.ipv4.tcp_low_latency",
          "net.ipv4.tcp_syncookies",
          "net.ipv4.tcp_ecn_option",
          "net.core.default_qdisc");

  /** Settings of defaults.sh that may be unknown: scripts that need them fail for themselves. */
  private static final Set<String> OPTIONAL_DEFAULTS =
      Set.of("net.ipv4.tcp_fastopen", "net.ipv4.tcp_fastopen_key");

  private final TcpSysctl sysctl;
  private boolean tolerant;

  Sysctls(final TcpSysctl sysctl) {
    this.sysctl = sysctl;
  }

  /** Sets whether defaults.sh is being run. */
  void setTolerant(final boolean tolerant) {
    this.tolerant = tolerant;
  }

  static String name(final String text) {
    return text.startsWith(PROC)
        ? text.substring(PROC.length()).replace('/', '.')
        : text.replace('/', '.');
  }

  /** The value of a setting. */
  String read(final String path) {
    final String name = name(path);
    try {
      return sysctl.get(name);
    } catch (IllegalArgumentException e) {
      throw new NotModelledException("sysctl " + name);
    }
  }

  /** Sets a setting. */
  void write(final String path, final String value) {
    final String name = name(path);
    if (WITHOUT_EFFECT.contains(name)) {
      return;
    }
    try {
      sysctl.set(name, decimal(value));
    } catch (IllegalArgumentException e) {
      if (!tolerant || !OPTIONAL_DEFAULTS.contains(name)) {
        throw new NotModelledException("sysctl " + name + "=" + value + ": " + e.getMessage());
      }
    }
  }

  /** Numbers may be hexadecimal. */
  private static String decimal(final String value) {
    final List<String> words = new ArrayList<>();
    for (final String word : value.strip().split("\\s+", -1)) {
      words.add(
          word.matches("0[xX][0-9a-fA-F]+")
              ? Long.toString(Long.parseLong(word.substring(2), 16))
              : word);
    }
    return String.join(" ", words);
  }

  /** sysctl(8). */
  Output sysctl(final List<String> arguments) {
    final StringBuilder printed = new StringBuilder();
    boolean quiet = false;
    boolean valuesOnly = false;
    for (int i = 0; i < arguments.size(); i++) {
      final String word = arguments.get(i);
      if (word.startsWith("-")) {
        quiet |= word.contains("q");
        valuesOnly |= word.contains("n");
      } else if (word.contains("=")) {
        final int equals = word.indexOf('=');
        final String name = name(word.substring(0, equals).strip());
        write(name, word.substring(equals + 1).strip());
        if (!quiet) {
          printed.append(name).append(" = ").append(word.substring(equals + 1)).append('\n');
        }
      } else {
        final String name = name(word);
        printed.append(valuesOnly ? "" : name + " = ").append(read(name)).append('\n');
      }
    }
    return Output.of(printed.toString());
  }

  /** set_sysctls.py of google/packetdrill: what it saves is of no use here. */
  Output setAll(final List<String> arguments) {
    for (final String word : arguments) {
      final int equals = word.indexOf('=');
      if (equals < 0) {
        return Output.failed("set_sysctls.py: no value: " + word);
      }
      write(word.substring(0, equals), word.substring(equals + 1));
    }
    return Output.NOTHING;
  }
}
