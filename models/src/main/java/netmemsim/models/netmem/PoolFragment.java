package netmemsim.models.netmem;

import org.jspecify.annotations.Nullable;

/**
 * The buffer that a pool hands out in parts (page_pool_alloc_frag_netmem, v6.12). The kernel gives
 * it a bias of LONG_MAX / 2 references and takes back what was not used up; here the pool holds one
 * reference of its own for as long, which leaves the same users.
 */
final class PoolFragment {
  private final PagePool pool;
  private final int bufferBytes;
  private @Nullable Netmem current;
  private int nextOffset;
  private int lastOffset;

  PoolFragment(final PagePool pool) {
    this.pool = pool;
    this.bufferBytes = Netmem.PAGE_SIZE << pool.params().order();
  }

  /** Where the part allocated last begins, bytes. */
  int lastOffset() {
    return lastOffset;
  }

  /** References that the pool itself holds. */
  int ownReferences() {
    return current == null ? 0 : 1;
  }

  @Nullable Netmem allocate(final int sizeBytes) {
    if (sizeBytes > bufferBytes) {
      throw new IllegalArgumentException(
          "a part of " + sizeBytes + " bytes does not fit a buffer of " + bufferBytes);
    }
    Netmem netmem = current;
    if (netmem != null && nextOffset + sizeBytes > bufferBytes) {
      netmem = drain(netmem);
    }
    if (netmem == null) {
      netmem = pool.allocate();
      if (netmem == null) {
        return null;
      }
      current = netmem;
      nextOffset = 0;
    }
    netmem.get();
    lastOffset = nextOffset;
    nextOffset += sizeBytes;
    return netmem;
  }

  /**
   * The pool is done with the buffer (page_pool_drain_frag). When nobody has a part any more, it is
   * handed out anew; the kernel counts a return and an allocation.
   *
   * @return the buffer, or null when parts of it are in use
   */
  private @Nullable Netmem drain(final Netmem netmem) {
    if (netmem.ppRefCount == 1 && netmem.pageReferences == 0) {
      pool.stats().cached.increment();
      pool.stats().fast.increment();
      nextOffset = 0;
      return netmem;
    }
    free();
    return null;
  }

  /** Gives up the buffer (page_pool_free_frag): it is not recycled. */
  void free() {
    final Netmem netmem = current;
    current = null;
    if (netmem == null) {
      return;
    }
    if (netmem.ppRefCount > 1) {
      netmem.put();
    } else {
      pool.users--;
      pool.release(netmem);
    }
  }
}
