package netmemsim.scenarios.golden;

import java.util.List;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.JsonNode;

/**
 * What the machine that recorded added to every way: its programs are woken by timers and by data,
 * which takes time. Taken from what the runs say of themselves, not from what is compared.
 *
 * @param minRttUs the least round trip time that TCP measured (snd.min_rtt_us), the median of the
 *     runs; 0 when unknown
 * @param connectUs how much later than that time connect() returned (snd.connect_us), the median of
 *     the runs: the program had to be woken
 */
record Latency(long minRttUs, long connectUs) {
  /** None. */
  static final Latency NONE = new Latency(0, 0);

  /** Reads it from the runs. */
  static Latency of(final List<JsonNode> runs) {
    return new Latency(
        median(runs, run -> run.at("/snd/min_rtt_us").asDouble(0)),
        median(
            runs,
            run -> run.at("/snd/connect_us").asDouble(0) - run.at("/snd/min_rtt_us").asDouble(0)));
  }

  /**
   * How long it takes to wake a program. A handshake is idle, so when the machine is busy later,
   * connect() overstates it: no more than a way takes longer.
   *
   * @param rttUs twice the delay
   * @return microseconds
   */
  long wakeUs(final long rttUs) {
    return Math.min(connectUs, wayUs(rttUs));
  }

  private static long median(final List<JsonNode> runs, final ToDoubleFunction<JsonNode> value) {
    final double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
    return Math.max(0, Math.round(sorted[sorted.length / 2]));
  }

  /**
   * What each way takes longer than the delay that was asked for.
   *
   * @param rttUs twice the delay
   * @return microseconds
   */
  long wayUs(final long rttUs) {
    return Math.max(0, minRttUs - rttUs) / 2;
  }
}
