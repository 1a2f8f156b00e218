package netmemsim.models.hook;

import netmemsim.core.entity.Entity;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.SkbSwitch;
import netmemsim.models.packet.Skb;

/**
 * A netfilter target that writes into the packet: the DSCP target (net/netfilter/xt_DSCP.c), or any
 * other that asks skb_ensure_writable for the bytes before it. What cannot be made writable is
 * dropped.
 */
public final class HeaderRewrite extends SkbHook {
  private static final int ECN_MASK = 3;
  private final int dscp;
  private final int writeBytes;
  private final boolean headIsEnough;

  /**
   * A target.
   *
   * @param parent where it is installed
   * @param name its name
   * @param port the destination port of its rule, or {@link #ANY_PORT}
   * @param dscp the code point that it sets, 0 to 63
   * @param writeBytes bytes from the IP header on that it asks for; 0 for the IP header
   * @param kernel the host's kernel
   */
  public HeaderRewrite(
      final Entity parent,
      final String name,
      final int port,
      final int dscp,
      final int writeBytes,
      final KernelProfile kernel) {
    super(parent, name, port);
    this.dscp = dscp;
    this.writeBytes = writeBytes;
    this.headIsEnough = kernel.has(SkbSwitch.ENSURE_WRITABLE_IN_HEAD);
  }

  @Override
  boolean see(final Skb skb) {
    final int wanted = writeBytes == 0 ? ipHeaderBytes(skb) : writeBytes;
    if (!isWritable(skb, wanted)) {
      refused.increment();
      return drop(skb);
    }
    matched.increment();
    skb.tcp.dsfield = (dscp << 2) | (skb.tcp.dsfield & ECN_MASK);
    return true;
  }

  /** skb_ensure_writable (net/core/skbuff.c). */
  private boolean isWritable(final Skb skb, final int wanted) {
    if (!skb.unreadable) {
      return wanted <= length(skb);
    }
    return headIsEnough && wanted <= headLength(skb);
  }
}
