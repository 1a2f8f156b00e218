package netmemsim.models.control.netdev;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import netmemsim.models.control.ErrnoText;
import netmemsim.models.host.Host;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.nic.NetDevice;
import org.jspecify.annotations.Nullable;

/**
 * The get operations of the netdev family (net/core/netdev-genl.c, net/core/page_pool_user.c, v6.12
 * to v6.18): checks in the kernel's order, answers as ynl prints them. The loopback device, which
 * the model has not, is not listed; no device offers XDP.
 */
public final class NetdevGet {
  private static final String OUT_OF_RANGE = "integer out of range";

  private final List<NetDevice> devices;
  private final PagePoolMessages pools;
  private final QueueMessages queues;

  /**
   * The operations of a host.
   *
   * @param host the host
   * @param devices its devices, by interface index
   */
  public NetdevGet(final Host host, final List<NetDevice> devices) {
    this.devices = List.copyOf(devices);
    this.pools = new PagePoolMessages(host);
    this.queues = new QueueMessages(host.kernel());
  }

  /**
   * Answers a request.
   *
   * @param request the request
   * @return the answer with its text, or the error with ynl's
   */
  public Result answer(final NetdevRequest request) {
    try {
      checkPolicy(request);
      final List<PythonValue> messages =
          switch (request.operation()) {
            case DEV_GET -> devGet(request);
            case PAGE_POOL_GET -> pagePools(request, false);
            case PAGE_POOL_STATS_GET -> pagePools(request, true);
            case QUEUE_GET -> queueGet(request);
            case NAPI_GET -> napiGet(request);
            case QSTATS_GET -> qstatsGet(request);
          };
      return Result.text(
          PrettyPrinter.print(
              request.dump() ? new PythonValue.Sequence(messages) : messages.get(0)));
    } catch (KernelException e) {
      return e.result().printing(errorText(e.result()));
    }
  }

  /** NlError of tools/net/ynl, less the line with the length of the message. */
  private static String errorText(final Result result) {
    final String extack = result.extack();
    return "Netlink error: "
        + ErrnoText.of(result.errno())
        + "\n\terror: -"
        + result.errno().number()
        + "\n"
        + (extack == null ? "" : "\textack: {'msg': '" + extack + "'}\n");
  }

  /** What the generated policies refuse before a handler runs (netdev-genl-gen.c). */
  private static void checkPolicy(final NetdevRequest request) throws KernelException {
    final Long id = request.id();
    final boolean ofPool =
        request.operation() == NetdevRequest.Operation.PAGE_POOL_GET
            || request.operation() == NetdevRequest.Operation.PAGE_POOL_STATS_GET;
    if ((request.ifindex() != null && request.ifindex() < 1)
        || (ofPool && id != null && id < 1)
        || (request.type() != null && request.type() > 1)) {
      throw new KernelException(Errno.ERANGE, OUT_OF_RANGE);
    }
    if (request.scope() != null && request.scope() > 1) {
      throw new KernelException(Errno.EINVAL, "reserved bit set");
    }
    final boolean dumpOnly = request.operation() == NetdevRequest.Operation.QSTATS_GET;
    if (dumpOnly && !request.dump()) {
      throw new KernelException(Errno.EOPNOTSUPP);
    }
  }

  private static <T> T required(final @Nullable T attribute) throws KernelException {
    if (attribute == null) {
      throw new KernelException(Errno.EINVAL);
    }
    return attribute;
  }

  private NetDevice device(final int ifindex) throws KernelException {
    for (final NetDevice device : registered()) {
      if (device.ifindex() == ifindex) {
        return device;
      }
    }
    throw new KernelException(Errno.ENODEV);
  }

  private List<NetDevice> registered() {
    return devices.stream().filter(NetDevice::isRegistered).toList();
  }

  /** The device that a dump is about, or all. */
  private List<NetDevice> dumped(final NetdevRequest request) throws KernelException {
    final Integer ifindex = request.ifindex();
    return ifindex == null ? registered() : List.of(device(ifindex));
  }

