package netmemsim.models.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import netmemsim.models.host.Host;
import netmemsim.models.kernel.BindingSwitch;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelLog;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.Dmabuf;
import netmemsim.models.netmem.DmabufBinding;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.QueueRestart;
import netmemsim.models.nic.RxQueue;
import org.jspecify.annotations.Nullable;

/**
 * The netdev generic-netlink family of a host: bind-rx, and unbinding by closing the socket or by
 * the end of the device (net/core/netdev-genl.c, net/core/devmem.c). What a request is tested for,
 * and in which order, is in {@link BindChecks}.
 */
public final class NetdevFamily {
  private final Host host;
  private final Bindings bindings;
  private final List<NetDevice> devices = new ArrayList<>();

  /**
   * The family of a host without devices.
   *
   * @param host the host
   */
  public NetdevFamily(final Host host) {
    this.host = host;
    this.bindings = new Bindings(host);
  }

  /** Makes a device known. */
  public void add(final NetDevice device) {
    devices.add(device);
  }

  /** The host's bindings. */
  public Bindings bindings() {
    return bindings;
  }

  private NetDevice find(final @Nullable Integer ifindex) throws KernelException {
    for (final NetDevice device : devices) {
      if (ifindex != null && device.ifindex() == ifindex) {
        return device;
      }
    }
    throw new KernelException(Errno.ENODEV);
  }

  /**
   * Binds a dma-buf to RX queues.
   *
   * @param request the request
   * @param socket the socket that it came in on, which will own the binding
   * @param instant whether queue restarts take no time, for set-up before the run
   * @param done gets the answer: the binding's id, or the error
   */
  public void bindRx(
      final BindRxRequest request,
      final NetlinkSocket socket,
      final boolean instant,
      final Consumer<Result> done) {
    final NetDevice device;
    try {
      BindChecks.request(request);
      device = find(request.ifindex());
    } catch (KernelException e) {
      done.accept(e.result());
      return;
    }
    device
        .lock()
        .acquire(
            () ->
                bindLocked(
                    request,
                    device,
                    socket,
                    instant,
                    result -> {
                      done.accept(result);
                      device.lock().release();
                    }));
  }

  private void bindLocked(
      final BindRxRequest request,
      final NetDevice device,
      final NetlinkSocket socket,
      final boolean instant,
      final Consumer<Result> done) {
    if (socket.isClosed()) {
      done.accept(Result.error(Errno.EBADF));
      return;
    }
    final KernelProfile kernel = host.kernel();
    final BoundDmabuf bound;
    final List<QueueRef> queues;
    try {
      if (!device.isRegistered()) {
        throw new KernelException(Errno.ENODEV);
      }
      queues = BindChecks.device(kernel, device, Objects.requireNonNull(request.queues()));
      bound = importDmabuf(kernel, device, Objects.requireNonNull(request.fd()));
    } catch (KernelException e) {
      done.accept(e.result());
      return;
    }
    bindings.add(bound);
    socket.bindings.add(bound);
    bindNext(
        bound,
        device,
        queues,
        0,
        instant,
        failure -> {
          if (failure != null) {
            unbind(bound, socket, instant, () -> done.accept(failure));
          } else if (request.replyFits()) {
            done.accept(Result.value(bound.binding().id()));
          } else {
            loseReply(bound, socket, instant, done);
          }
        });
  }

  /**
   * The reply does not fit into the socket's receive buffer. The caller finds ENOBUFS at its next
   * recvmsg (netlink_overrun; measured on 6.18.44).
   */
  private void loseReply(
      final BoundDmabuf bound,
      final NetlinkSocket socket,
      final boolean instant,
      final Consumer<Result> done) {
    final Runnable answer = () -> done.accept(Result.error(Errno.ENOBUFS));
    if (host.kernel().has(BindingSwitch.BIND_REPLY_ERROR_KEEPS_BINDING)) {
      answer.run();
      return;
    }
    host.log().print(KernelLog.Message.BIND_REPLY_FREED_TWICE);
    unbind(bound, socket, instant, answer);
  }

  /**
   * Binds a dma-buf for transmission (netdev_nl_bind_tx_doit, v6.16): no queue, no page pool.
   *
   * @param request the request
   * @param socket the socket that it came in on, which will own the binding
   * @param done gets the answer: the binding's id, or the error
   */
  public void bindTx(
      final BindTxRequest request, final NetlinkSocket socket, final Consumer<Result> done) {
    final NetDevice device;
    try {
      BindChecks.transmitRequest(host.kernel(), request);
      device = find(request.ifindex());
    } catch (KernelException e) {
      done.accept(e.result());
      return;
    }
    device
        .lock()
        .acquire(
            () -> {
              done.accept(bindTxLocked(device, Objects.requireNonNull(request.fd()), socket));
              device.lock().release();
            });
  }

