package netmemsim.models.nic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.core.trace.FrameDirection;
import netmemsim.core.trace.FrameTap;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.host.Host;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.netmem.MemoryProvider;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.netmem.PagePoolListener;
import netmemsim.models.netmem.PagePoolParams;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.PacketEncoder;
import netmemsim.models.packet.PacketPool;
import netmemsim.models.packet.Skb;
import netmemsim.models.topology.FrameReceiver;
import netmemsim.models.topology.LinkDirection;
import org.jspecify.annotations.Nullable;

/**
 * A network device (struct net_device): queues, RSS, flow rules, header-split setting, and a driver
 * that knows how its hardware uses them.
 */
public final class NetDevice extends DeviceSettings implements FrameReceiver {
  /** What {@code ethtool -G tcp-data-split} was set to. */
  public enum TcpDataSplit {
    /** Never set: the driver decides. */
    AUTO,
    /** Off. */
    OFF,
    /** On. */
    ON
  }

  /** Metrics. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.counter("rx_dropped", "packets", "received while the device was down"),
          Metric.gauge("up", "flag", "1 while the device is up"),
          Metric.gauge("quiesced", "flag", "1 while the driver holds all queues still"),
          Metric.gauge("page_pools", "pools", "page pools of the device, detached ones included"),
          Metric.counter("tx_dropped", "skbs", "buffers dropped on the way to a TX queue"),
          Metric.counter(
              "tx_bad_access",
              "skbs",
              "unreadable buffers mapped as if they were pages; the wire carries garbage"),
          Metric.gauge("tx_leaked", "skbs", "buffers forgotten when the device went down"),
          Metric.counter("resets", "resets", "resets of the whole device"));

  private static final Tracepoint POOL_ADDED =
      Tracepoint.of("page-pool-add-ntf", Rung.NONE, "a page pool was made", "id", "inflight");
  private static final Tracepoint POOL_DETACHED =
      Tracepoint.of(
          "page-pool-change-ntf",
          Rung.NONE,
          "a page pool was destroyed with buffers in flight: it is detached",
          "id",
          "inflight");
  private static final Tracepoint POOL_GONE =
      Tracepoint.of("page-pool-del-ntf", Rung.NONE, "a page pool is gone", "id", "inflight");

  /**
   * Tracepoints: restarts, and the notifications of the netlink group page-pool (page_pool_user.c).
   */
  public static final List<Tracepoint> TRACEPOINTS =
      List.of(QueueRestart.RESTART, POOL_ADDED, POOL_DETACHED, POOL_GONE);

  private final Driver driver;
  private final DeviceQueues queues;
  private final DevicePools pools;
  private final RxSteering steering;
  private final TransmitEngine engine;
  private final DeviceTasks tasks;
  private final Trace restartTrace = trace(QueueRestart.RESTART);
  private final Trace poolAdded = trace(POOL_ADDED);
  private final Trace poolDetached = trace(POOL_DETACHED);
  private final Trace poolGone = trace(POOL_GONE);
  private final List<PagePoolListener> poolListeners = new ArrayList<>();
  private SkbReceiver stack = Skb::free;
  private final XdpState xdp = new XdpState(this);
  private boolean registered = true;
  private boolean up;
  private boolean reopening;
  private boolean quiesced;
  private final Counter rxDropped = counter(METRICS.get(0));
  private final Counter resets = counter(METRICS.get(7));

  /** Buffers dropped on the way to a TX queue. */
  final Counter txDropped = counter(METRICS.get(4));

  /** Unreadable buffers mapped as if they were pages. */
  final Counter txBadAccess = counter(METRICS.get(5));

  private final FrameTap receivedFrames =
      frameTap(FrameDirection.INBOUND, PacketEncoder.ethernetReceived());

  /** Frames on their way to the wire, after TSO. */
  final FrameTap sentFrames = frameTap(FrameDirection.OUTBOUND, PacketEncoder.ethernetSent());

