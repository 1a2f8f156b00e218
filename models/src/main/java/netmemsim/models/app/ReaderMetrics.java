package netmemsim.models.app;

import java.util.List;
import netmemsim.core.metric.Metric;

/** The metrics of what an application received. */
public final class ReaderMetrics {
  /** All of them, in the order of registration. */
  public static final List<Metric> ALL = StreamReader.METRICS;

  private ReaderMetrics() {}
}
