package netmemsim.bench.peers;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Locale;
import netmemsim.core.time.Picoseconds;

/**
 * How much heap many flows take: opens them over a 100 Gbit/s dumbbell of 64 pairs of hosts, a
 * microsecond after each other, lets all of them send for some round trips, and prints the heap
 * that is live then. Run it with the heap that it has to fit in, such as {@code -Xmx100m}.
 *
 * <p>{@code java -Xmx100m -cp ... netmemsim.bench.peers.FlowMemory [FLOWS]}
 */
public final class FlowMemory {
  private static final int DEFAULT_FLOWS = 10_000;
  private static final int MSS = 1448;
  private static final int GIGABITS = 100;
  private static final long AFTER_PS = 20 * Picoseconds.PER_MS;
  private static final double BYTES_PER_MB = 1e6;

  private FlowMemory() {}

  /**
   * Runs it.
   *
   * @param arguments the number of flows, or nothing for 10 000
   */
  public static void main(final String[] arguments) {
    final int flows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_FLOWS;
    final long emptyBytes = liveBytes();
    final BulkLoad load = new BulkLoad("crowd", GIGABITS, MSS, "reno", flows);
    try (BulkNetwork network = new BulkNetwork(load)) {
      network.simulator().runUntil(flows * Picoseconds.PER_US + AFTER_PS);
      final long bytes = liveBytes();
      System.out.printf(
          Locale.ROOT,
          "%d flows: %.1f MB of heap live (%.1f MB before), %.0f bytes a flow, limit %.0f MB;"
              + " %.0f MB delivered%n",
          flows,
          bytes / BYTES_PER_MB,
          emptyBytes / BYTES_PER_MB,
          (double) (bytes - emptyBytes) / flows,
          Runtime.getRuntime().maxMemory() / BYTES_PER_MB,
          network.deliveredBytes() / BYTES_PER_MB);
    }
  }

  private static long liveBytes() {
    final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
