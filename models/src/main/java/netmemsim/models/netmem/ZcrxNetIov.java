package netmemsim.models.netmem;

/**
 * One buffer of an io_uring area (struct net_iov of type NET_IOV_IOURING): unreadable to the stack
 * like a dma-buf's, but not device memory.
 */
public final class ZcrxNetIov extends Netmem {
  private final int index;

  ZcrxNetIov(final int index) {
    this.index = index;
  }

  @Override
  public boolean isNetIov() {
    return true;
  }

  /** Its rank in the area. */
  int index() {
    return index;
  }
}
