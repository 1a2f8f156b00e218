package netmemsim.models.control;

import java.util.ArrayList;
import java.util.List;

/** A netlink socket: owns the bindings made on it and unbinds them when it is closed. */
public final class NetlinkSocket {
  final List<BoundDmabuf> bindings = new ArrayList<>();
  private boolean closed;

  /** Whether it is closed. */
  public boolean isClosed() {
    return closed;
  }

  void markClosed() {
    closed = true;
  }

  /** The number of bindings that it owns. */
  public int bindingCount() {
    return bindings.size();
  }
}
