package netmemsim.models.netmem;

import java.util.List;
import java.util.stream.Stream;
import netmemsim.core.metric.Metric;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Tracepoint;

/** What can be observed of a page pool. */
final class PagePoolNames {
  static final List<Metric> STATES =
      List.of(
          Metric.gauge("inflight", "buffers", "taken from allocator or provider, not given back"),
          Metric.gauge("cache", "buffers", "in the lockless cache"),
          Metric.gauge("ring", "buffers", "in the ptr_ring"),
          Metric.gauge("detached", "flag", "1 from destruction until nothing is in flight"),
          Metric.gauge("destroyed", "flag", "1 once the pool is gone"),
          Metric.counter("stalled_warnings", "warnings", "warnings of a stalled shutdown"),
          Metric.counter(
              "returned_after_free", "references", "dropped after the pool was freed by force"));

  /** Metrics; statistics by their ethtool names (kernel-facts.md 3.10). */
  static final List<Metric> METRICS =
      Stream.concat(PagePoolStats.METRICS.stream(), STATES.stream()).toList();

  static final Tracepoint HOLD =
      Tracepoint.of("page_pool_state_hold", Rung.NONE, "a buffer entered the pool", "hold");
  static final Tracepoint RELEASE =
      Tracepoint.of("page_pool_state_release", Rung.NONE, "a buffer left the pool", "release");
  static final Tracepoint POOL_RELEASE =
      Tracepoint.of(
          "page_pool_release",
          Rung.HOST,
          "a destroyed pool looked whether anything is in flight",
          "inflight",
          "hold",
          "release");
  static final Tracepoint UPDATE_NID =
      Tracepoint.of("page_pool_update_nid", Rung.HOST, "the pool's NUMA node changed", "new_nid");
  static final Tracepoint STALLED =
      Tracepoint.of(
          "page_pool_stalled",
          Rung.HOST,
          "the log says \"stalled pool shutdown\"; no tracepoint in the kernel",
          "id",
          "inflight",
          "sec");
  static final Tracepoint NEGATIVE =
      Tracepoint.of(
          "page_pool_negative",
          Rung.HOST,
          "the log says \"Negative inflight packet-pages\"; no tracepoint in the kernel",
          "inflight");

  /** Tracepoints, named as in include/trace/events/page_pool.h. */
  static final List<Tracepoint> TRACEPOINTS =
      List.of(HOLD, RELEASE, POOL_RELEASE, UPDATE_NID, STALLED, NEGATIVE);

  private PagePoolNames() {}
}