  /**
   * A device that is down.
   *
   * @param host its host
   * @param name its name
   * @param ifindex its interface index
   * @param profile what kind of NIC it is
   * @param config how it is set up
   * @param packets where wire packets come from
   * @param pagePoolIds the host's ids of page pools
   */
  public NetDevice(
      final Host host,
      final String name,
      final int ifindex,
      final NicProfile profile,
      final NicConfig config,
      final PacketPool packets,
      final PagePoolIds pagePoolIds) {
    super(host, name, ifindex, profile, config);
    this.pools = new DevicePools(this, pagePoolIds);
    this.driver = Drivers.named(profile.driver());
    this.queues = new DeviceQueues(this);
    queues.resize(config.queues(), config.queues());
    this.steering =
        new RxSteering(this, new FlowRules(profile.maxFlowRules(), profile.driverPicksLocation()));
    this.engine = new TransmitEngine(this, packets);
    this.tasks = new DeviceTasks(this);
    reading(METRICS.get(1), () -> up ? 1 : 0);
    reading(METRICS.get(2), () -> quiesced ? 1 : 0);
    reading(METRICS.get(3), () -> pools.live().size());
    reading(METRICS.get(6), engine::leakedSkbs);
  }

  Driver driver() {
    return driver;
  }

  Trace restartTrace() {
    return restartTrace;
  }

  /** Its RX queues, as many as there are channels. */
  public List<RxQueue> rxQueues() {
    return queues.rx();
  }

  /** An RX queue, whether it is in use or not. */
  RxQueue rxQueue(final int index) {
    return queues.rxAt(index);
  }

  /** Its TX queues, as many as there are channels. */
  public List<TxQueue> txQueues() {
    return queues.tx();
  }

  /**
   * Sets how many queues there are. The device must be down or suspended. What waits on a TX queue
   * that goes is dropped; a table that the user did not set follows the number of RX queues.
   *
   * @param rx RX queues, at least 1
   * @param tx TX queues, at least 1
   */
  public void setQueues(final int rx, final int tx) {
    queues.resize(rx, tx);
    queues.spareTx().forEach(engine::dropAll);
    if (!rss().isSetByUser()) {
      rss().setDefault(rx);
    }
  }

  /** The indirection table of its default RSS context. */
  public RssTable rss() {
    return steering.context(0).table();
  }

  /** Its ntuple rules. */
  public FlowRules flowRules() {
    return steering.rules();
  }

  /** Its RSS contexts and ntuple rules. */
  public RxSteering steering() {
    return steering;
  }

  /** Its page pools, in order of creation, those that are gone left out. */
  public List<PagePool> pagePools() {
    return pools.live();
  }

  boolean hasPoolOn(final MemoryProvider provider, final int queue) {
    return pools.hasPoolOn(provider, queue);
  }

  /** XDP programs and AF_XDP sockets on it. */
  public XdpState xdp() {
    return xdp;
  }

  /** Connects the device to a link. */
  public void attachLink(final LinkDirection link) {
    engine.attach(link);
  }

  /** Sets where received buffers go. */
  public void attachStack(final SkbReceiver receiver) {
    stack = receiver;
  }

  /** Whether the device is up. */
  public boolean isUp() {
    return up;
  }

  /** Whether any queue has a memory provider. */
  public boolean hasMemoryProvider() {
    return rxQueues().stream().anyMatch(queue -> queue.memoryProvider() != null);
  }

  /**
   * Brings the device up (ndo_open): every queue gets memory and starts.
   *
   * @throws KernelException when a page pool cannot be made; the device is then down
   */
  public void open() throws KernelException {
    if (up) {
      return;
    }
    up = true;
    quiesced = false;
    try {
      queues.start();
    } catch (KernelException e) {
      close();
      throw e;
    }
    steering.reopen();
    reopening = false;
    engine.setStopped(false);
    tasks.start();
  }

  /**
   * Takes the device down (dev_close): queues stop, their pools are destroyed, and what waits to be
   * sent is dropped.
   */
  public void close() {
    stopQueues();
    reopening = false;
    engine.dropWaiting();
  }

  /** Whether it can send net_iovs. */
  public boolean netmemTx() {
    return driver.netmemTx(host().kernel());
  }

  /** Whether it is there: not yet unregistered. */
  public boolean isRegistered() {
    return registered;
  }

  /**
   * Takes the device away for good, as unbinding or unloading its driver does
   * (unregister_netdevice): it goes down, and XDP programs and AF_XDP sockets leave it.
   */
  public void unregister() {
    close();
    registered = false;
    xdp.uninstall();
  }

  /**
   * Stops all queues so that they can be opened anew; what waits to be sent stays with the qdisc.
   */
  void suspend() {
    stopQueues();
    reopening = true;
  }

  private void stopQueues() {
    engine.setStopped(true);
    queues.stop();
    up = false;
  }

  /**
   * Holds all queues still, or lets them go on: NAPI and transmit. Packets that arrived meanwhile
   * are found by a poll that each queue gets (gve_turnup, v6.10).
   */
  void setQuiesced(final boolean on) {
    quiesced = on;
    queues.holdNapis(on);
    engine.setStopped(on);
  }

