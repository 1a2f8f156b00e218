package netmemsim.bench.peers;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import netmemsim.core.time.Picoseconds;

/**
 * Runs one load on our side and prints one line as {@code ns3-bulk} does, and one figure more: CPU
 * ns of the process, delivered data packets, simulator events, goodput in per cent of what the
 * links carry, and bytes that the thread allocated, all over the measured span.
 *
 * <p>{@code java -cp ... netmemsim.bench.peers.BulkRun TOPOLOGY GIGABITS MSS CONTROL FLOWS
 * WARM_PACKETS PACKETS [SPANS]}
 */
public final class BulkRun {
  private BulkRun() {}

  /**
   * Runs it.
   *
   * @param arguments see above
   */
  public static void main(final String[] arguments) {
    final BulkLoad load =
        new BulkLoad(
            arguments[0],
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            arguments[3],
            Integer.parseInt(arguments[4]));
    final int windows = arguments.length > 7 ? Integer.parseInt(arguments[7]) : 1;
    measure(load, Long.parseLong(arguments[5]), Long.parseLong(arguments[6]), windows)
        .forEach(figures -> System.out.println(figures.line()));
  }

  /**
   * Figures of a measured span.
   *
   * @param cpuNs CPU of the process
   * @param dataPackets delivered, full segments
   * @param events simulator events
   * @param goodputPercent of what the links carry
   * @param allocatedBytes by the thread
   */
  public record Figures(
      long cpuNs, long dataPackets, long events, double goodputPercent, long allocatedBytes) {
    String line() {
      return String.format(
          Locale.ROOT,
          "%d %d %d %.2f %d",
          cpuNs,
          dataPackets,
          events,
          goodputPercent,
          allocatedBytes);
    }
  }

  /**
   * Measures a load.
   *
   * @param load what runs
   * @param warmPackets about so many data packets pass before the first span
   * @param packets about so many pass in a span
   * @param windows how many spans
   * @return the figures of each span
   */
  public static List<Figures> measure(
      final BulkLoad load, final long warmPackets, final long packets, final int windows) {
    final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    final OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    final long packetPs = load.packetPs();
    final List<Figures> spans = new ArrayList<>();
    try (BulkNetwork network = new BulkNetwork(load)) {
      final BulkSimulator simulator = network.simulator();
      long untilPs = Picoseconds.PER_MS + warmPackets * packetPs;
      simulator.runUntil(untilPs);
      for (int i = 0; i < windows; i++) {
        final long bytes = network.deliveredBytes();
        final long events = simulator.eventsFired();
        final long allocated = threads.getCurrentThreadAllocatedBytes();
        final long cpu = system.getProcessCpuTime();
        untilPs += packets * packetPs;
        simulator.runUntil(untilPs);
        final long cpuNs = system.getProcessCpuTime() - cpu;
        final long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - allocated;
        final long dataPackets = (network.deliveredBytes() - bytes) / load.mss();
        spans.add(
            new Figures(
                cpuNs,
                dataPackets,
                simulator.eventsFired() - events,
                100.0 * dataPackets / packets,
                allocatedBytes));
      }
    }
    return spans;
  }
}
