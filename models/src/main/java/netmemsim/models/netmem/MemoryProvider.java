package netmemsim.models.netmem;

import netmemsim.models.kernel.KernelException;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of a memory provider (struct memory_provider_ops,
 * include/net/page_pool/memory_provider.h).
 */
public interface MemoryProvider {
  /**
   * A pool is created on the provider.
   *
   * @param pool the pool
   * @throws KernelException when the provider refuses it
   */
  void init(PagePool pool) throws KernelException;

  /**
   * Allocates a buffer.
   *
   * @return a buffer, or null when there is none
   */
  @Nullable Netmem allocate();

  /**
   * Takes a buffer back.
   *
   * @param netmem a buffer that it allocated
   */
  void release(Netmem netmem);

  /**
   * Whether its operations are in the kernel's read-only data; a module's are not, and no pool
   * takes them.
   */
  default boolean isBuiltIn() {
    return true;
  }

  /** A pool that was created on the provider is gone. */
  void destroy();
}
