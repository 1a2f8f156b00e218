package netmemsim.scenarios.golden;

import java.util.ArrayDeque;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.Event;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.TcpHeader;
import netmemsim.models.tun.TunHost;

/**
 * The program between the two TUN devices: from A to B a loss list, a FIFO that is served at a rate
 * counted on IP length (tail drop, the packet in service counts), and a delay; from B to A a delay.
 * Its clock is in microseconds, as the recording program's is. It logs what reaches it.
 */
final class Forwarder extends Entity {
  /** Forwarded. */
  static final int FORWARDED = 0;

  /** Dropped by ordinal. */
  static final int LIST_DROP = 1;

  /** Dropped by offset. */
  static final int OFFSET_DROP = 2;

  /** Dropped because the queue was full. */
  static final int TAIL_DROP = 3;

  private static final long PS_PER_US = 1_000_000;
  private static final double US_PER_S_TIMES_BITS = 8e6;
  private static final int CONTROL = TcpHeader.FIN | TcpHeader.SYN | TcpHeader.RST;
  private final CaseParams params;
  private final long wayUs;
  private final int[] copiesLeft;
  private final PacketLog log = new PacketLog();
  private final Lane toB;
  private final Lane toA;
  private final ArrayDeque<Long> departures = new ArrayDeque<>();
  private long firstUs = -1;
  private long lastDepartureUs;
  private long dataSegments;
  private long highestEnd = -1;

  /** Data segments dropped for whatever reason. */
  long drops;

  /** Data segments that begin below the highest end seen. */
  long retransmissions;

  /** The longest queue, the packet in service counted. */
  int maxQueue;

  /** Segments from B without payload, SYN, FIN and RST. */
  long pureAcks;

  /** RST segments, both ways. */
  long resets;

  /**
   * A forwarder between two hosts.
   *
   * @param tree the run's entities
   * @param params what it does
   * @param latencyUs what it adds to the delay, each way
   * @param a the sender
   * @param b the receiver
   */
  Forwarder(
      final EntityTree tree,
      final CaseParams params,
      final long latencyUs,
      final TunHost a,
      final TunHost b) {
    super(tree, "forwarder");
    this.params = params;
    this.wayUs = params.rttUs() / 2 + latencyUs;
    this.copiesLeft =
        params.losses().offsets().stream().mapToInt(LossList.AtOffset::copies).toArray();
    this.toB = new Lane(b);
    this.toA = new Lane(a);
    a.setSink(this::fromA);
    b.setSink(this::fromB);
  }

  /** What reached it. */
  PacketLog log() {
    return log;
  }

  private long nowUs() {
    final long nowUs = nowPs() / PS_PER_US;
    if (firstUs < 0) {
      firstUs = nowUs;
    }
    return nowUs;
  }

  private void fromB(final Packet packet) {
    final long nowUs = nowUs();
    final int flags = packet.tcp.flags;
    if (packet.payloadBytes == 0 && (flags & CONTROL) == 0) {
      pureAcks++;
    }
    note(nowUs, 1, packet, toB.initial, FORWARDED, 0);
    toA.send(packet, nowUs + wayUs);
  }

  private void fromA(final Packet packet) {
    final long nowUs = nowUs();
    while (!departures.isEmpty() && departures.peekFirst() <= nowUs) {
      departures.removeFirst();
    }
    final int queued = departures.size();
    int action = packet.payloadBytes > 0 ? loss(packet) : FORWARDED;
    if (action == FORWARDED && queued >= params.queuePackets()) {
      action = TAIL_DROP;
    }
    note(nowUs, 0, packet, toA.initial, action, queued);
    if (action != FORWARDED) {
      drops++;
      packet.release();
      return;
    }
    maxQueue = Math.max(maxQueue, queued + 1);
    long departureUs = nowUs;
    if (params.rateBitsPerSecond() > 0) {
      final double service =
          packet.ipLengthBytes() * US_PER_S_TIMES_BITS / params.rateBitsPerSecond();
      departureUs = Math.max(lastDepartureUs, nowUs) + (long) (service + 0.5);
      lastDepartureUs = departureUs;
    }
    departures.addLast(departureUs);
    toB.send(packet, departureUs + wayUs);
  }

  private int loss(final Packet packet) {
    final LossList losses = params.losses();
    dataSegments++;
    final long end = packet.contentPosition + packet.payloadBytes;
    if (end > highestEnd) {
      highestEnd = end;
    } else {
      retransmissions++;
    }
    int action = FORWARDED;
    if (losses.every() > 0 && dataSegments % losses.every() == 0) {
      action = LIST_DROP;
    }
    if (losses.ordinals().contains(dataSegments)) {
      action = LIST_DROP;
    }
    for (int i = 0; i < copiesLeft.length; i++) {
      final long into = losses.offsets().get(i).offset() - packet.contentPosition;
      if (copiesLeft[i] > 0 && into >= 0 && into < packet.payloadBytes) {
        copiesLeft[i]--;
        action = OFFSET_DROP;
      }
    }
    return action;
  }

  private void note(
      final long nowUs,
      final int direction,
      final Packet packet,
      final int theirInitial,
      final int action,
      final int queued) {
    final TcpHeader header = packet.tcp;
    final Lane lane = direction == 0 ? toB : toA;
    if (header.has(TcpHeader.SYN)) {
      lane.initial = header.sequence;
    }
    if (header.has(TcpHeader.RST)) {
      resets++;
    }
    // Numbers of one direction count from the initial one of the host that chose it.
    log.add(
        nowUs - firstUs,
        direction,
        header.flags,
        Integer.toUnsignedLong(header.sequence - lane.initial),
        packet.payloadBytes,
        header.has(TcpHeader.ACK)
            ? Integer.toUnsignedLong(header.acknowledgement - theirInitial)
            : 0,
        header.window,
        action,
        queued);
  }

  /** One direction behind queue and losses: everything arrives in order. */
  private final class Lane {
    private final TunHost destination;
    private final ArrayDeque<Packet> packets = new ArrayDeque<>();
    private final ArrayDeque<Long> dueUs = new ArrayDeque<>();

    /** Initial sequence number of the host that sends this way. */
    private int initial;

    private final Event arrival =
        new Event(Forwarder.this) {
          @Override
          public void fire(final long nowPs) {
            deliver();
          }
        };

    Lane(final TunHost destination) {
      this.destination = destination;
    }

    void send(final Packet packet, final long atUs) {
      packets.addLast(packet);
      dueUs.addLast(atUs);
      if (!arrival.isScheduled()) {
        schedule();
      }
    }

    private void schedule() {
      simulator().scheduleAt(arrival, Math.max(nowPs(), dueUs.getFirst() * PS_PER_US));
    }

    private void deliver() {
      dueUs.removeFirst();
      final Packet packet = packets.removeFirst();
      if (!packets.isEmpty()) {
        schedule();
      }
      destination.input(packet);
    }
  }
}
