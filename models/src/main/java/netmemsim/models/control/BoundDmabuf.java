package netmemsim.models.control;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import netmemsim.models.netmem.DmabufBinding;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.RxQueue;

/** A binding with the device and queues that it is bound to ({@code bound_rxqs}). */
public final class BoundDmabuf {
  private final DmabufBinding binding;
  private final NetDevice device;
  final List<RxQueue> queues = new ArrayList<>();

  BoundDmabuf(final DmabufBinding binding, final NetDevice device) {
    this.binding = binding;
    this.device = device;
  }

  /** The binding. */
  public DmabufBinding binding() {
    return binding;
  }

  /** The device. */
  public NetDevice device() {
    return device;
  }

  /** The queues, in order of binding. */
  public List<RxQueue> queues() {
    return Collections.unmodifiableList(queues);
  }
}
