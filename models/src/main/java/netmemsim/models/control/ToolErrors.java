package netmemsim.models.control;

import java.util.function.Function;
import netmemsim.models.kernel.Result;

/** How ethtool words an error. */
final class ToolErrors {
  private ToolErrors() {}

  /** Of a subcommand that talks netlink: the extended acknowledgement, then the error. */
  static String netlink(final Result result) {
    final String extack = result.extack();
    return (extack == null ? "" : "netlink error: " + extack + "\n")
        + "netlink error: "
        + ErrnoText.of(result.errno())
        + "\n";
  }

  /** Of a subcommand that uses an ioctl: perror(3). */
  static Function<Result, String> after(final String what) {
    return result -> what + ErrnoText.of(result.errno()) + "\n";
  }
}
