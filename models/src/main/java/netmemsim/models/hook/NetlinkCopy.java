package netmemsim.models.hook;

import netmemsim.core.entity.Entity;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.SkbSwitch;
import netmemsim.models.packet.Skb;

/**
 * A rule that sends packets to user space through netlink: nfqueue, whose program accepts all, or
 * nflog (net/netfilter/nfnetlink_queue.c, nfnetlink_log.c). Before July 2026 skb_zerocopy put the
 * fragments of an unreadable buffer into the message as if they were pages; since then the copy
 * ends with the linear part.
 */
public final class NetlinkCopy extends SkbHook {
  private final int copyRange;
  private final boolean linearOnly;

  /**
   * A rule.
   *
   * @param parent where it is installed
   * @param name its name
   * @param port the destination port of its rule, or {@link #ANY_PORT}
   * @param copyRange most bytes of a message, from the IP header on
   * @param kernel the host's kernel
   */
  public NetlinkCopy(
      final Entity parent,
      final String name,
      final int port,
      final int copyRange,
      final KernelProfile kernel) {
    super(parent, name, port);
    this.copyRange = copyRange;
    this.linearOnly = kernel.has(SkbSwitch.NFNETLINK_LINEAR_ONLY);
  }

  @Override
  boolean see(final Skb skb) {
    if (!linearOnly && Math.min(copyRange, length(skb)) > readableLength(skb)) {
      badAccess.increment();
      return true;
    }
    matched.increment();
    capture(skb, copyRange, 0);
    return true;
  }
}
