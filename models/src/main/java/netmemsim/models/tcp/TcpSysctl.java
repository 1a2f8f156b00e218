package netmemsim.models.tcp;

import java.util.List;

/** The net.ipv4 settings of a host. */
public final class TcpSysctl {
  /** Names that {@link #set} knows, in alphabetical order. */
  public static List<String> names() {
    throw new UnsupportedOperationException();
  }

  /**
   * Sets by name.
   *
   * @param name such as {@code net.ipv4.tcp_rmem}
   * @param value as sysctl writes it
   * @throws IllegalArgumentException unknown name, or a value that is wrong or not modelled
   */
  public void set(final String name, final String value) {
    throw new UnsupportedOperationException(name + value);
  }

  /** Reads by name, as sysctl prints it. */
  public String get(final String name) {
    throw new UnsupportedOperationException(name);
  }
}