  private List<PythonValue> devGet(final NetdevRequest request) throws KernelException {
    final List<NetDevice> wanted =
        request.dump() ? registered() : List.of(device(required(request.ifindex())));
    final List<PythonValue> messages = new ArrayList<>();
    for (final NetDevice device : wanted) {
      messages.add(
          new PythonValue.Dict()
              .put("ifindex", device.ifindex())
              .put("xdp-features", PythonValue.Atom.NO_FLAGS)
              .put("xdp-rx-metadata-features", PythonValue.Atom.NO_FLAGS)
              .put("xsk-features", PythonValue.Atom.NO_FLAGS));
    }
    return messages;
  }

  /** A pool that serves no device is not found; the newest pool of a device comes first. */
  private List<PythonValue> pagePools(final NetdevRequest request, final boolean statistics)
      throws KernelException {
    final Long id = request.dump() ? null : required(request.id());
    final List<PythonValue> messages = new ArrayList<>();
    for (final NetDevice device : devices) {
      final List<PagePool> ofDevice = new ArrayList<>(device.pagePools());
      Collections.reverse(ofDevice);
      for (final PagePool pool : ofDevice) {
        if (id == null || pool.id() == id) {
          messages.add(statistics ? pools.statistics(device, pool) : pools.message(device, pool));
        }
      }
    }
    if (id != null && messages.isEmpty()) {
      throw new KernelException(Errno.ENOENT);
    }
    return messages;
  }

  private List<PythonValue> queueGet(final NetdevRequest request) throws KernelException {
    final List<PythonValue> messages = new ArrayList<>();
    if (!request.dump()) {
      final long id = required(request.id());
      final int type = required(request.type());
      final NetDevice device = device(required(request.ifindex()));
      if (!device.isUp()) {
        throw new KernelException(Errno.ENOENT);
      }
      final int count = type == 0 ? device.rxQueues().size() : device.txQueues().size();
      if (id < 0 || id >= count) {
        throw new KernelException(Errno.EINVAL);
      }
      messages.add(type == 0 ? queues.rx(device, (int) id) : queues.tx(device, (int) id));
      return messages;
    }
    for (final NetDevice device : dumped(request)) {
      if (device.isUp()) {
        device.rxQueues().forEach(queue -> messages.add(queues.rx(device, queue.index())));
        device.txQueues().forEach(queue -> messages.add(queues.tx(device, queue.index())));
      }
    }
    return messages;
  }

  private List<PythonValue> napiGet(final NetdevRequest request) throws KernelException {
    final List<PythonValue> messages = new ArrayList<>();
    final List<NetDevice> wanted;
    final Long id;
    if (request.dump()) {
      wanted = dumped(request);
      id = null;
    } else {
      wanted = registered();
      id = required(request.id());
    }
    for (final NetDevice device : wanted) {
      for (final int napi : device.napiIds()) {
        if (id == null || napi == id) {
          messages.add(queues.napi(device, napi));
        }
      }
    }
    if (id != null && messages.isEmpty()) {
      throw new KernelException(Errno.ENOENT);
    }
    return messages;
  }

  private List<PythonValue> qstatsGet(final NetdevRequest request) throws KernelException {
    final Integer scope = request.scope();
    final boolean perQueue = scope != null && scope == 1;
    final List<PythonValue> messages = new ArrayList<>();
    for (final NetDevice device : dumped(request)) {
      final boolean counts = !device.rxQueueStats(0).isEmpty();
      if (!counts && request.ifindex() != null) {
        throw new KernelException(Errno.EOPNOTSUPP);
      }
      if (counts) {
        messages.addAll(
            perQueue ? queues.statsByQueue(device) : List.of(queues.statsOfDevice(device)));
      }
    }
    return messages;
  }

  /**
   * What ynl prints of a notification.
   *
   * @param name {@code page-pool-add-ntf} and the like
   * @param device the pool's device
   * @param pool the pool that it is about
   * @return the text
   */
  public String notification(final String name, final NetDevice device, final PagePool pool) {
    return PrettyPrinter.print(
        new PythonValue.Dict()
            .put("msg", pools.message(device, pool))
            .put("name", Objects.requireNonNull(name)));
  }
}
