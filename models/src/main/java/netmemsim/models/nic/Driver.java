package netmemsim.models.nic;

import java.util.List;
import netmemsim.core.metric.Metric;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.Skb;
import org.jspecify.annotations.Nullable;

/**
 * What differs between drivers: how packets use buffers, how rings are refilled, the queue
 * management operations (struct netdev_queue_mgmt_ops), and what stands still during them. A driver
 * keeps no state of its own; that is in queues and their memory.
 */
interface Driver {
  /** Its name, as {@code ethtool -i} prints it. */
  String name();

  /** Its version, as {@code ethtool -i} prints it. */
  default String version() {
    return "";
  }

  /** Whether it counts queues as combined channels, not as RX and TX ones (get_channels). */
  default boolean combinedChannels() {
    return true;
  }

  /** Whether it tells the core which NAPI serves a queue (netif_queue_set_napi). */
  default boolean linksQueuesToNapi(final KernelProfile kernel) {
    return true;
  }

  /** What an RX queue counted, by the names of qstats; nothing without netdev_stat_ops. */
  default List<DriverStatistic> rxQueueStats(final RxQueue queue) {
    return QueueStatistics.of(queue);
  }

  /** What a TX queue counted, by the names of qstats. */
  default List<DriverStatistic> txQueueStats(final TxQueue queue) {
    return QueueStatistics.of(queue);
  }

  /** Its features. */
  default DriverFeatures features() {
    return DriverFeatures.COMMON;
  }

  /** Its counters of a device, in its order and by its names (get_ethtool_stats). */
  default List<DriverStatistic> statistics(final NetDevice device) {
    return QueueStatistics.of(device, this);
  }

  /** Its own statistics of a queue, by their names in {@code ethtool -S}. */
  List<Metric> statistics();

  /** Publishes its own statistics of a queue. */
  void publish(RxQueue queue);

  /** How many posted buffers the hardware needs for a packet. */
  int buffersFor(NetDevice device, Packet packet);

  /**
   * The hardware writes a packet's payload into the next posted buffers.
   *
   * @param from payload bytes that were written before, when the packet grew
   */
  void fill(NetDevice device, RxQueueMemory memory, Packet packet, int from);

  /**
   * The driver reaps the first completion and builds an skb; consumes the packet.
   *
   * @return the skb, or null when the driver drops it
   */
  @Nullable Skb receive(RxQueue queue, RxQueueMemory memory, long nowPs);

  /**
   * Posts buffers as the driver's poll does.
   *
   * @return buffers posted
   */
  int refill(RxQueue queue, RxQueueMemory memory);

  /** Looks after a queue from the driver's periodic task; see {@link NicProfile#servicePs}. */
  default void service(final RxQueue queue) {}

  /**
   * ndo_queue_mem_alloc.
   *
   * @throws KernelException its error
   */
  RxQueueMemory memAlloc(RxQueue queue) throws KernelException;

  /**
   * ndo_queue_stop.
   *
   * @return the old memory
   * @throws KernelException its error; the queue then still runs
   */
  RxQueueMemory stop(RxQueue queue) throws KernelException;

  /**
   * ndo_queue_start.
   *
   * @throws KernelException its error; the memory is then not in use
   */
  void start(RxQueue queue, RxQueueMemory memory) throws KernelException;

  /**
   * ndo_queue_mem_free.
   *
   * @param restarted whether a restart frees it; else the device is closed
   */
  void memFree(RxQueue queue, RxQueueMemory memory, boolean restarted);

  /** Holds things still, or lets them go on, around the operations. */
  void phase(RxQueue queue, RestartPhase phase);

  /**
   * Whether AF_XDP sockets can have zero copy (NETDEV_XDP_ACT_ZC).
   *
   * @param kernel the host's kernel
   */
  default boolean xskZeroCopy(final KernelProfile kernel) {
    return false;
  }

  /**
   * Whether it can send net_iovs ({@code dev->netmem_tx}).
   *
   * @param kernel the host's kernel
   */
  default boolean netmemTx(final KernelProfile kernel) {
    return false;
  }
}
