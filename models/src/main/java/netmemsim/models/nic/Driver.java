package netmemsim.models.nic;

import java.util.List;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.Skb;
import org.jspecify.annotations.Nullable;

/**
 * What differs between drivers: how packets use buffers, how rings are refilled, and the queue
 * management operations (struct netdev_queue_mgmt_ops). A driver keeps no state of its own; that is
 * in queues and their memory.
 */
interface Driver {
  /** Its name, as {@code ethtool -i} prints it. */
  String name();

  /** Its version, as {@code ethtool -i} prints it. */
  String version();

  /** Whether it counts queues as combined channels, not as RX and TX ones (get_channels). */
  boolean combinedChannels();

  /** Whether it tells the core which NAPI serves a queue (netif_queue_set_napi). */
  boolean linksQueuesToNapi(KernelProfile kernel);

  /** What an RX queue counted, by the names of qstats; nothing without netdev_stat_ops. */
  List<DriverStatistic> rxQueueStats(RxQueue queue);

  /** What a TX queue counted, by the names of qstats. */
  List<DriverStatistic> txQueueStats(TxQueue queue);

  /** Its features. */
  DriverFeatures features();

  /** Its counters of a device, in its order and by its names (get_ethtool_stats). */
  List<DriverStatistic> statistics(NetDevice device);

  /** How many posted buffers the hardware needs for a packet. */
  int buffersFor(NetDevice device, Packet packet);

  /** The hardware writes a packet's payload into the next posted buffers. */
  void fill(NetDevice device, RxQueueMemory memory, Packet packet);

  /**
   * The driver reaps the first completion and builds an skb; consumes the packet.
   *
   * @return the skb, or null when the driver drops it
   */
  @Nullable Skb receive(RxQueue queue, RxQueueMemory memory, long nowPs);

  /**
   * Posts buffers until the ring is full or there are none.
   *
   * @return buffers posted
   */
  int refill(RxQueue queue, RxQueueMemory memory);

  /**
   * ndo_queue_mem_alloc: a page pool and an empty ring.
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

  /** ndo_queue_mem_free. */
  void memFree(RxQueueMemory memory);

  /** What stands still while a queue is stopped or started, beside the queue itself. */
  void quiesce(NetDevice device, boolean on);

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
