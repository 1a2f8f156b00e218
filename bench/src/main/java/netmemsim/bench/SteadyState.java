package netmemsim.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.Event;
import netmemsim.core.metric.Reading;
import netmemsim.core.time.Picoseconds;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.ScenarioLoader;
import netmemsim.scenarios.run.RunObserver;
import netmemsim.scenarios.run.RunOutcome;
import netmemsim.scenarios.run.ScenarioRun;

/**
 * What a data packet of the quickstart scenario costs in steady state: CPU time and allocated bytes
 * of the simulation's thread between two points of simulated time, after a warm-up. The flow is
 * made endless with {@code --set}; nothing else differs from {@code netmemsim run}: fingerprints,
 * expectations and invariants are on.
 *
 * <p>{@code java -cp ... netmemsim.bench.SteadyState [FILE [WINDOWS]]}
 */
public final class SteadyState {
  private static final long WARM_UP_PS = 500 * Picoseconds.PER_MS;
  private static final long WINDOW_PS = 300 * Picoseconds.PER_MS;
  private static final int DEFAULT_WINDOWS = 5;

  private SteadyState() {}

  /**
   * Runs the scenario and prints a line for each window.
   *
   * @param arguments the scenario file and the number of windows, both optional
   */
  public static void main(final String[] arguments) {
    final Path file =
        Path.of(arguments.length > 0 ? arguments[0] : "scenarios/library/quickstart.yaml");
    final int windows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEFAULT_WINDOWS;
    final long stopPs = WARM_UP_PS + windows * WINDOW_PS;
    final LoadedScenario loaded =
        new ScenarioLoader()
            .load(file, List.of("stop=" + stopPs + "ps", "apps[1].netcat.send=1TiB"));
    final Probe probe = new Probe(windows);
    final RunOutcome outcome =
        new ScenarioRun(
                loaded,
                loaded.scenario().kernels().get(0),
                loaded.scenario().seed(),
                List.of(probe))
            .execute();
    probe.report(outcome.passed());
  }

  /** Looks at the run at the end of the warm-up and of each window. */
  private static final class Probe implements RunObserver {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long[] cpuNs;
    private final long[] allocatedBytes;
    private final long[] dataPackets;
    private final long[] events;
    private int taken;

    Probe(final int windows) {
      cpuNs = new long[windows + 1];
      allocatedBytes = new long[windows + 1];
      dataPackets = new long[windows + 1];
      events = new long[windows + 1];
    }

    @Override
    public void onStart(final EntityTree tree) {
      for (int i = 0; i < cpuNs.length; i++) {
        tree.simulator().scheduleAt(look(tree), WARM_UP_PS + i * WINDOW_PS);
      }
    }

    private Event look(final EntityTree tree) {
      return new Event(null, (short) (Event.MIN_PRIORITY - 1)) {
        @Override
        public void fire(final long nowPs) {
          long packets = 0;
          for (final Reading reading : tree.readings()) {
            if (reading.metric().name().equals("data_packets")) {
              packets += reading.read();
            }
          }
          dataPackets[taken] = packets;
          events[taken] = tree.simulator().eventsFired();
          allocatedBytes[taken] = threads.getCurrentThreadAllocatedBytes();
          cpuNs[taken] = threads.getCurrentThreadCpuTime();
          taken++;
        }

        @Override
        public boolean observesOnly() {
          return true;
        }
      };
    }

    @Override
    public void onEnd(final EntityTree tree) {
      if (taken != cpuNs.length) {
        throw new IllegalStateException("only " + taken + " of " + cpuNs.length + " looks taken");
      }
    }

    void report(final boolean passed) {
      final List<Double> perPacket = new ArrayList<>();
      System.out.println("window  data packets  ns/packet  packets/CPU-s  events/packet  B/packet");
      for (int i = 1; i < taken; i++) {
        final long packets = dataPackets[i] - dataPackets[i - 1];
        final double ns = (double) (cpuNs[i] - cpuNs[i - 1]) / packets;
        perPacket.add(ns);
        System.out.printf(
            Locale.ROOT,
            "%6d  %12d  %9.0f  %13.0f  %13.2f  %8.4f%n",
            i,
            packets,
            ns,
            1e9 / ns,
            (double) (events[i] - events[i - 1]) / packets,
            (double) (allocatedBytes[i] - allocatedBytes[i - 1]) / packets);
      }
      final double[] sorted = perPacket.stream().mapToDouble(Double::doubleValue).toArray();
      Arrays.sort(sorted);
      final double median = sorted[sorted.length / 2];
      System.out.printf(
          Locale.ROOT,
          "median %.0f ns of CPU per data packet, %.2f million data packets per CPU-second; checks %s%n",
          median,
          1e3 / median,
          passed ? "passed" : "FAILED");
    }
  }
}
