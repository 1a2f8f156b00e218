package netmemsim.scenarios.golden;

import java.util.Objects;
import netmemsim.core.metric.Metric;
import netmemsim.models.tcp.TcpConnection;

/** What SO_MEMINFO says of a connection. */
final class Figures {
  private Figures() {}

  /** A figure by its name. */
  static long of(final TcpConnection connection, final String name) {
    for (final Metric metric : TcpConnection.METRICS) {
      if (metric.name().equals(name)) {
        return connection.gauge(metric);
      }
    }
    throw new IllegalArgumentException(Objects.requireNonNull(name));
  }
}
