package netmemsim.models.hook;

import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.Skb;

/**
 * A place that sees received buffers, after GRO. It lets them go on, changed or not, or keeps them.
 */
public abstract class SkbHook extends Entity {
  /** A port that stands for all. */
  public static final int ANY_PORT = -1;

  static final Metric PACKETS = Metric.counter("packets", "skbs", "buffers that were looked at");
  static final Metric UNREADABLE =
      Metric.counter("unreadable", "skbs", "of those, with a payload that the CPU cannot read");
  static final Metric MATCHED = Metric.counter("matched", "skbs", "buffers that a rule matched");
  static final Metric DROPPED = Metric.counter("dropped", "skbs", "buffers that were dropped");
  static final Metric REFUSED =
      Metric.counter("refused", "skbs", "accesses that failed for want of readable memory");
  static final Metric BAD_ACCESS =
      Metric.counter(
          "bad_access", "skbs", "accesses to memory that the CPU cannot read; the kernel crashes");
  static final Metric CAPTURED = Metric.counter("captured_bytes", "bytes", "bytes copied out");
  static final Metric CAPTURED_PAYLOAD =
      Metric.counter("captured_payload_bytes", "bytes", "of those, TCP payload");
  static final Metric TRUNCATED =
      Metric.counter("truncated", "skbs", "buffers of which less than asked for was copied out");
  static final Metric LONGEST =
      Metric.gauge("longest_capture", "bytes", "most bytes copied out of one buffer");

  /** Metrics of every kind of hook; one that does not do a thing counts 0. */
  public static final List<Metric> METRICS =
      List.of(
          PACKETS,
          UNREADABLE,
          MATCHED,
          DROPPED,
          REFUSED,
          BAD_ACCESS,
          CAPTURED,
          CAPTURED_PAYLOAD,
          TRUNCATED,
          LONGEST);

  private final int port;
  private final Counter packets = counter(PACKETS);
  private final Counter unreadable = counter(UNREADABLE);
  final Counter matched = counter(MATCHED);
  final Counter dropped = counter(DROPPED);
  final Counter refused = counter(REFUSED);
  final Counter badAccess = counter(BAD_ACCESS);
  private final Counter captured = counter(CAPTURED);
  private final Counter capturedPayload = counter(CAPTURED_PAYLOAD);
  private final Counter truncated = counter(TRUNCATED);
  private long longest;

  /**
   * A hook.
   *
   * @param parent where it is installed
   * @param name its name
   * @param port the destination port that it looks at, or {@link #ANY_PORT}
   */
  protected SkbHook(final Entity parent, final String name, final int port) {
    super(parent, name);
    this.port = port;
    reading(LONGEST, () -> longest);
  }

  /**
   * Sees a buffer.
   *
   * @param skb the buffer
   * @return whether it goes on; when not, it belongs to the hook
   */
  final boolean pass(final Skb skb) {
    if (port != ANY_PORT && port != skb.tcp.destinationPort) {
      return true;
    }
    packets.increment();
    if (skb.unreadable) {
      unreadable.increment();
    }
    return see(skb);
  }

  /**
   * Sees a buffer that it looks at.
   *
   * @return whether it goes on; when not, the hook has freed or kept it
   */
  abstract boolean see(Skb skb);

  /** Frees a buffer and counts it. */
  final boolean drop(final Skb skb) {
    dropped.increment();
    skb.free();
    return false;
  }

  /** Bytes of IP and TCP header. */
  static int headerBytes(final Skb skb) {
    return ipHeaderBytes(skb) + skb.tcp.lengthBytes();
  }

  static int ipHeaderBytes(final Skb skb) {
    return skb.source != null && skb.source.isV6()
        ? Packet.IPV6_HEADER_BYTES
        : Packet.IPV4_HEADER_BYTES;
  }

  /** Bytes from the IP header on (skb->len). */
  static int length(final Skb skb) {
    return headerBytes(skb) + skb.payloadBytes;
  }

  /** Bytes of the linear part from the IP header on (skb_headlen). */
  static int headLength(final Skb skb) {
    return headerBytes(skb) + skb.linearBytes;
  }

  /** Bytes from the IP header on that the CPU can read. */
  static int readableLength(final Skb skb) {
    return skb.unreadable ? headLength(skb) : length(skb);
  }

  /**
   * Notes a copy of the front of a buffer.
   *
   * @param skb the buffer
   * @param wanted bytes asked for, from the IP header on
   * @param linkBytes bytes of link-layer header that are copied before it
   */
  final void capture(final Skb skb, final int wanted, final int linkBytes) {
    final int asked = Math.min(wanted, length(skb));
    final int copied = Math.min(asked, readableLength(skb));
    if (copied < asked) {
      truncated.increment();
    }
    captured.add(copied + linkBytes);
    capturedPayload.add(Math.max(0, copied - headerBytes(skb)));
    longest = Math.max(longest, (long) copied + linkBytes);
  }
}
