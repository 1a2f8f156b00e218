package netmemsim.models.nic;

/** The ids of a host's page pools: from 1 up, never used again (net/core/page_pool_user.c). */
public final class PagePoolIds {
  private int last;

  int next() {
    return ++last;
  }
}
