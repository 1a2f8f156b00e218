package netmemsim.models.netmem;

import java.util.ArrayList;
import java.util.List;

/** The page allocator of a host: never runs out, reuses the page freed last. */
public final class HostMemory {
  private final List<Page> free = new ArrayList<>();
  private long allocated;

  /** Takes a page. */
  Page allocate() {
    allocated++;
    return free.isEmpty() ? new Page() : free.remove(free.size() - 1);
  }

  /** Gives a page back. */
  void free(final Page page) {
    allocated--;
    free.add(page);
  }

  /** Pages in use. */
  public long allocated() {
    return allocated;
  }
}
