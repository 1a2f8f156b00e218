package netmemsim.models.hook;

import netmemsim.core.entity.Entity;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.SkbSwitch;
import netmemsim.models.packet.Skb;

/**
 * A netfilter rule that drops what has a value in four bytes of its payload
 * (net/netfilter/xt_u32.c). Bytes that cannot be read: a BUG before July 2026, then a drop of the
 * packet (hotdrop). Which value is there is not looked at: whatever can be read does not match.
 */
public final class U32Match extends SkbHook {
  private static final int VALUE_BYTES = 4;
  private final int offset;
  private final boolean hotdrop;

  /**
   * A rule.
   *
   * @param parent where it is installed
   * @param name its name
   * @param port the destination port of its rule, or {@link #ANY_PORT}
   * @param offset where the four bytes begin, from the IP header on
   * @param kernel the host's kernel
   */
  public U32Match(
      final Entity parent,
      final String name,
      final int port,
      final int offset,
      final KernelProfile kernel) {
    super(parent, name, port);
    this.offset = offset;
    this.hotdrop = kernel.has(SkbSwitch.U32_HOTDROPS_UNREADABLE);
  }

  @Override
  boolean see(final Skb skb) {
    if (offset > length(skb) - VALUE_BYTES || offset + VALUE_BYTES <= readableLength(skb)) {
      return true;
    }
    if (hotdrop) {
      refused.increment();
    } else {
      badAccess.increment();
    }
    return drop(skb);
  }
}
