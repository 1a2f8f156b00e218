package netmemsim.models.hook;

import netmemsim.core.entity.Entity;
import netmemsim.models.packet.Skb;

/** A rule that drops: the end of traffic that nobody on the host is to answer. */
public final class Discard extends SkbHook {
  /**
   * A rule.
   *
   * @param parent where it is installed
   * @param name its name
   * @param port the destination port of its rule, or {@link #ANY_PORT}
   */
  public Discard(final Entity parent, final String name, final int port) {
    super(parent, name, port);
  }

  @Override
  boolean see(final Skb skb) {
    matched.increment();
    return drop(skb);
  }
}
