package netmemsim.models.netmem;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page allocator of a host: reuses the page freed last, one list for each NUMA node and order.
 * Runs out only when it is told to.
 */
public final class HostMemory {
  private static final int ORDERS = 11;
  private final List<List<Page>> free = new ArrayList<>();
  private long allocated;
  private long failures;

  /**
   * Takes a page.
   *
   * @param nid the NUMA node
   * @param order its order
   * @return the page, or null when an allocation was to fail
   */
  @Nullable Page allocate(final int nid, final int order) {
    if (failures > 0) {
      failures--;
      return null;
    }
    allocated += 1L << order;
    final List<Page> pages = list(nid, order);
    return pages.isEmpty() ? new Page(this, nid, order) : pages.remove(pages.size() - 1);
  }

  /** Gives a page back. */
  void free(final Page page) {
    allocated -= 1L << page.order();
    list(page.nid(), page.order()).add(page);
  }

  private List<Page> list(final int nid, final int order) {
    final int index = nid * ORDERS + order;
    while (free.size() <= index) {
      free.add(new ArrayList<>());
    }
    return free.get(index);
  }

  /**
   * Makes the next allocations fail, as under memory pressure.
   *
   * @param times how many
   */
  public void failNext(final long times) {
    failures = times;
  }

  /** Pages in use. */
  public long allocated() {
    return allocated;
  }
}
