package netmemsim.models.topology;

import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.event.Event;
import netmemsim.core.metric.Metric;
import netmemsim.core.time.TransmissionTime;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.TcpHeader;

/**
 * One direction of a link: a FIFO that is served at a rate, then a delay. Belongs to the port that
 * sends. A frame occupies the wire for its bytes with preamble, frame check sequence and gap (IEEE
 * 802.3). One event serves all frames in flight, since they arrive in order.
 */
public final class LinkDirection extends Entity {
  /** Metrics. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.counter("packets", "packets", "frames sent"),
          Metric.counter("bytes", "bytes", "bytes of the frames sent, without overhead"),
          Metric.counter("data_packets", "packets", "frames sent that carry TCP payload"),
          Metric.counter("list_drops", "packets", "frames lost by the drop list"),
          Metric.counter("queue_drops", "packets", "frames that found the queue full"),
          Metric.gauge("queue_packets", "packets", "frames that wait or are being sent"),
          Metric.gauge("queue_packets_max", "packets", "the longest queue so far"),
          Metric.counter("ce_marks", "packets", "frames that got CE from a long queue"));

  private static final Tracepoint DELIVER =
      Tracepoint.of(
          "net_dev_xmit",
          Rung.WIRE,
          "the last bit of a frame arrived at the other end",
          "ports",
          "sequence",
          "acknowledgement",
          "flags_window",
          "payload_bytes",
          "content_position");
  private static final Tracepoint DROP =
      Tracepoint.of(
          "link_drop",
          Rung.WIRE,
          "a frame was lost on the link",
          "sequence",
          "payload_bytes",
          "reason");

  /** Tracepoints. */
  public static final List<Tracepoint> TRACEPOINTS = List.of(DELIVER, DROP);

  /** Reason of a {@code link_drop}: the drop list. */
  public static final int REASON_LIST = 1;

  /** Reason of a {@code link_drop}: tail drop. */
  public static final int REASON_QUEUE = 3;

  private static final int INITIAL_RING = 256;

  private final TransmissionTime rate;
  private final long delayPs;
  private final LinkQueue limit;
  private final boolean limited;
  private final DropList dropList;
  private final FrameReceiver receiver;

  // By place in the ring: a frame, when its last bit arrives at the other end, and its size.
  private Packet[] inFlight = new Packet[INITIAL_RING];
  private long[] arrivalsPs = new long[INITIAL_RING];
  private int[] frameSizes = new int[INITIAL_RING];
  private long head;
  private long tail;

  /** The first frame that is not fully on the wire; between head and tail. */
  private long served;

  private long queuedBytes;
  private long freeAtPs;
  private int maxQueue;

  // The time on the wire of the last frame, which most others share.
  private int lastFrameBytes;
  private long lastFramePs;

  private long packets;
  private long bytes;
  private long dataPackets;
  private long listDrops;
  private long queueDrops;
  private long ceMarks;
  private final Trace deliverTrace = trace(DELIVER);
  private final Trace dropTrace = trace(DROP);

  private final Event arrival =
      new Event(this) {
        @Override
        public void fire(final long nowPs) {
          deliver();
        }
      };

  /**
   * A direction of a link.
   *
   * @param port the sending port
   * @param rate how fast it is served
   * @param delayPs propagation delay, picoseconds
   * @param limit how much may wait
   * @param dropList what is lost
   * @param receiver the far end
   */
  public LinkDirection(
      final Entity port,
      final TransmissionTime rate,
      final long delayPs,
      final LinkQueue limit,
      final DropList dropList,
      final FrameReceiver receiver) {
    super(port, "link");
    this.rate = rate;
    this.delayPs = delayPs;
    this.limit = limit;
    this.limited = !limit.equals(LinkQueue.UNLIMITED);
    this.dropList = dropList;
    this.receiver = receiver;
    reading(METRICS.get(0), () -> packets);
    reading(METRICS.get(1), () -> bytes);
    reading(METRICS.get(2), () -> dataPackets);
    reading(METRICS.get(3), () -> listDrops);
    reading(METRICS.get(4), () -> queueDrops);
    reading(METRICS.get(7), () -> ceMarks);
    reading(METRICS.get(5), this::queuePackets);
    reading(METRICS.get(6), () -> maxQueue);
  }

