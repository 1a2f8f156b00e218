package netmemsim.models.control;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import netmemsim.models.netmem.DmabufBinding;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.RxQueue;
import org.jspecify.annotations.Nullable;

/** A binding with the device and queues that it is bound to ({@code bound_rxqs}). */
public final class BoundDmabuf {
  private final DmabufBinding binding;
  private @Nullable NetDevice device;
  final List<RxQueue> queues = new ArrayList<>();

  BoundDmabuf(final DmabufBinding binding, final NetDevice device) {
    this.binding = binding;
    this.device = device;
  }

  /** The binding. */
  public DmabufBinding binding() {
    return binding;
  }

  /** The device, or null once that was unregistered. */
  public @Nullable NetDevice device() {
    return device;
  }

  /**
   * The device is being unregistered (mp_dmabuf_devmem_uninstall): its queues are the binding's no
   * more.
   *
   * @param forget whether the binding lets go of the device too
   */
  void uninstall(final boolean forget) {
    queues.clear();
    if (forget) {
      device = null;
    }
  }

  /** The queues, in order of binding. */
  public List<RxQueue> queues() {
    return Collections.unmodifiableList(queues);
  }
}
