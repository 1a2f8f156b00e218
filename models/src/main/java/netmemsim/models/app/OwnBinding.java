package netmemsim.models.app;

import java.util.Objects;
import netmemsim.core.trace.Trace;
import netmemsim.models.control.BindRxRequest;
import netmemsim.models.control.BoundDmabuf;
import netmemsim.models.control.DmabufFd;
import netmemsim.models.control.NetdevFamily;
import netmemsim.models.control.NetlinkSocket;
import netmemsim.models.control.QueueRef;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.Result;
import org.jspecify.annotations.Nullable;

/** The memory that an ncdevmem receives into: a binding of its own, or that of somebody else. */
final class OwnBinding {
  private final NcdevmemOptions options;
  private final NetdevFamily netlink;
  private final Trace trace;
  private @Nullable NetlinkSocket socket;
  private @Nullable BoundDmabuf bound;
  private Errno errno = Errno.OK;

  OwnBinding(final NcdevmemOptions options, final NetdevFamily netlink, final Trace trace) {
    this.options = options;
    this.netlink = netlink;
    this.trace = trace;
  }

  /**
   * Sends its bind-rx request.
   *
   * @param done run when it was bound
   * @return whether there is anything to bind
   */
  boolean bind(final Runnable done) {
    final var device = options.device();
    final var dmabuf = options.dmabuf();
    if (device == null || dmabuf == null) {
      return false;
    }
    final NetlinkSocket opened = new NetlinkSocket();
    socket = opened;
    final BindRxRequest request =
        new BindRxRequest(
            true,
            device.ifindex(),
            DmabufFd.of(dmabuf),
            options.queues().stream().map(QueueRef::rx).toList());
    netlink.bindRx(request, opened, false, result -> onBound(result, done));
    return true;
  }

  private void onBound(final Result result, final Runnable done) {
    errno = result.errno();
    if (trace.on) {
      trace.emit(result.value(), result.errno().number());
    }
    // The descriptor of the dma-buf is closed after the bind: the binding keeps it alive.
    Objects.requireNonNull(options.dmabuf()).put();
    if (result.ok()) {
      bound = netlink.bindings().find((int) result.value());
      done.run();
    }
  }

  /** Looks for the binding that somebody else made, if it is told to use that. */
  void findExisting() {
    final var existing = options.existing();
    if (existing != null) {
      bound = existing.get();
    }
  }

  @Nullable BoundDmabuf bound() {
    return bound;
  }

  Errno errno() {
    return errno;
  }

  /**
   * Closes the netlink socket, which unbinds.
   *
   * @param done called when all queues are back on host memory
   */
  void close(final Runnable done) {
    final NetlinkSocket open = socket;
    if (open == null || open.isClosed()) {
      done.run();
    } else {
      netlink.close(open, false, done);
    }
  }
}
