package netmemsim.models.packet;

import netmemsim.models.netmem.ContentReader;
import netmemsim.models.netmem.Netmem;
import netmemsim.models.payload.Content;
import netmemsim.models.payload.Zeros;
import org.jspecify.annotations.Nullable;

/**
 * A socket buffer (struct sk_buff): headers, payload in a linear part and in fragments of network
 * memory, further buffers on a frag_list, and the memory it is charged for. On the way out the
 * payload is a stretch of the sender's stream and there are no fragments. Pooled.
 */
public final class Skb {
  /** MAX_SKB_FRAGS as configured by default (include/linux/skbuff.h, v6.12). */
  public static final int MAX_SKB_FRAGS = 17;

  /** TCP header of the first segment in it; see {@link #takeHeader}. */
  public TcpHeader tcp = new TcpHeader();

  /** Source address. */
  public @Nullable IpAddress source;

  /** Destination address. */
  public @Nullable IpAddress destination;

  /** Index of the destination host in the topology's routes (way out only). */
  public int destinationNode;

  /** Identification of the next IPv4 packet that is made of it (way out only). */
  public int ipId;

  /** All payload bytes: linear part, fragments and frag_list. */
  public int payloadBytes;

  /** Payload bytes in the linear part of this buffer, always readable. */
  public int linearBytes;

  /** What the linear part is; on the way out, what the whole payload is. */
  public Content content = Zeros.INSTANCE;

  /** Stream position of the first linear byte; on the way out, of the first payload byte. */
  public long contentPosition;

  /** Number of fragments in this buffer. */
  public int fragments;

  /** The fragments' memory. */
  public final @Nullable Netmem[] fragmentMemory = new Netmem[MAX_SKB_FRAGS];

  /** The fragments' byte offsets in their memory. */
  public final int[] fragmentOffset = new int[MAX_SKB_FRAGS];

  /** The fragments' sizes in bytes. */
  public final int[] fragmentBytes = new int[MAX_SKB_FRAGS];

  /** Whether the fragments are memory that the CPU cannot read (skb->unreadable, v6.12). */
  public boolean unreadable;

  /** Whether nobody found the checksum right: CHECKSUM_NONE, and no software did either. */
  public boolean checksumNone;

  /** Whether the fragments go back to a page pool (skb->pp_recycle). */
  public boolean ppRecycle;

  /** Further buffers that carry more of the same payload (skb_shinfo->frag_list). */
  public @Nullable Skb fragList;

  /** Last buffer on the frag_list. */
  public @Nullable Skb fragListTail;

  /** Next buffer in whatever list it is in. */
  public @Nullable Skb next;

  /** Previous buffer in whatever list it is in. */
  public @Nullable Skb previous;

  /** Memory charged for the buffer, in bytes (skb->truesize). */
  public int truesize;

  /**
   * Free bytes behind the linear part, into which TCP copies what follows (skb_tailroom); 0 when
   * there are fragments.
   */
  public int tailroomBytes;

  /** Segment size for TSO on the way out, and of merged segments on the way in, bytes. */
  public int gsoSize;

  /** Number of wire segments in it. */
  public int gsoSegments;

  /** The receive hash that the NIC computed. */
  public int hash;

  /** Unwrapped stream offset of the first payload byte; set and used by TCP. */
  public long startOffset;

  /** Unwrapped stream offset past the last payload byte (FIN not counted); set and used by TCP. */
  public long endOffset;

  /** When it was handed to the NIC, or taken from it, in picoseconds. */
  public long timestampPs;

  /** The earliest time that it may leave the host, picoseconds (skb->tstamp on the way out). */
  public long departurePs;

  /** Index of the transmit or receive queue. */
  public int queue;

  /** Told when the NIC is done with the buffer on the way out; null when nobody is. */
  public @Nullable TransmitObserver transmitObserver;

  private final SkbPool pool;
  @Nullable Skb nextFree;
  boolean free;

  Skb(final SkbPool pool) {
    this.pool = pool;
  }

  /**
   * Takes over the TCP header of a packet, which gets this buffer's own in exchange: nothing is
   * copied. The packet is good for no more than to be released.
   *
   * @param packet the packet that was received
   */
  public void takeHeader(final Packet packet) {
    final TcpHeader own = tcp;
    tcp = packet.tcp;
    packet.tcp = own;
  }

  /**
   * Adds a fragment; the buffer takes over one reference to the memory.
   *
   * @param memory the memory
   * @param offset byte offset in it
   * @param lengthBytes size in bytes
   */
  public void addFragment(final Netmem memory, final int offset, final int lengthBytes) {
    fragmentMemory[fragments] = memory;
    fragmentOffset[fragments] = offset;
    fragmentBytes[fragments] = lengthBytes;
    fragments++;
    payloadBytes += lengthBytes;
    unreadable |= memory.isNetIov();
    ppRecycle = true;
    pool.fragmentReferences++;
  }

  /**
   * Hands all fragments, with their references, to the end of another buffer, which must have room
   * for them.
   *
   * @param to the other buffer
   */
  public void moveFragmentsTo(final Skb to) {
    for (int i = 0; i < fragments; i++) {
      final Netmem memory = fragmentMemory[i];
      if (memory != null) {
        to.addFragment(memory, fragmentOffset[i], fragmentBytes[i]);
        fragmentMemory[i] = null;
      }
    }
    pool.fragmentReferences -= fragments;
    fragments = 0;
  }

  /**
   * Chains a buffer that carries the next bytes of the payload, and the buffers on its own
   * frag_list after it: a frag_list is flat.
   *
   * @param member the buffer, which then belongs to this one
   */
  public void addToFragList(final Skb member) {
    final Skb tail = fragListTail;
    if (tail == null) {
      fragList = member;
    } else {
      tail.next = member;
    }
    payloadBytes += member.payloadBytes;
    truesize += member.truesize;
    unreadable |= member.unreadable;
    fragListTail = member;
    if (member.fragList != null) {
      fragListTail = member.fragListTail;
      for (Skb part = member.fragList; part != null; part = part.next) {
        member.payloadBytes -= part.payloadBytes;
        member.truesize -= part.truesize;
      }
      member.next = member.fragList;
      member.fragList = null;
      member.fragListTail = null;
    }
  }

  /**
   * Reads payload bytes of the linear part.
   *
   * @param offset byte offset in the linear part
   * @param lengthBytes number of bytes
   * @param reader gets them
   */
  public void readLinear(final int offset, final int lengthBytes, final ContentReader reader) {
    reader.piece(content, contentPosition + offset, lengthBytes);
  }

  /** Frees the buffer: drops its references to memory, and its frag_list (kfree_skb). */
  public void free() {
    pool.free(this);
  }
}