  /** Whether the driver holds all queues still. */
  boolean isQuiesced() {
    return quiesced;
  }

  /** Whether the hardware lets packets in at all. */
  void setReceiving(final boolean on) {
    queues.setReceiving(on);
  }

  PagePool createPagePool(final PagePoolParams params) throws KernelException {
    final PagePool pool = pools.create(params);
    pool.listen(this::poolChanged);
    poolChanged(pool, PagePoolListener.Change.ADD);
    return pool;
  }

  /** Resets the device as soon as its lock is free: the driver found that it must. */
  void scheduleReset() {
    tasks.scheduleReset();
  }

  void countReset() {
    resets.increment();
  }

  /** References to network memory that the NIC's rings hold, and debugfs. */
  public long postedBuffers() {
    return queues.postedBuffers() + (heldPage() == null ? 0 : 1);
  }

  @Override
  public void receive(final Packet packet) {
    if (!up) {
      rxDropped.increment();
      packet.release();
      return;
    }
    if (receivedFrames.on) {
      receivedFrames.emit(packet);
    }
    steering.receive(packet);
  }

  void deliver(final Skb skb) {
    if (ingress().isEmpty() || ingress().pass(skb)) {
      stack.receive(skb);
    }
  }

  /**
   * Transmits a frame that an XDP program redirected here (ndo_xdp_xmit): it goes straight to a
   * ring, and is dropped when that is full.
   *
   * @param skb the frame
   */
  public void transmitXdp(final Skb skb) {
    engine.queueXdp(skb);
  }

  /**
   * Transmits a buffer (ndo_start_xmit behind a FIFO queueing discipline).
   *
   * @param skb the buffer; {@link Skb#queue} says which TX queue
   */
  public void transmit(final Skb skb) {
    if (up || reopening) {
      engine.queue(skb);
    } else {
      TransmitEngine.dropUnsent(skb);
    }
  }

  /** A TX queue that was stopped may send again. */
  void kickTransmit() {
    engine.kick();
  }

  /** The driver's name, or null for a device without one. */
  public @Nullable String driverName() {
    return driver.name();
  }

  /** The driver's version. */
  public String driverVersion() {
    return driver.version();
  }

  /** Whether the driver counts queues as combined channels, not as RX and TX ones. */
  public boolean combinedChannels() {
    return driver.combinedChannels();
  }

  /** The ids of its NAPI instances, highest first, as the device lists them. */
  public List<Integer> napiIds() {
    final List<Integer> ids = new ArrayList<>();
    queues.rx().forEach(queue -> ids.add(queue.napiId()));
    queues.tx().forEach(queue -> ids.add(queue.napiId()));
    ids.removeIf(id -> id == 0);
    ids.sort(Collections.reverseOrder());
    return ids;
  }

  /** The id of the NAPI instance of a TX queue: its own, or that of the channel. 0 for none. */
  public int txNapiId(final int queue) {
    return driver.combinedChannels()
        ? queues.rx().get(queue).napiId()
        : queues.tx().get(queue).napiId();
  }

  /** Whether the driver tells the core which NAPI serves a queue. */
  public boolean linksQueuesToNapi(final KernelProfile kernel) {
    return driver.linksQueuesToNapi(kernel);
  }

  /** What an RX queue counted, by the names of qstats; nothing without netdev_stat_ops. */
  public List<DriverStatistic> rxQueueStats(final int queue) {
    return driver.rxQueueStats(queues.rx().get(queue));
  }

  /** What a TX queue counted, by the names of qstats. */
  public List<DriverStatistic> txQueueStats(final int queue) {
    return driver.txQueueStats(queues.tx().get(queue));
  }

  /**
   * Has page pools of the device watched from now on.
   *
   * @param listener told of each change
   */
  public void watchPagePools(final PagePoolListener listener) {
    poolListeners.add(listener);
  }

  private void poolChanged(final PagePool pool, final PagePoolListener.Change change) {
    final Trace trace =
        switch (change) {
          case ADD -> poolAdded;
          case CHANGE -> poolDetached;
          case DEL -> poolGone;
        };
    if (trace.on) {
      trace.emit(pool.id(), pool.inflight());
    }
    poolListeners.forEach(listener -> listener.changed(pool, change));
  }

  /** The driver's features. */
  public DriverFeatures driverFeatures() {
    return driver.features();
  }

  /** The driver's counters, in its order and by its names. */
  public List<DriverStatistic> driverStatistics() {
    return driver.statistics(this);
  }
}
