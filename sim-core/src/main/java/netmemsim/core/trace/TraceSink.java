package netmemsim.core.trace;

import netmemsim.core.event.EventSource;

/**
 * Receives trace records: a fingerprint, a recorder, an expectation. Must change no model state.
 */
@FunctionalInterface
public interface TraceSink {
  /**
   * One record. Fields beyond those that the tracepoint declares are 0.
   *
   * @param nowPs simulated time in picoseconds
   * @param tracepoint what happened
   * @param source where
   * @param a first field
   * @param b second field
   * @param c third field
   * @param d fourth field
   * @param e fifth field
   * @param f sixth field
   */
  void record(
      long nowPs,
      Tracepoint tracepoint,
      EventSource source,
      long a,
      long b,
      long c,
      long d,
      long e,
      long f);
}
