package netmemsim.models.netmem;

/** One buffer of a bound dma-buf (struct net_iov): the CPU cannot read it. */
public final class NetIov extends Netmem {
  private final DmabufBinding binding;
  private final int index;
  private final long dmabufOffset;

  NetIov(final DmabufBinding binding, final int index, final long dmabufOffset) {
    this.binding = binding;
    this.index = index;
    this.dmabufOffset = dmabufOffset;
  }

  @Override
  public boolean isNetIov() {
    return true;
  }

  /** The binding that it belongs to, which outlives it. */
  public DmabufBinding binding() {
    return binding;
  }

  /** Its rank among the binding's net_iovs, in scatterlist order. */
  int index() {
    return index;
  }

  /**
   * Byte offset in the dma-buf: where its scatterlist entry begins plus its place there
   * (base_virtual, kernel-facts.md 1.3).
   */
  public long dmabufOffset() {
    return dmabufOffset;
  }
}
