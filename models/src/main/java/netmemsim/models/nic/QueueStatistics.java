package netmemsim.models.nic;

import java.util.ArrayList;
import java.util.List;
import netmemsim.core.metric.Metric;
import netmemsim.core.metric.Reading;

/** Statistics of drivers that keep them for the life of a queue, unlike {@link GveStatistics}. */
final class QueueStatistics {
  private QueueStatistics() {}

  /** The driver's own statistics of each queue, the queue's number before the name. */
  static List<DriverStatistic> of(final NetDevice device, final Driver driver) {
    final List<DriverStatistic> all = new ArrayList<>();
    for (final RxQueue queue : device.rxQueues()) {
      for (final Metric metric : driver.statistics()) {
        final Reading reading = device.tree().findReading(queue.path() + "/" + metric.name());
        if (reading != null) {
          all.add(new DriverStatistic("[" + queue.index() + "]: " + metric.name(), reading.read()));
        }
      }
    }
    return all;
  }

  static List<DriverStatistic> of(final RxQueue queue) {
    return List.of(
        new DriverStatistic("rx-packets", queue.packets.value()),
        new DriverStatistic("rx-bytes", queue.bytes.value()),
        new DriverStatistic("rx-alloc-fail", queue.allocFails.value()));
  }

  static List<DriverStatistic> of(final TxQueue queue) {
    return List.of(
        new DriverStatistic("tx-packets", queue.packets.value()),
        new DriverStatistic("tx-bytes", queue.bytes.value()));
  }
}
