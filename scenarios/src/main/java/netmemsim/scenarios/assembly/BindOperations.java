package netmemsim.scenarios.assembly;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import netmemsim.models.control.BindRxRequest;
import netmemsim.models.control.BindTxRequest;
import netmemsim.models.control.NetlinkSocket;
import netmemsim.models.control.QueueRef;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.Dmabuf;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.XskMode;
import netmemsim.scenarios.language.BindRx;
import netmemsim.scenarios.language.BindTx;
import netmemsim.scenarios.language.CloseSocket;
import netmemsim.scenarios.language.DmabufFd;
import netmemsim.scenarios.language.DmabufSpec;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.QueueId;
import netmemsim.scenarios.language.Unregister;
import netmemsim.scenarios.language.XskBind;
import org.jspecify.annotations.Nullable;

/** Operations that make owners of queues, and those that make them go. */
final class BindOperations {
  private final LoadedScenario loaded;

  BindOperations(final LoadedScenario loaded) {
    this.loaded = loaded;
  }

  Runnable bindRx(
      final HostModel host,
      final BindRx bind,
      final @Nullable String as,
      final String pointer,
      final boolean instant,
      final Consumer<Result> log) {
    final Integer ifindex =
        bind.omit().contains(BindRx.Attribute.IFINDEX)
            ? null
            : ifindex(host, bind.dev(), bind.ifindex());
    final List<QueueRef> queues =
        bind.omit().contains(BindRx.Attribute.QUEUES)
            ? null
            : bind.queues().stream().map(BindOperations::queueRef).toList();
    final String socketName = bind.socket() == null ? as : bind.socket();
    final boolean omitFd = bind.omit().contains(BindRx.Attribute.FD);
    return () -> {
      final Dmabuf dmabuf = dmabuf(host, bind.dmabuf(), pointer);
      host.netlink.bindRx(
          new BindRxRequest(
              bind.admin(),
              ifindex,
              omitFd ? null : fd(bind.fd(), dmabuf),
              queues,
              !bind.replyLost()),
          socket(host, socketName),
          instant,
          closing(dmabuf, log));
    };
  }

  Runnable bindTx(
      final HostModel host,
      final BindTx bind,
      final @Nullable String as,
      final String pointer,
      final Consumer<Result> log) {
    final Integer ifindex = ifindex(host, bind.dev(), bind.ifindex());
    final String socketName = bind.socket() == null ? as : bind.socket();
    return () -> {
      final Dmabuf dmabuf = dmabuf(host, bind.dmabuf(), pointer);
      final boolean omitFd = dmabuf == null && bind.fd() == null;
      host.netlink.bindTx(
          new BindTxRequest(ifindex, omitFd ? null : fd(bind.fd(), dmabuf)),
          socket(host, socketName),
          closing(dmabuf, log));
    };
  }

  private static NetlinkSocket socket(final HostModel host, final @Nullable String name) {
    return name == null
        ? new NetlinkSocket()
        : host.sockets.computeIfAbsent(name, made -> new NetlinkSocket());
  }

  /** The caller closes its descriptor: from now on only a binding keeps the dma-buf. */
  private static Consumer<Result> closing(
      final @Nullable Dmabuf dmabuf, final Consumer<Result> log) {
    return result -> {
      if (dmabuf != null) {
        dmabuf.put();
      }
      log.accept(result);
    };
  }

  private static @Nullable Integer ifindex(
      final HostModel host, final @Nullable String dev, final @Nullable Integer given) {
    return dev == null ? given : Integer.valueOf(device(host, dev).ifindex());
  }

  private static NetDevice device(final HostModel host, final String name) {
    return Objects.requireNonNull(host.devices.get(name));
  }

  private static QueueRef queueRef(final QueueId queue) {
    return new QueueRef(
        queue.id(), queue.type() == QueueId.Type.RX ? QueueRef.Type.RX : QueueRef.Type.TX);
  }

  private @Nullable Dmabuf dmabuf(
      final HostModel host, final @Nullable DmabufSpec spec, final String pointer) {
    if (spec == null) {
      return null;
    }
    final var exporter = Dmabufs.exporter(host, spec, loaded, pointer + "/dmabuf");
    return Dmabufs.export(exporter, spec);
  }

  private static netmemsim.models.control.DmabufFd fd(
      final @Nullable DmabufFd fd, final @Nullable Dmabuf dmabuf) {
    if (dmabuf != null) {
      return netmemsim.models.control.DmabufFd.of(dmabuf);
    }
    return fd instanceof DmabufFd.NotADmabuf
        ? netmemsim.models.control.DmabufFd.NOT_A_DMABUF
        : netmemsim.models.control.DmabufFd.CLOSED;
  }

  /** The owner of a queue that an AF_XDP socket is, until it is closed. */
  static Runnable xskBind(
      final HostModel host,
      final XskBind bind,
      final @Nullable String as,
      final Consumer<Result> log) {
    final NetDevice device = device(host, bind.dev());
    final String name = bind.socket() == null ? as : bind.socket();
    return () -> {
      if (!device.isRegistered()) {
        log.accept(Result.error(Errno.ENODEV));
        return;
      }
      if (name != null && host.xskSockets.containsKey(name)) {
        log.accept(Result.error(Errno.EBUSY));
        return;
      }
      try {
        device.xdp().bindSocket(bind.queue(), XskMode.valueOf(bind.mode().name()));
      } catch (KernelException e) {
        log.accept(e.result());
        return;
      }
      if (name != null) {
        host.xskSockets.put(name, () -> device.xdp().releaseSocket(bind.queue()));
      }
      log.accept(Result.OK);
    };
  }

  static Runnable close(
      final HostModel host,
      final CloseSocket close,
      final boolean instant,
      final Consumer<Result> log) {
    return () -> {
      final Runnable release = host.xskSockets.remove(close.socket());
      final NetlinkSocket socket = host.sockets.get(close.socket());
      if (release != null) {
        release.run();
        log.accept(Result.OK);
      } else if (socket == null || socket.isClosed()) {
        log.accept(Result.error(Errno.EBADF));
      } else {
        host.netlink.close(socket, instant, () -> log.accept(Result.OK));
      }
    };
  }

  static Runnable unregister(
      final HostModel host, final Unregister unregister, final Consumer<Result> log) {
    final NetDevice device = device(host, unregister.dev());
    return () -> {
      if (device.isRegistered()) {
        host.netlink.unregister(device, () -> log.accept(Result.OK));
      } else {
        log.accept(Result.error(Errno.ENODEV));
      }
    };
  }
}
