package netmemsim.models.nic;

import java.util.Objects;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Generic receive offload of one NAPI (net/core/gro.c, net/ipv4/tcp_offload.c, v6.12): merges
 * consecutive segments of a flow. Eight buckets of at most eight held buffers each; the oldest is
 * flushed when a bucket is full. A merged buffer has the header of its first segment.
 */
final class Gro {
  private static final int BUCKETS = 8;
  private static final int MAX_GRO_SKBS = 8;

  /** GRO_LEGACY_MAX_SIZE: a merged packet stays below it, headers included. */
  private static final int MAX_SIZE_BYTES = 65536;

  private static final int FLUSHING_FLAGS =
      TcpHeader.FIN | TcpHeader.PSH | TcpHeader.RST | TcpHeader.SYN | TcpHeader.URG;

  private final SkbReceiver receiver;
  private final long jiffyPs;
  private final @Nullable Skb[] held = new Skb[BUCKETS * MAX_GRO_SKBS];
  private final int[] heldCount = new int[BUCKETS];
  private int heldTotal;

  Gro(final SkbReceiver receiver, final int hz) {
    this.receiver = receiver;
    this.jiffyPs = Picoseconds.PER_S / hz;
  }

  /** Merges a buffer, holds it, or passes it on. */
  void receive(final Skb skb) {
    if (skb.checksumNone && skb.unreadable) {
      // skb_gro_checksum_validate sums zeros over the payload, so the segment is not merged.
      receiver.receive(skb);
      return;
    }
    final int bucket = skb.hash & (BUCKETS - 1);
    final int match = find(bucket, skb);
    if (match >= 0) {
      final Skb into = heldAt(bucket, match);
      if (isMergeable(into, skb)) {
        final boolean last =
            skb.payloadBytes < into.gsoSize || (skb.tcp.flags & FLUSHING_FLAGS) != 0;
        merge(into, skb);
        if (last) {
          receiver.receive(remove(bucket, match));
        }
        return;
      }
      receiver.receive(remove(bucket, match));
    }
    if (skb.payloadBytes == 0 || (skb.tcp.flags & FLUSHING_FLAGS) != 0) {
      receiver.receive(skb);
      return;
    }
    if (heldCount[bucket] == MAX_GRO_SKBS) {
      receiver.receive(remove(bucket, 0));
    }
    held[bucket * MAX_GRO_SKBS + heldCount[bucket]++] = skb;
    heldTotal++;
  }

  private int find(final int bucket, final Skb skb) {
    for (int i = 0; i < heldCount[bucket]; i++) {
      final Skb candidate = heldAt(bucket, i);
      if (candidate.tcp.sourcePort == skb.tcp.sourcePort
          && candidate.tcp.destinationPort == skb.tcp.destinationPort
          && Objects.equals(candidate.source, skb.source)
          && Objects.equals(candidate.destination, skb.destination)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isMergeable(final Skb into, final Skb skb) {
    final TcpHeader a = into.tcp;
    final TcpHeader b = skb.tcp;
    return skb.payloadBytes > 0
        && skb.payloadBytes <= into.gsoSize
        && b.sequence == a.sequence + into.payloadBytes
        && b.acknowledgement == a.acknowledgement
        && b.dsfield == a.dsfield
        && ((a.flags ^ b.flags) & ~(TcpHeader.FIN | TcpHeader.PSH | TcpHeader.CWR)) == 0
        && (b.flags & (TcpHeader.SYN | TcpHeader.RST | TcpHeader.URG | TcpHeader.CWR)) == 0
        && a.hasTimestamps == b.hasTimestamps
        && a.timestampValue == b.timestampValue
        && a.timestampEcho == b.timestampEcho
        && sameSack(a, b)
        && into.ppRecycle == skb.ppRecycle
        && ipHeaderBytes(into) + a.lengthBytes() + into.payloadBytes + skb.payloadBytes
            < MAX_SIZE_BYTES;
  }

  private static boolean sameSack(final TcpHeader a, final TcpHeader b) {
    if (a.sackBlocks != b.sackBlocks) {
      return false;
    }
    for (int i = 0; i < a.sackBlocks; i++) {
      if (a.sackLeft(i) != b.sackLeft(i) || a.sackRight(i) != b.sackRight(i)) {
        return false;
      }
    }
    return true;
  }

  private static int ipHeaderBytes(final Skb skb) {
    final IpAddress address = skb.source;
    return address != null && address.isV6() ? Packet.IPV6_HEADER_BYTES : Packet.IPV4_HEADER_BYTES;
  }

  private static void merge(final Skb into, final Skb skb) {
    into.tcp.flags |= skb.tcp.flags & (TcpHeader.FIN | TcpHeader.PSH);
    into.gsoSegments++;
    final Skb tail = into.fragListTail == null ? into : into.fragListTail;
    if (skb.linearBytes > 0 || tail.fragments + skb.fragments > Skb.MAX_SKB_FRAGS) {
      into.addToFragList(skb);
      return;
    }
    skb.moveFragmentsTo(tail);
    if (tail != into) {
      into.payloadBytes += skb.payloadBytes;
      into.unreadable |= skb.unreadable;
    }
    final int fragmentTruesize = skb.truesize - SkbOverhead.TRUESIZE;
    into.truesize += fragmentTruesize;
    if (tail != into) {
      tail.truesize += fragmentTruesize;
    }
    skb.free();
  }

  private Skb heldAt(final int bucket, final int index) {
    return Objects.requireNonNull(held[bucket * MAX_GRO_SKBS + index]);
  }

  private Skb remove(final int bucket, final int index) {
    final Skb skb = heldAt(bucket, index);
    final int base = bucket * MAX_GRO_SKBS;
    heldCount[bucket]--;
    for (int i = index; i < heldCount[bucket]; i++) {
      held[base + i] = held[base + i + 1];
    }
    held[base + heldCount[bucket]] = null;
    heldTotal--;
    return skb;
  }

  /** Passes on everything that is held, or with a kernel of 1000 HZ only what is a jiffy old. */
  void flushAfterFullPoll(final long nowPs, final int hz) {
    final long olderThanPs = hz >= 1000 ? nowPs / jiffyPs * jiffyPs : Picoseconds.NEVER;
    flush(olderThanPs);
  }

  /** Passes on everything that is held. */
  void flush() {
    flush(Picoseconds.NEVER);
  }

  private void flush(final long olderThanPs) {
    for (int bucket = 0; bucket < BUCKETS && heldTotal > 0; bucket++) {
      while (heldCount[bucket] > 0 && heldAt(bucket, 0).timestampPs < olderThanPs) {
        receiver.receive(remove(bucket, 0));
      }
    }
  }
}
