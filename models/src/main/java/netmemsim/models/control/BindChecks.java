package netmemsim.models.control;

import java.util.ArrayList;
import java.util.List;
import netmemsim.models.kernel.BindingSwitch;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.netmem.Dmabuf;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.RxQueue;

/**
 * What bind-rx tests, in the order of each version (kernel-facts.md 1.2; net/core/netdev-genl.c,
 * net/core/devmem.c, net/core/netdev_rx_queue.c).
 */
final class BindChecks {
  private BindChecks() {}

  /** What the generic netlink core and the handler ask before they look at the device. */
  static void request(final BindRxRequest request) throws KernelException {
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
  }

  /** Checks of the device, and of the queue list where the version reads it first. */
  static List<QueueRef> device(
      final KernelProfile kernel, final NetDevice device, final List<QueueRef> queues)
      throws KernelException {
    if (kernel.has(BindingSwitch.BIND_NEEDS_OPS_LOCK) && !device.profile().queueManagement()) {
      throw new KernelException(Errno.EOPNOTSUPP);
    }
    if (kernel.has(BindingSwitch.BIND_CHECKS_XDP_FIRST) && device.xdp().isAttached()) {
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
    int last = -1;
    for (int id = 0; id < wanted.length; id++) {
      if (wanted[id]) {
        ascending.add(QueueRef.rx(id));
        if (last >= 0
            && kernel.has(BindingSwitch.DMA_DEVICE_PER_QUEUE)
            && device.dmaDevice(last) != device.dmaDevice(id)) {
          throw new KernelException(
              Errno.EOPNOTSUPP,
              "DMA device mismatch between queue " + last + " and " + id + " (multi-PF device?)");
        }
        last = id;
      }
    }
    return ascending;
  }

  /** Looks the descriptor up (dma_buf_get). */
  static Dmabuf dmabuf(final KernelProfile kernel, final DmabufFd fd) throws KernelException {
    if (fd.dmabuf() == null && kernel.has(BindingSwitch.BIND_ANSWERS_EBADFD)) {
      throw new KernelException(Errno.EBADFD);
    }
    return fd.get();
  }

  /** Checks a queue before it gets the provider. */
  static RxQueue queue(final KernelProfile kernel, final NetDevice device, final QueueRef wanted)
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
    if (!kernel.has(BindingSwitch.BIND_CHECKS_XDP_FIRST) && device.xdp().isAttached()) {
      throw new KernelException(
          Errno.EEXIST, "unable to custom memory provider to device with XDP program attached");
    }
    if (queue.memoryProvider() != null) {
      throw new KernelException(Errno.EEXIST, "designated queue already memory provider bound");
    }
    if (device.xdp().hasSocket(id)) {
      throw new KernelException(Errno.EBUSY, "designated queue already in use by AF_XDP");
    }
    return queue;
  }

  /** What bind-tx asks before it looks at the device (kernel-facts.md 8.1). */
  static void transmitRequest(final KernelProfile kernel, final BindTxRequest request)
      throws KernelException {
    if (!kernel.has(BindingSwitch.BIND_TX)) {
      throw new KernelException(Errno.EOPNOTSUPP);
    }
    final Integer ifindex = request.ifindex();
    if (ifindex != null && ifindex < 1) {
      throw new KernelException(Errno.ERANGE, "integer out of range");
    }
    if (ifindex == null || request.fd() == null) {
      throw new KernelException(Errno.EINVAL);
    }
  }
}
