package netmemsim.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link HoldBenchmark} with the two simulators taking turns, process by process, and prints
 * one table. The ratio is taken within each round, where both met the same weather.
 */
public final class HoldTable {
  private static final List<Integer> PENDING = List.of(4, 100, 10_000, 1_000_000);

  /** The figures of one process. */
  private record Figures(double nsPerEvent, double bytesPerEvent) {}

  private HoldTable() {}

  /**
   * Runs it.
   *
   * @param args the number of rounds, or nothing for 3; then options for the measured JVMs in place
   *     of the benchmark's own
   */
  public static void main(final String[] args) throws RunnerException {
    final int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    final List<String> jvmOptions = List.of(args).subList(Math.min(1, args.length), args.length);
    System.out.printf(
        Locale.ROOT,
        "%10s  %24s  %24s  %20s  %16s%n%10s  %24s  %24s  %20s  %16s%n",
        "events",
        "stock DSOL, ns/event",
        "NetmemSim, ns/event",
        "ratio",
        "bytes/event",
        "pending",
        "min/med/max",
        "min/med/max",
        "min/med/max",
        "stock/NetmemSim");
    for (final int pending : PENDING) {
      final List<Double> stockNs = new ArrayList<>();
      final List<Double> oursNs = new ArrayList<>();
      final List<Double> ratios = new ArrayList<>();
      final List<Double> stockBytes = new ArrayList<>();
      final List<Double> oursBytes = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        final Figures stock = run("stock", pending, jvmOptions);
        final Figures ours = run("netmemsim", pending, jvmOptions);
        stockNs.add(stock.nsPerEvent);
        oursNs.add(ours.nsPerEvent);
        ratios.add(stock.nsPerEvent / ours.nsPerEvent);
        stockBytes.add(stock.bytesPerEvent);
        oursBytes.add(ours.bytesPerEvent);
      }
      System.out.printf(
          Locale.ROOT,
          "%10d  %24s  %24s  %20s  %16s%n",
          pending,
          spread(stockNs, "%.0f"),
          spread(oursNs, "%.0f"),
          spread(ratios, "%.1f"),
          String.format(Locale.ROOT, "%.0f / %.2f", median(stockBytes), median(oursBytes)));
    }
  }

  private static Figures run(
      final String simulator, final int pending, final List<String> jvmOptions)
      throws RunnerException {
    final var options =
        new OptionsBuilder()
            .include("HoldBenchmark\\." + simulator + "$")
            .param("pending", Integer.toString(pending))
            .addProfiler(GCProfiler.class)
            .addProfiler(CpuTime.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    if (!jvmOptions.isEmpty()) {
      options.jvmArgs(jvmOptions.toArray(String[]::new));
    }
    final RunResult result = new Runner(options.build()).runSingle();
    return new Figures(secondary(result, CpuTime.LABEL), secondary(result, "gc.alloc.rate.norm"));
  }

  @SuppressWarnings("rawtypes") // as JMH declares it
  private static double secondary(final RunResult result, final String label) {
    for (final Map.Entry<String, Result> entry : result.getSecondaryResults().entrySet()) {
      if (entry.getKey().endsWith(label)) {
        return entry.getValue().getStatistics().getPercentile(50);
      }
    }
    throw new IllegalStateException("JMH gives no " + label);
  }

  private static String spread(final List<Double> values, final String format) {
    return String.format(
        Locale.ROOT,
        format + "/" + format + "/" + format,
        Collections.min(values),
        median(values),
        Collections.max(values));
  }

  private static double median(final List<Double> values) {
    final List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
