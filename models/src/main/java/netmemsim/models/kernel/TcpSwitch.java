package netmemsim.models.kernel;

import static netmemsim.models.kernel.Difference.since;
import static netmemsim.models.kernel.KernelRelease.V6_18;

/** TCP's defaults and its behaviour apart from device memory. */
public enum TcpSwitch implements KernelSwitch {
  /** See {@link #help}. */
  TCP_LARGE_BUFFERS(
      since(
          V6_18,
          "tcp-large-buffers",
          "the defaults are 32 MiB for tcp_rmem[2], 4 MiB for net.core.rmem_max and wmem_max, and 4"
              + " MiB for tcp_limit_output_bytes; before: 6 MiB, 212992 bytes and 1 MiB",
          "net/ipv4/tcp.c, net/ipv4/tcp_ipv4.c, include/net/sock.h; read off a running 6.18.44"));

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Difference difference;

  TcpSwitch(final Difference difference) {
    this.difference = difference;
  }

  @Override
  public Difference difference() {
    return difference;
  }

  @Override
  public SwitchArea area() {
    return SwitchArea.TCP;
  }
}
