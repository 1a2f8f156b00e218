package netmemsim.models.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import netmemsim.models.host.Host;
import netmemsim.models.kernel.BindingSwitch;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.Dmabuf;
import netmemsim.models.netmem.DmabufBinding;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.QueueRestart;
import netmemsim.models.nic.RxQueue;
import org.jspecify.annotations.Nullable;

/**
 * The netdev generic-netlink family of a host: bind-rx and unbinding by closing the socket
 * (net/core/netdev-genl.c, net/core/devmem.c; order of checks by version in kernel-facts.md 1.2).
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
      device = checkRequest(request);
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

  private NetDevice checkRequest(final BindRxRequest request) throws KernelException {
    if (!request.admin()) {
      throw new KernelException(Errno.EPERM);
    }
    final Integer ifindex = request.ifindex();
    if (ifindex != null && ifindex < 1) {
      throw new KernelException(Errno.ERANGE, "integer out of range");
    }
    // A list without nests is an attribute that is not there.
    if (ifindex == null
        || request.fd() == null
        || request.queues() == null
        || request.queues().isEmpty()) {
      throw new KernelException(Errno.EINVAL);
    }
    for (final NetDevice device : devices) {
      if (device.ifindex() == ifindex) {
        return device;
      }
    }
    throw new KernelException(Errno.ENODEV);
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
      queues = checkDevice(kernel, device, Objects.requireNonNull(request.queues()));
      bound = importDmabuf(kernel, device, Objects.requireNonNull(request.fd()));
    } catch (KernelException e) {
      done.accept(e.result());
      return;
    }
    bindings.add(bound);
    socket.bindings.add(bound);
    bindNext(
        bound,
        queues,
        0,
        instant,
        failure -> {
          if (failure == null) {
            done.accept(Result.value(bound.binding().id()));
          } else {
            unbind(bound, socket, instant, () -> done.accept(failure));
          }
        });
  }

  /** Checks of the device, and of the queue list where the version reads it first. */
  private static List<QueueRef> checkDevice(
      final KernelProfile kernel, final NetDevice device, final List<QueueRef> queues)
      throws KernelException {
    if (kernel.has(BindingSwitch.BIND_NEEDS_OPS_LOCK) && !device.profile().queueManagement()) {
      throw new KernelException(Errno.EOPNOTSUPP);
    }
    if (kernel.has(BindingSwitch.BIND_CHECKS_XDP_FIRST) && device.isXdpAttached()) {
      throw new KernelException(
          Errno.EEXIST, "unable to bind dmabuf to device with XDP program attached");
    }
    if (!kernel.has(BindingSwitch.BIND_PARSES_QUEUES_FIRST)) {
      return queues;
    }
    final boolean[] wanted = new boolean[device.rxQueues().size()];
    for (final QueueRef queue : queues) {
      final Integer id = queue.id();
      if (id == null || queue.type() != QueueRef.Type.RX || id < 0 || id >= wanted.length) {
        throw new KernelException(Errno.EINVAL);
      }
      wanted[id] = true;
    }
    final List<QueueRef> ascending = new ArrayList<>();
    for (int id = 0; id < wanted.length; id++) {
      if (wanted[id]) {
        ascending.add(QueueRef.rx(id));
      }
    }
    return ascending;
  }

  private BoundDmabuf importDmabuf(
      final KernelProfile kernel, final NetDevice device, final DmabufFd fd)
      throws KernelException {
    final Dmabuf dmabuf = fd.get();
    final Errno refusal = dmabuf.attachError(device);
    if (refusal != null) {
      if (kernel.has(BindingSwitch.BINDING_ID_BEFORE_MAPPING)) {
        bindings.nextId();
      }
      throw new KernelException(refusal, "Failed to bind dmabuf to device");
    }
    final int id = bindings.nextId();
    return new BoundDmabuf(DmabufBinding.create(bindings, id, dmabuf, device, kernel), device);
  }

  private void bindNext(
      final BoundDmabuf bound,
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
      queue = checkQueue(host.kernel(), bound.device(), queues.get(position));
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
            bindNext(bound, queues, position + 1, instant, done);
          } else {
            queue.setMemoryProvider(null);
            done.accept(result);
          }
        });
  }

  private static RxQueue checkQueue(
      final KernelProfile kernel, final NetDevice device, final QueueRef wanted)
      throws KernelException {
    final Integer id = wanted.id();
    if (id == null || wanted.type() != QueueRef.Type.RX) {
      throw new KernelException(Errno.EINVAL);
    }
    if (id < 0 || id >= device.rxQueues().size()) {
      throw new KernelException(Errno.ERANGE, "rx queue index out of range");
    }
    final RxQueue queue = device.rxQueues().get(id);
    if (kernel.has(BindingSwitch.BIND_CHECKS_HEADER_SPLIT)) {
      if (device.tcpDataSplit() != NetDevice.TcpDataSplit.ON) {
        throw new KernelException(Errno.EINVAL, "tcp-data-split is disabled");
      }
      if (device.hdsThreshold() != 0) {
        throw new KernelException(Errno.EINVAL, "hds-thresh is not zero");
      }
    }
    if (!kernel.has(BindingSwitch.BIND_CHECKS_XDP_FIRST) && device.isXdpAttached()) {
      throw new KernelException(
          Errno.EEXIST, "unable to custom memory provider to device with XDP program attached");
    }
    if (queue.memoryProvider() != null) {
      throw new KernelException(Errno.EEXIST, "designated queue already memory provider bound");
    }
    return queue;
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
    closeNext(socket, instant, done);
  }

  private void closeNext(final NetlinkSocket socket, final boolean instant, final Runnable done) {
    if (socket.bindings.isEmpty()) {
      done.run();
      return;
    }
    final BoundDmabuf bound = socket.bindings.get(0);
    bound
        .device()
        .lock()
        .acquire(
            () -> {
              final Runnable next =
                  () -> {
                    bound.device().lock().release();
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
    QueueRestart.run(queue, instant, ignored -> unbindNext(bound, instant, done));
  }
}
