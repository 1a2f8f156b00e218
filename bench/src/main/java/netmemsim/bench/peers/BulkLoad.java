package netmemsim.bench.peers;

/**
 * A network and the bulk flows over it, the same for both simulators. Receive windows hold two
 * bandwidth-delay products and queues have no limit, so links limit the flows and nothing is lost.
 *
 * @param topology p2p, dumbbell, crowd (a dumbbell of 64 pairs of hosts that share the flows), or
 *     fattree
 * @param gigabits rate of each link, Gbit/s
 * @param mss payload of a full segment with timestamps, bytes
 * @param control congestion control, by Linux's name
 * @param flows flows of a dumbbell or a crowd
 */
public record BulkLoad(String topology, int gigabits, int mss, String control, int flows) {
  static final int CROWD_PAIRS = 64;
  static final int FAT_TREE_HOSTS = 16;

  /** TCP header with timestamps, and IPv4 header. */
  private static final int IP_TCP_HEADER_BYTES = 52;

  /** IP and TCP headers; Ethernet header; frame check sequence, preamble and gap. */
  private static final int WIRE_OVERHEAD_BYTES = IP_TCP_HEADER_BYTES + 14 + 24;

  private static final long PS_PER_BIT_AT_1G = 1000;
  private static final int BITS_PER_BYTE = 8;
  private static final int LEAST_WINDOW_SEGMENTS = 4;

  int mtuBytes() {
    return mss + IP_TCP_HEADER_BYTES;
  }

  /** Time that a data packet takes of the links that fill up, picoseconds. */
  public long packetPs() {
    final long bits = (mss + WIRE_OVERHEAD_BYTES) * (long) BITS_PER_BYTE;
    return bits * (PS_PER_BIT_AT_1G / gigabits) / bottlenecks();
  }

  /** Round trip without queues, microseconds. */
  long rttUs() {
    return switch (topology) {
      case "p2p" -> 200;
      case "dumbbell", "crowd" -> 240;
      case "fattree" -> 120;
      default -> throw new IllegalArgumentException("no such topology: " + topology);
    };
  }

  /** Flows that share the narrowest link. */
  private int sharing() {
    return topology.equals("dumbbell") || topology.equals("crowd") ? flows : 1;
  }

  /** Links that can be full at the same time. */
  int bottlenecks() {
    return topology.equals("fattree") ? FAT_TREE_HOSTS : 1;
  }

  /** The receive window of each flow, bytes. */
  long windowBytes() {
    final long product = gigabits * 1000L * rttUs() / BITS_PER_BYTE;
    return Math.max(2 * product / sharing(), (long) LEAST_WINDOW_SEGMENTS * mss);
  }
}
