package netmemsim.scenarios.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the kernel did in the runs of a case: the sorted values of each measure. */
final class KernelRuns {
  private final Map<Measure, double[]> values = new EnumMap<>(Measure.class);
  private final boolean tailDrops;
  private final Latency latency;

  private KernelRuns(final boolean tailDrops, final Latency latency) {
    this.tailDrops = tailDrops;
    this.latency = latency;
  }

  /**
   * Reads them.
   *
   * @param where file and path, for messages
   * @param runs the array {@code runs}
   * @throws GoldenException when it is no array of runs, or when all runs failed
   */
  static KernelRuns of(final String where, final @Nullable JsonNode runs) {
    if (runs == null || !runs.isArray()) {
      throw new GoldenException(where, "expected an array of runs");
    }
    final List<JsonNode> good = new ArrayList<>();
    for (final JsonNode run : runs) {
      if (!run.has("error")) {
        good.add(run);
      }
    }
    if (good.isEmpty()) {
      throw new GoldenException(where, "there is no run without an error");
    }
    boolean tailDrops = false;
    for (final JsonNode run : good) {
      tailDrops |= run.path("fwd").path("tail_drops").asLong(0) > 0;
    }
    final KernelRuns read = new KernelRuns(tailDrops, Latency.of(good));
    read.put(Measure.COMPLETE, where, good, "/complete_s");
    read.put(Measure.RETRANS, where, good, "/snd/total_retrans");
    read.put(Measure.RTO, where, good, "/snd/total_rto");
    read.putOptional(
        Measure.FAST_RECOVERIES,
        good,
        "/tcpext_snd/TCPSackRecovery",
        "/tcpext_snd/TCPRenoRecovery");
    read.putOptional(Measure.TLP, good, "/tcpext_snd/TCPLossProbes");
    read.put(Measure.CWND, where, good, "/snd/final_cwnd");
    read.put(Measure.SSTHRESH, where, good, "/snd/final_ssthresh");
    read.put(Measure.QUEUE, where, good, "/fwd/max_queue");
    read.put(Measure.ACKS, where, good, "/fwd/pure_acks");
    return read;
  }

  private void put(
      final Measure measure, final String where, final List<JsonNode> runs, final String path) {
    final double[] found = new double[runs.size()];
    for (int i = 0; i < found.length; i++) {
      final JsonNode node = runs.get(i).at(path);
      if (!node.isNumber()) {
        throw new GoldenException(
            where + "[" + i + "]" + path.replace('/', '.'), "expected a number");
      }
      found[i] = node.asDouble();
    }
    Arrays.sort(found);
    values.put(measure, found);
  }

  /** Counters that are 0 are left out of the file. */
  private void putOptional(
      final Measure measure, final List<JsonNode> runs, final String... paths) {
    final double[] found = new double[runs.size()];
    for (int i = 0; i < found.length; i++) {
      for (final String path : paths) {
        found[i] += runs.get(i).at(path).asDouble(0);
      }
    }
    Arrays.sort(found);
    values.put(measure, found);
  }

  private double[] sorted(final Measure measure) {
    final double[] found = values.get(measure);
    if (found == null) {
      throw new IllegalArgumentException("the kernel has no " + measure);
    }
    return found;
  }

  /** The value in the middle. */
  double median(final Measure measure) {
    final double[] found = sorted(measure);
    final int middle = found.length / 2;
    return found.length % 2 == 1 ? found[middle] : (found[middle - 1] + found[middle]) / 2;
  }

  /** From the least to the greatest value. */
  double spread(final Measure measure) {
    final double[] found = sorted(measure);
    return found[found.length - 1] - found[0];
  }

  /** Whether the bottleneck's queue was full in some run. */
  boolean hadTailDrops() {
    return tailDrops;
  }

  /** What the machine that recorded added to every way. */
  Latency latency() {
    return latency;
  }
}
