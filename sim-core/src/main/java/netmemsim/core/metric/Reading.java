package netmemsim.core.metric;

import java.util.function.LongSupplier;
import netmemsim.core.event.EventSource;
import org.jspecify.annotations.Nullable;

/**
 * A metric of one entity, ready to be read.
 *
 * @param metric the declaration
 * @param source the entity
 * @param value reads it: a counter's count, a gauge's value, a histogram's count
 * @param histogram the distribution behind it, for a histogram
 */
public record Reading(
    Metric metric, EventSource source, LongSupplier value, @Nullable Histogram histogram) {
  /** The full name: {@code server/eth1/rxq15/rx_buf_alloc_fail}. */
  public String path() {
    return source.path() + "/" + metric.name();
  }

  /** The value now. */
  public long read() {
    return value.getAsLong();
  }
}
