package netmemsim.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Times ns-3 and NetmemSim on the same loads, process by process in turn, and prints one table. The
 * ratio is taken within each round, where both met the same weather.
 *
 * <p>{@code java -cp ... netmemsim.bench.peers.PeerTable NS3-BULK [ROUNDS [CASE]]}
 */
public final class PeerTable {
  private static final int DEFAULT_ROUNDS = 3;
  private static final long WARM_PACKETS = 20_000_000;
  private static final long PACKETS = 5_000_000;
  private static final long MOST_MINUTES = 10;
  private static final int FLOWS = 64;

  private static final List<Case> CASES =
      List.of(
          new Case("p2p", 10, 1448, "reno", "0.004", "0.03"),
          new Case("p2p", 10, 1448, "cubic", "0.004", "0.03"),
          new Case("p2p", 10, 8948, "reno", "0.004", "0.15"),
          new Case("p2p", 100, 1448, "reno", "0.004", "0.002"),
          new Case("p2p", 100, 8948, "reno", "0.004", "0.01"),
          new Case("dumbbell", 10, 1448, "reno", "0.004", "0.03"),
          new Case("dumbbell", 10, 1448, "cubic", "0.004", "0.03"),
          new Case("fattree", 10, 1448, "reno", "0.002", "0.0015"));

  private PeerTable() {}

  /** A load, and the simulated seconds before and in the measured span of ns-3, the slower one. */
  private record Case(
      String topology, int gigabits, int mss, String control, String warm, String measure) {
    String title() {
      return String.format(Locale.ROOT, "%s %dG %d %s", topology, gigabits, mss, control);
    }

    List<String> ns3(final Path program) {
      return List.of(
          program.toString(),
          "--topology=" + topology,
          "--rate=" + gigabits,
          "--mss=" + mss,
          "--cc=" + control,
          "--flows=" + FLOWS,
          "--warm=" + warm,
          "--measure=" + measure);
    }

    List<String> ours() {
      return List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:+UseSerialGC",
          "-Xmx512m",
          "-cp",
          System.getProperty("java.class.path"),
          BulkRun.class.getName(),
          topology,
          Integer.toString(gigabits),
          Integer.toString(mss),
          control,
          Integer.toString(FLOWS),
          Long.toString(WARM_PACKETS),
          Long.toString(PACKETS));
    }
  }

  /**
   * Runs it.
   *
   * @param arguments the ns-3 program; then the number of rounds, and a word that a case's title
   *     must contain, both optional
   */
  public static void main(final String[] arguments) {
    final Path program = Path.of(arguments[0]);
    final int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEFAULT_ROUNDS;
    final String wanted = arguments.length > 2 ? arguments[2] : "";
    System.out.printf(
        Locale.ROOT,
        "%-24s  %23s  %17s  %17s  %13s  %15s  %8s%n%-24s  %23s  %17s  %17s  %13s  %15s  %8s%n",
        "load",
        "ns-3, ns/packet",
        "NetmemSim",
        "ratio",
        "events/packet",
        "goodput, %",
        "bytes",
        "",
        "min/med/max",
        "min/med/max",
        "min/med/max",
        "ns-3/ours",
        "ns-3/ours",
        "/packet");
    for (final Case load : CASES) {
      if (load.title().contains(wanted)) {
        System.out.println(row(load, program, rounds));
      }
    }
  }

  private static String row(final Case load, final Path program, final int rounds) {
    final List<Double> peers = new ArrayList<>();
    final List<Double> ours = new ArrayList<>();
    final List<Double> ratios = new ArrayList<>();
    double[] theirFigures = {};
    double[] ourFigures = {};
    for (int round = 0; round < rounds; round++) {
      theirFigures = run(load.ns3(program));
      ourFigures = run(load.ours());
      final double theirNs = theirFigures[0] / theirFigures[1];
      final double ourNs = ourFigures[0] / ourFigures[1];
      peers.add(theirNs);
      ours.add(ourNs);
      ratios.add(theirNs / ourNs);
    }
    return String.format(
        Locale.ROOT,
        "%-24s  %23s  %17s  %17s  %13s  %15s  %8.3f",
        load.title(),
        spread(peers),
        spread(ours),
        spread(ratios),
        String.format(
            Locale.ROOT,
            "%.1f / %.1f",
            theirFigures[2] / theirFigures[1],
            ourFigures[2] / ourFigures[1]),
        String.format(Locale.ROOT, "%.1f / %.1f", theirFigures[3], ourFigures[3]),
        ourFigures[4] / ourFigures[1]);
  }

  /** Runs a program that prints one line of numbers. */
  private static double[] run(final List<String> command) {
    try {
      final Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      final String line =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroy();
        throw new IllegalStateException("failed: " + String.join(" ", command));
      }
      final String[] words = line.split(" ", -1);
      final double[] figures = new double[words.length];
      for (int i = 0; i < words.length; i++) {
        figures[i] = Double.parseDouble(words[i]);
      }
      return figures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String spread(final List<Double> values) {
    final List<Double> sorted = values.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "%.0f/%.0f/%.0f",
        sorted.get(0),
        sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() - 1));
  }
}
