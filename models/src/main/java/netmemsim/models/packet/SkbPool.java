package netmemsim.models.packet;

import netmemsim.models.netmem.Netmem;
import netmemsim.models.payload.Zeros;
import org.jspecify.annotations.Nullable;

/** Socket buffers for reuse; one pool for each host. */
public final class SkbPool {
  private @Nullable Skb firstFree;
  private long live;

  /** References to network memory that fragments of live buffers hold. */
  long fragmentReferences;

  /** Takes an empty buffer. */
  public Skb take() {
    Skb skb = firstFree;
    if (skb == null) {
      skb = new Skb(this);
    } else {
      firstFree = skb.nextFree;
      skb.nextFree = null;
      skb.free = false;
    }
    live++;
    return skb;
  }

  void free(final Skb skb) {
    Skb member = skb.fragList;
    while (member != null) {
      final Skb following = member.next;
      freeOne(member);
      member = following;
    }
    freeOne(skb);
  }

  private void freeOne(final Skb skb) {
    if (skb.free) {
      throw new IllegalStateException("freed twice");
    }
    fragmentReferences -= skb.fragments;
    for (int i = 0; i < skb.fragments; i++) {
      final Netmem memory = skb.fragmentMemory[i];
      skb.fragmentMemory[i] = null;
      if (memory != null) {
        memory.put();
      }
    }
    clear(skb);
    skb.free = true;
    skb.nextFree = firstFree;
    firstFree = skb;
    live--;
  }

  private static void clear(final Skb skb) {
    skb.tcp.clear();
    skb.tcp.sourcePort = 0;
    skb.tcp.destinationPort = 0;
    skb.source = null;
    skb.destination = null;
    skb.destinationNode = 0;
    skb.ipId = 0;
    skb.payloadBytes = 0;
    skb.linearBytes = 0;
    skb.content = Zeros.INSTANCE;
    skb.contentPosition = 0;
    if (skb.fragments > 0 || skb.fragList != null) {
      skb.fragments = 0;
      skb.fragList = null;
      skb.fragListTail = null;
    }
    skb.unreadable = false;
    skb.checksumNone = false;
    skb.ppRecycle = false;
    skb.next = null;
    skb.previous = null;
    skb.truesize = 0;
    skb.tailroomBytes = 0;
    skb.gsoSize = 0;
    skb.gsoSegments = 0;
    skb.hash = 0;
    skb.startOffset = 0;
    skb.endOffset = 0;
    skb.timestampPs = 0;
    skb.departurePs = 0;
    skb.queue = 0;
    skb.transmitObserver = null;
  }

  /** Buffers taken and not yet freed, those on frag_lists included. */
  public long live() {
    return live;
  }

  /** References to network memory that fragments of live buffers hold. */
  public long fragmentReferences() {
    return fragmentReferences;
  }
}
