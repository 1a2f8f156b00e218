package netmemsim.models.control.netdev;

import netmemsim.models.netmem.DmabufBinding;
import netmemsim.models.netmem.MemoryProvider;
import netmemsim.models.netmem.ZcrxArea;
import org.jspecify.annotations.Nullable;

/** What a memory provider says of itself in messages about its queue and its pools (nl_fill). */
final class ProviderAttribute {
  private ProviderAttribute() {}

  /** The id of a dma-buf's binding; of an io_uring only that it is one. */
  static void put(final PythonValue.Dict message, final @Nullable MemoryProvider provider) {
    if (provider instanceof DmabufBinding binding) {
      message.put("dmabuf", binding.id());
    } else if (provider instanceof ZcrxArea) {
      message.put("io-uring", new PythonValue.Dict());
    }
  }
}
