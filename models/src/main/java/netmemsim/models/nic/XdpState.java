package netmemsim.models.nic;

import java.util.ArrayList;
import java.util.List;
import netmemsim.models.kernel.BindingSwitch;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;

/**
 * The XDP program and the AF_XDP sockets of a device, as owners of it and of its queues
 * (net/core/dev.c, net/xdp/xsk_buff_pool.c). What they do to packets is not modelled.
 */
public final class XdpState {
  private final NetDevice device;
  private boolean attached;
  private boolean singleBuffer;
  private final List<Integer> socketQueues = new ArrayList<>();

  XdpState(final NetDevice device) {
    this.device = device;
  }

  /** Whether a program is attached (dev_xdp_prog_count). */
  public boolean isAttached() {
    return attached;
  }

  /** Whether a program is attached that takes no fragments (dev_xdp_sb_prog_count). */
  public boolean isSingleBuffer() {
    return attached && singleBuffer;
  }

  /**
   * Attaches a program (dev_xdp_attach, dev_xdp_install).
   *
   * @param frags whether it handles packets in several buffers
   * @throws KernelException EBUSY while there is one, under a memory provider, and since v6.14 for
   *     a single-buffer program while tcp-data-split is on
   */
  public void attach(final boolean frags) throws KernelException {
    final KernelProfile kernel = device.host().kernel();
    if (attached) {
      throw new KernelException(Errno.EBUSY, "XDP program already attached");
    }
    if (!frags
        && device.tcpDataSplit() == NetDevice.TcpDataSplit.ON
        && kernel.has(BindingSwitch.XDP_EXCLUDES_DATA_SPLIT)) {
      throw new KernelException(
          Errno.EBUSY, "unable to install XDP to device using tcp-data-split");
    }
    if (device.hasMemoryProvider()) {
      throw new KernelException(
          Errno.EBUSY, "unable to install XDP to device using memory provider");
    }
    attached = true;
    singleBuffer = !frags;
  }

  /** Detaches the program, if there is one. */
  public void detach() {
    attached = false;
  }

  /** Whether an AF_XDP socket is bound to a queue ({@code rxq->pool}). */
  public boolean hasSocket(final int queue) {
    return socketQueues.contains(queue);
  }

  /** The highest queue with an AF_XDP socket in zero-copy mode or not, or -1. */
  public int highestSocketQueue() {
    return socketQueues.stream().mapToInt(Integer::intValue).max().orElse(-1);
  }

  /**
   * Binds an AF_XDP socket to a queue (xp_assign_dev). A memory provider is in the way of zero copy
   * only; a socket that insists on neither mode then gets copy mode.
   *
   * @param queue the queue
   * @param mode what the socket asks for
   * @return the mode it got
   * @throws KernelException EBUSY for a queue that has a socket, or for zero copy under a memory
   *     provider; EINVAL for a queue that does not exist; EOPNOTSUPP for zero copy without a driver
   *     that can
   */
  public XskMode bindSocket(final int queue, final XskMode mode) throws KernelException {
    if (hasSocket(queue)) {
      throw new KernelException(Errno.EBUSY);
    }
    if (queue < 0 || queue >= Math.max(device.rxQueues().size(), device.txQueues().size())) {
      throw new KernelException(Errno.EINVAL);
    }
    Errno refusal = Errno.OK;
    if (mode != XskMode.COPY) {
      if (!device.driver().xskZeroCopy(device.host().kernel())) {
        refusal = Errno.EOPNOTSUPP;
      } else if (device.hasMemoryProvider()) {
        refusal = Errno.EBUSY;
      }
    }
    if (refusal != Errno.OK && mode == XskMode.ZEROCOPY) {
      throw new KernelException(refusal);
    }
    socketQueues.add(queue);
    return mode == XskMode.COPY || refusal != Errno.OK ? XskMode.COPY : XskMode.ZEROCOPY;
  }

  /** Releases a queue from its AF_XDP socket. */
  public void releaseSocket(final int queue) {
    socketQueues.remove(Integer.valueOf(queue));
  }

  void uninstall() {
    attached = false;
    socketQueues.clear();
  }
}
