package netmemsim.models.netmem;

/** A page of host memory, or 2^order of them in a row: the CPU can read it. */
public final class Page extends Netmem {
  private final HostMemory memory;
  private final int nid;
  private final int order;
  private boolean returned;

  Page(final HostMemory memory, final int nid, final int order) {
    this.memory = memory;
    this.nid = nid;
    this.order = order;
  }

  @Override
  public boolean isNetIov() {
    return false;
  }

  /** The NUMA node that it is on. */
  public int nid() {
    return nid;
  }

  int order() {
    return order;
  }

  /**
   * Somebody outside the pool takes a reference (get_page), as a mapping into user space does: the
   * pool will not recycle the page.
   */
  public void getPage() {
    pageReferences++;
  }

  /** Drops a reference of {@link #getPage}. */
  public void putPage() {
    if (--pageReferences == 0 && returned) {
      returned = false;
      memory.free(this);
    }
  }

  /** The pool drops its reference (put_page): the page is free when nobody else has one. */
  void release() {
    if (pageReferences == 0) {
      memory.free(this);
    } else {
      returned = true;
    }
  }
}
