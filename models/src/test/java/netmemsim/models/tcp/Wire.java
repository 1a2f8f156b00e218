package netmemsim.models.tcp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;
import netmemsim.models.packet.TransmitObserver;

/**
 * One direction between two hosts: cuts super-segments, loses what a rule says, queues at a rate,
 * delays. Keeps a log of what was sent, as the forwarder of ground-truth.md does.
 */
public final class Wire {
  /** One segment as it was sent. */
  public record Segment(
      long atPs,
      int flags,
      long offset,
      int payload,
      int sequence,
      int acknowledgement,
      int window,
      int windowScaleOption,
      int mssOption,
      boolean sackPermitted,
      boolean hasTimestamps,
      int sackBlocks,
      int ecn,
      boolean dropped) {
    public boolean has(final int flag) {
      return (flags & flag) == flag;
    }
  }

  private static final int IP_HEADER_BYTES = 20;
  private static final int TRUESIZE_OVERHEAD = 832;
  private final VirtualTime time;
  private final TestHost from;
  private final TestHost to;
  public final List<Segment> log = new ArrayList<>();

  /** Bits per second, 0 for unlimited. */
  public long rateBitsPerSecond;

  public long delayPs;

  /** The n-th data segment, from 1, is lost. */
  public Predicate<Segment> lose = segment -> false;

  /** Data segments that were offered. */
  int dataSegments;

  /** Extra delay of a segment, picoseconds. */
  public java.util.function.ToLongFunction<Segment> extraDelayPs = segment -> 0;

  /** Whether a queue on the way marks a segment that is ECN-capable. */
  Predicate<Segment> mark = segment -> false;

  /** Whether a segment is delivered twice. */
  Predicate<Segment> duplicate = segment -> false;

  boolean logging = true;

  /** Whether the payload lands in memory that the CPU cannot read. */
  boolean unreadable;

  int queueLimit = Integer.MAX_VALUE;
  int queued;
  int mostQueued;
  private long freePs;

  public Wire(final VirtualTime time, final TestHost from, final TestHost to) {
    this.time = time;
    this.from = from;
    this.to = to;
    from.wire = this::send;
  }

  private void send(final Skb skb) {
    if (from.pacesDepartures && skb.departurePs > time.nowPs) {
      time.at(skb.departurePs, () -> send(skb));
      return;
    }
    final int size = skb.gsoSize == 0 ? Math.max(1, skb.payloadBytes) : skb.gsoSize;
    int sent = 0;
    do {
      final int payload = Math.min(size, skb.payloadBytes - sent);
      final boolean last = sent + payload >= skb.payloadBytes;
      sendOne(skb, sent, payload, last);
      sent += payload;
    } while (sent < skb.payloadBytes);
    final TransmitObserver observer = skb.transmitObserver;
    if (observer != null) {
      skb.transmitObserver = null;
      observer.transmitted(skb);
    }
    skb.free();
  }

  private void sendOne(final Skb skb, final int offset, final int payload, final boolean last) {
    final TcpHeader header = skb.tcp;
    final int flags = last ? header.flags : header.flags & ~(TcpHeader.FIN | TcpHeader.PSH);
    if (payload > 0) {
      dataSegments++;
    }
    final Segment segment =
        new Segment(
            time.nowPs,
            flags,
            payload > 0 ? skb.startOffset + offset : -1,
            payload,
            header.sequence + offset,
            header.acknowledgement,
            header.window,
            header.windowScaleOption(),
            header.mssOption(),
            header.sackPermitted(),
            header.hasTimestamps,
            header.sackBlocks,
            header.dsfield & TcpHeader.ECN_MASK,
            false);
    final boolean lost = lose.test(segment) || queued >= queueLimit;
    if (logging) {
      log.add(lost ? dropped(segment) : segment);
    }
    if (lost) {
      return;
    }
    carry(skb, offset, payload, flags, segment);
    if (duplicate.test(segment)) {
      carry(skb, offset, payload, flags, segment);
    }
  }

  private static Segment dropped(final Segment s) {
    return new Segment(
        s.atPs,
        s.flags,
        s.offset,
        s.payload,
        s.sequence,
        s.acknowledgement,
        s.window,
        s.windowScaleOption(),
        s.mssOption(),
        s.sackPermitted(),
        s.hasTimestamps,
        s.sackBlocks,
        s.ecn,
        true);
  }

  private void carry(
      final Skb skb, final int offset, final int payload, final int flags, final Segment segment) {
    final Skb copy = to.pool.take();
    copy.tcp.copyFrom(skb.tcp);
    copy.tcp.flags = offset == 0 ? flags : flags & ~TcpHeader.CWR;
    copy.tcp.sequence = skb.tcp.sequence + offset;
    if (segment.ecn != TcpHeader.NOT_ECT && mark.test(segment)) {
      copy.tcp.dsfield |= TcpHeader.CE;
    }
    copy.source = skb.source;
    copy.destination = skb.destination;
    copy.payloadBytes = payload;
    copy.linearBytes = payload;
    copy.unreadable = unreadable && payload > 0;
    copy.content = skb.content;
    copy.contentPosition = skb.contentPosition + offset;
    copy.gsoSegments = 1;
    copy.gsoSize = 0;
    copy.truesize = payload == 0 ? TRUESIZE_OVERHEAD : roundUp(payload + 320) + 256;
    long departsPs = time.nowPs;
    if (rateBitsPerSecond > 0) {
      final long bits = 8L * (IP_HEADER_BYTES + copy.tcp.lengthBytes() + payload);
      freePs = Math.max(freePs, time.nowPs) + bits * VirtualTime.S / rateBitsPerSecond;
      departsPs = freePs;
      queued++;
      mostQueued = Math.max(mostQueued, queued);
      time.at(departsPs, () -> queued--);
    }
    time.at(departsPs + delayPs + extraDelayPs.applyAsLong(segment), () -> to.tcp.receive(copy));
  }

  private static int roundUp(final int bytes) {
    int slab = 512;
    while (slab < bytes) {
      slab <<= 1;
    }
    return slab;
  }
}
