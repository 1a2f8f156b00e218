package netmemsim.models.hook;

import java.util.function.Consumer;
import netmemsim.core.entity.Entity;
import netmemsim.models.netmem.ContentReader;
import netmemsim.models.netmem.Netmem;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.SkbPool;
import netmemsim.models.payload.Content;
import org.jspecify.annotations.Nullable;

/**
 * The tc action mirred (net/sched/act_mirred.c): sends the buffer, or a clone of it, out of another
 * device. A clone shares the fragments and keeps the mark that they cannot be read.
 */
public final class Mirred extends SkbHook implements ContentReader {
  private final Consumer<Skb> egress;
  private final @Nullable SkbPool clones;
  private @Nullable Content firstContent;
  private long firstPosition;

  /**
   * An action.
   *
   * @param parent where it is installed
   * @param name its name
   * @param port the destination port of its filter, or {@link #ANY_PORT}
   * @param egress sends a buffer out
   * @param clones where clones come from to mirror; null to redirect
   */
  public Mirred(
      final Entity parent,
      final String name,
      final int port,
      final Consumer<Skb> egress,
      final @Nullable SkbPool clones) {
    super(parent, name, port);
    this.egress = egress;
    this.clones = clones;
  }

  @Override
  boolean see(final Skb skb) {
    matched.increment();
    final SkbPool pool = clones;
    final Skb out = pool == null ? skb : cloneOf(skb, pool);
    prepare(out);
    egress.accept(out);
    return pool != null;
  }

  private static Skb cloneOf(final Skb skb, final SkbPool pool) {
    final Skb copy = part(skb, pool);
    copy.tcp.copyFrom(skb.tcp);
    copy.source = skb.source;
    copy.destination = skb.destination;
    copy.gsoSize = skb.gsoSize;
    copy.gsoSegments = skb.gsoSegments;
    copy.hash = skb.hash;
    for (Skb member = skb.fragList; member != null; member = member.next) {
      copy.addToFragList(part(member, pool));
    }
    return copy;
  }

  private static Skb part(final Skb skb, final SkbPool pool) {
    final Skb copy = pool.take();
    copy.linearBytes = skb.linearBytes;
    copy.payloadBytes = skb.linearBytes;
    copy.content = skb.content;
    copy.contentPosition = skb.contentPosition;
    copy.truesize = skb.truesize;
    for (int i = 0; i < skb.fragments; i++) {
      final Netmem memory = skb.fragmentMemory[i];
      if (memory != null) {
        memory.get();
        copy.addFragment(memory, skb.fragmentOffset[i], skb.fragmentBytes[i]);
      }
    }
    return copy;
  }

  /** On the way out a buffer's payload is a stretch of a stream: that of its first byte. */
  private void prepare(final Skb skb) {
    if (skb.linearBytes == 0 && skb.fragments > 0) {
      final Netmem memory = skb.fragmentMemory[0];
      firstContent = null;
      if (memory != null) {
        memory.read(skb.fragmentOffset[0], 1, this);
      }
      final Content content = firstContent;
      if (content != null) {
        skb.content = content;
        skb.contentPosition = firstPosition;
      }
    }
  }

  @Override
  public void piece(final Content content, final long position, final int lengthBytes) {
    firstContent = content;
    firstPosition = position;
  }

  @Override
  public void hole(final int lengthBytes) {
    firstContent = null;
  }
}
