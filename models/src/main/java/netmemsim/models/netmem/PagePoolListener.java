package netmemsim.models.netmem;

/** Is told what becomes of page pools (netdev_nl_page_pool_event, net/core/page_pool_user.c). */
@FunctionalInterface
public interface PagePoolListener {
  /** A notification of the netlink group page-pool. */
  enum Change {
    /** page-pool-add-ntf: it was made. */
    ADD("page-pool-add-ntf"),
    /** page-pool-change-ntf: it was destroyed with buffers in flight and is now detached. */
    CHANGE("page-pool-change-ntf"),
    /** page-pool-del-ntf: it is gone. */
    DEL("page-pool-del-ntf");

    private final String netlinkName;

    Change(final String netlinkName) {
      this.netlinkName = netlinkName;
    }

    /** Its name in the specification. */
    public String netlinkName() {
      return netlinkName;
    }
  }

  /**
   * Something became of a pool.
   *
   * @param pool the pool
   * @param change what
   */
  void changed(PagePool pool, Change change);
}