  private Result bindTxLocked(
      final NetDevice device, final DmabufFd fd, final NetlinkSocket socket) {
    try {
      if (!device.isRegistered()) {
        throw new KernelException(Errno.ENODEV);
      }
      if (!device.netmemTx()) {
        throw new KernelException(Errno.EOPNOTSUPP, "Driver does not support netmem TX");
      }
      final BoundDmabuf bound = importDmabuf(host.kernel(), device, fd);
      bindings.add(bound);
      socket.bindings.add(bound);
      return Result.value(bound.binding().id());
    } catch (KernelException e) {
      return e.result();
    }
  }

  private BoundDmabuf importDmabuf(
      final KernelProfile kernel, final NetDevice device, final DmabufFd fd)
      throws KernelException {
    final Dmabuf dmabuf = BindChecks.dmabuf(kernel, fd);
    int id = 0;
    if (kernel.has(BindingSwitch.BINDING_ID_BEFORE_MAPPING)) {
      id = bindings.allocateId();
    }
    DmabufBinding.check(dmabuf, device, kernel);
    if (id == 0) {
      id = bindings.allocateId();
    }
    return new BoundDmabuf(DmabufBinding.create(bindings, id, dmabuf, device, kernel), device);
  }

  private void bindNext(
      final BoundDmabuf bound,
      final NetDevice device,
      final List<QueueRef> queues,
      final int position,
      final boolean instant,
      final Consumer<@Nullable Result> done) {
    if (position == queues.size()) {
      done.accept(null);
      return;
    }
    final RxQueue queue;
    try {
      queue = BindChecks.queue(host.kernel(), device, queues.get(position));
    } catch (KernelException e) {
      done.accept(e.result());
      return;
    }
    queue.setMemoryProvider(bound.binding());
    QueueRestart.run(
        queue,
        instant,
        result -> {
          if (result.ok()) {
            bound.queues.add(queue);
            bindNext(bound, device, queues, position + 1, instant, done);
          } else {
            queue.setMemoryProvider(null);
            done.accept(result);
          }
        });
  }

  /**
   * Closes a netlink socket: unbinds every binding on it, one after another.
   *
   * @param socket the socket
   * @param instant whether queue restarts take no time
   * @param done called when all are unbound
   */
  public void close(final NetlinkSocket socket, final boolean instant, final Runnable done) {
    socket.markClosed();
    if (host.kernel().has(BindingSwitch.UNBIND_STOPS_AT_FIRST) && !socket.bindings.isEmpty()) {
      socket.bindings.subList(1, socket.bindings.size()).clear();
    }
    closeNext(socket, instant, done);
  }

  private void closeNext(final NetlinkSocket socket, final boolean instant, final Runnable done) {
    if (socket.bindings.isEmpty()) {
      done.run();
      return;
    }
    final BoundDmabuf bound = socket.bindings.get(0);
    final NetDevice device = bound.device();
    if (device == null || !device.isRegistered()) {
      if (device != null && host.kernel().has(BindingSwitch.BINDING_KEEPS_DEVICE)) {
        host.log().print(KernelLog.Message.UNBIND_USED_FREED_DEVICE);
      }
      unbind(bound, socket, instant, () -> closeNext(socket, instant, done));
      return;
    }
    device
        .lock()
        .acquire(
            () -> {
              final Runnable next =
                  () -> {
                    device.lock().release();
                    closeNext(socket, instant, done);
                  };
              // A bind that failed while the lock was awaited has unbound it already.
              if (socket.bindings.contains(bound)) {
                unbind(bound, socket, instant, next);
              } else {
                next.run();
              }
            });
  }

  /** Unbinds: clears each queue's provider and restarts it, then drops the user's reference. */
  private void unbind(
      final BoundDmabuf bound,
      final NetlinkSocket socket,
      final boolean instant,
      final Runnable done) {
    socket.bindings.remove(bound);
    bindings.remove(bound);
    unbindNext(bound, instant, done);
  }

  private void unbindNext(final BoundDmabuf bound, final boolean instant, final Runnable done) {
    if (bound.queues.isEmpty()) {
      bound.binding().putAllUsers();
      bound.binding().put();
      done.run();
      return;
    }
    final RxQueue queue = bound.queues.remove(0);
    queue.setMemoryProvider(null);
    QueueRestart.run(
        queue,
        instant,
        result -> {
          warnOfRestart(result);
          unbindNext(bound, instant, done);
        });
  }

  private void warnOfRestart(final Result result) {
    final boolean tolerated =
        result.errno() == Errno.ENETDOWN
            && host.kernel().has(BindingSwitch.UNBIND_TOLERATES_ENETDOWN);
    if (!result.ok() && !tolerated) {
      host.log().print(KernelLog.Message.UNBIND_RESTART_FAILED);
    }
  }

  /**
   * Unregisters a device (unregister_netdevice_many): it goes down, and its bindings lose their
   * queues without a restart. They live on until their sockets are closed.
   *
   * @param device the device
   * @param done called when it is gone
   */
  public void unregister(final NetDevice device, final Runnable done) {
    device
        .lock()
        .acquire(
            () -> {
              devices.remove(device);
              device.unregister();
              final boolean forget = !host.kernel().has(BindingSwitch.BINDING_KEEPS_DEVICE);
              bindings.of(device).forEach(bound -> bound.uninstall(forget));
              done.run();
              device.lock().release();
            });
  }
}