  /** The rate in bits per second. */
  public long rateBitsPerSecond() {
    return rate.rateBitsPerSecond();
  }

  /** When the wire is free for another frame, in picoseconds. */
  public long freeAtPs() {
    return freeAtPs;
  }

  /**
   * Sends a frame, or loses it.
   *
   * @param packet the frame, which then belongs to the link
   */
  public void send(final Packet packet) {
    final long nowPs = nowPs();
    if (dropList != DropList.NONE && dropList.drops(packet)) {
      listDrops++;
      drop(packet, REASON_LIST);
      return;
    }
    final int frameBytes = packet.frameBytes();
    if (limited && limit.isFull(this, frameBytes)) {
      queueDrops++;
      drop(packet, REASON_QUEUE);
      return;
    }
    if (limited && limit.marks(this, packet)) {
      packet.tcp.dsfield |= TcpHeader.CE;
      ceMarks++;
    }
    final long startPs = Math.max(nowPs, freeAtPs);
    if (frameBytes != lastFrameBytes) {
      lastFrameBytes = frameBytes;
      lastFramePs = rate.ofBytesPs(frameBytes + Packet.ETHERNET_OVERHEAD_BYTES);
    }
    freeAtPs = startPs + lastFramePs;
    if (tail - head == inFlight.length) {
      grow();
    }
    final int place = (int) tail & (inFlight.length - 1);
    inFlight[place] = packet;
    arrivalsPs[place] = freeAtPs + delayPs;
    frameSizes[place] = frameBytes;
    tail++;
    queuedBytes += frameBytes;
    if (limited) {
      maxQueue = Math.max(maxQueue, queuePackets());
    }
    packets++;
    bytes += frameBytes;
    if (packet.payloadBytes > 0) {
      dataPackets++;
    }
    if (!arrival.isScheduled()) {
      simulator().scheduleAt(arrival, freeAtPs + delayPs);
    }
  }

  private void drop(final Packet packet, final int reason) {
    if (dropTrace.on) {
      dropTrace.emit(packet.tcp.sequence, packet.payloadBytes, reason);
    }
    packet.release();
  }

  private void deliver() {
    final int index = (int) head & (inFlight.length - 1);
    final Packet packet = inFlight[index];
    if (served == head) {
      queuedBytes -= frameSizes[index];
      served++;
    }
    head++;
    if (head != tail) {
      simulator().scheduleAt(arrival, arrivalsPs[(int) head & (inFlight.length - 1)]);
    }
    if (deliverTrace.on) {
      deliverTrace.emit(
          ((long) packet.tcp.sourcePort << 16) | packet.tcp.destinationPort,
          packet.tcp.sequence,
          packet.tcp.acknowledgement,
          ((long) packet.tcp.flags << 16) | packet.tcp.window,
          packet.payloadBytes,
          packet.contentPosition);
    }
    receiver.receive(packet);
  }

  /** Frames that wait or are being sent. */
  int queuePackets() {
    serve();
    return (int) (tail - served);
  }

  /** Bytes of the frames that wait or are being sent. */
  long queueBytes() {
    serve();
    return queuedBytes;
  }

  /** Notes which frames have left the queue for good: their last bit is on the wire. */
  private void serve() {
    final long nowPs = nowPs();
    while (served < tail) {
      final int place = (int) served & (inFlight.length - 1);
      if (arrivalsPs[place] - delayPs > nowPs) {
        return;
      }
      queuedBytes -= frameSizes[place];
      served++;
    }
  }

  private void grow() {
    final int length = inFlight.length;
    final Packet[] frames = new Packet[2 * length];
    final long[] arrivals = new long[2 * length];
    final int[] sizes = new int[2 * length];
    for (long i = head; i < tail; i++) {
      final int from = (int) i & (length - 1);
      final int to = (int) i & (2 * length - 1);
      frames[to] = inFlight[from];
      arrivals[to] = arrivalsPs[from];
      sizes[to] = frameSizes[from];
    }
    inFlight = frames;
    arrivalsPs = arrivals;
    frameSizes = sizes;
  }
}
