package netmemsim.models.netmem;

/** One buffer of a bound dma-buf (struct net_iov): the CPU cannot read it. */
public final class NetIov extends Netmem {
  private final DmabufBinding binding;
  private final int index;

  NetIov(final DmabufBinding binding, final int index) {
    this.binding = binding;
    this.index = index;
  }

  @Override
  public boolean isNetIov() {
    return true;
  }

  /** The binding that it belongs to, which outlives it. */
  public DmabufBinding binding() {
    return binding;
  }

  /** Its rank in the dma-buf, in scatterlist order. */
  int index() {
    return index;
  }

  /** Byte offset in the dma-buf: linear in scatterlist order (kernel-facts.md 1.3). */
  public long dmabufOffset() {
    return (long) index * PAGE_SIZE;
  }
}
