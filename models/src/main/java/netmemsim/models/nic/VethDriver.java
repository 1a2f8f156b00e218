package netmemsim.models.nic;

import java.util.List;
import netmemsim.core.metric.Metric;

/**
 * One end of a veth pair with GRO on, so that it has a NAPI behind a ptr_ring of VETH_RING_SIZE
 * (drivers/net/veth.c, v6.12). It has no queue management operations and no header split.
 */
final class VethDriver extends SoftwareDriver {
  private static final List<Metric> STATISTICS =
      List.of(Metric.counter("rx_drops", "packets", "dropped because the ring was full"));

  @Override
  public String name() {
    return "veth";
  }

  @Override
  public List<Metric> statistics() {
    return STATISTICS;
  }

  @Override
  public void publish(final RxQueue queue) {
    queue.publish(STATISTICS.get(0), queue.overruns);
  }
}
