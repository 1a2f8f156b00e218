package netmemsim.models.nic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.core.trace.FrameDirection;
import netmemsim.core.trace.FrameTap;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.hook.HookChain;
import netmemsim.models.host.Core;
import netmemsim.models.host.Host;
import netmemsim.models.kernel.DriverSwitch;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.PagePoolSwitch;
import netmemsim.models.kernel.SkbSwitch;
import netmemsim.models.netmem.MemoryProvider;
import netmemsim.models.netmem.NetIov;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.netmem.PagePoolListener;
import netmemsim.models.netmem.PagePoolParams;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.PacketEncoder;
import netmemsim.models.packet.PacketPool;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TransmitObserver;
import netmemsim.models.payload.Zeros;
import netmemsim.models.topology.FrameReceiver;
import netmemsim.models.topology.LinkDirection;
import org.jspecify.annotations.Nullable;

/**
 * A network device (struct net_device): queues, RSS, flow rules, header-split setting, and a driver
 * that knows how its hardware uses them.
 */
public final class NetDevice extends Entity implements FrameReceiver {
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
          Metric.gauge("tx_leaked", "skbs", "buffers forgotten when the device went down"));

  /** ETH_MIN_MTU. */
  public static final int MIN_MTU_BYTES = 68;

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

  private final Host host;
  private final int ifindex;
  private final NicProfile profile;
  private NicConfig config;
  private final int maxMtuBytes;
  private final Driver driver;
  private final List<RxQueue> rxQueues = new ArrayList<>();
  private final List<TxQueue> txQueues = new ArrayList<>();

  /** Queues that {@code ethtool -L} took away and may bring back, lowest first. */
  private final List<RxQueue> spareRxQueues = new ArrayList<>();

  private final List<TxQueue> spareTxQueues = new ArrayList<>();
  private final List<PagePool> pagePools = new ArrayList<>();
  private final RssTable rss;
  private final FlowRules flowRules;
  private final TransmitEngine engine;
  private final PagePoolIds pagePoolIds;
  private final FaultPlan faults = new FaultPlan();
  private final DriverChanges changes = new DriverChanges();
  private final HookChain xdpHooks = new HookChain();
  private final HookChain ingress = new HookChain();
  private final InstanceLock lock = new InstanceLock();
  private final Trace restartTrace = trace(QueueRestart.RESTART);
  private final Trace poolAdded = trace(POOL_ADDED);
  private final Trace poolDetached = trace(POOL_DETACHED);
  private final Trace poolGone = trace(POOL_GONE);
  private final List<PagePoolListener> poolListeners = new ArrayList<>();
  private SkbReceiver stack = Skb::free;
  private TcpDataSplit tcpDataSplit = TcpDataSplit.AUTO;
  private int hdsThreshold;
  private final XdpState xdp = new XdpState(this);
  private boolean registered = true;
  private int dmaDevices = 1;
  private boolean up;
  private boolean reopening;
  private boolean quiesced;
  private long leakedSkbs;
  private final Counter rxDropped = counter(METRICS.get(0));
  private final Counter txDropped = counter(METRICS.get(4));
  private final Counter txBadAccess = counter(METRICS.get(5));
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
    super(host, name);
    this.host = host;
    this.ifindex = ifindex;
    this.profile = profile;
    this.config = config;
    this.maxMtuBytes = config.mtuBytes();
    this.pagePoolIds = pagePoolIds;
    this.driver = Drivers.named(profile.driver());
    for (int i = 0; i < config.queues(); i++) {
      rxQueues.add(new RxQueue(this, i, coreOf(i)));
      txQueues.add(new TxQueue(this, i));
    }
    this.rss = new RssTable(profile.rssTableEntries(), config.queues());
    this.flowRules = new FlowRules(profile.maxFlowRules());
    this.engine = new TransmitEngine(this, packets);
    reading(METRICS.get(1), () -> up ? 1 : 0);
    reading(METRICS.get(2), () -> quiesced ? 1 : 0);
    reading(METRICS.get(3), () -> pagePools.stream().filter(p -> !p.isDestroyed()).count());
    reading(METRICS.get(6), () -> leakedSkbs);
  }

  /** The core that serves a queue. */
  Core coreOf(final int queue) {
    return host.cores().get((config.firstCore() + queue) % host.cores().size());
  }

  /** Its host. */
  public Host host() {
    return host;
  }

  /** Its interface index. */
  public int ifindex() {
    return ifindex;
  }

  /** What kind of NIC it is. */
  public NicProfile profile() {
    return profile;
  }

  /** How it is set up. */
  public NicConfig config() {
    return config;
  }

  /** Sets the ring sizes; they take effect when the device is next opened. */
  public void setRings(final int rxRing, final int txRing) {
    config = config.withRings(rxRing, txRing);
  }

  /**
   * Sets the MTU (dev_set_mtu, net/core/dev.c v6.12). The driver does not stop for it.
   *
   * @param bytes the MTU
   * @throws KernelException EINVAL outside what the device can do: 68 (ETH_MIN_MTU) to what it came
   *     with, which gve takes for the most (gve_adminq_describe_device)
   */
  public void setMtu(final int bytes) throws KernelException {
    if (bytes < MIN_MTU_BYTES) {
      throw new KernelException(Errno.EINVAL, "mtu less than device minimum");
    }
    if (bytes > maxMtuBytes) {
      throw new KernelException(Errno.EINVAL, "mtu greater than device maximum");
    }
    config = config.withMtu(bytes);
  }

  /** The largest MTU, bytes. */
  public int maxMtuBytes() {
    return maxMtuBytes;
  }

  /** Turns GRO on or off. */
  public void setGro(final boolean on) {
    config = config.withGro(on);
  }

  Driver driver() {
    return driver;
  }

  /** Failures to come in its queue operations. */
  public FaultPlan faults() {
    return faults;
  }

  /** What a scenario changed in its driver. */
  public DriverChanges changes() {
    return changes;
  }

  /** What sees a buffer in the driver's poll, before GRO: XDP programs. */
  public HookChain xdpHooks() {
    return xdpHooks;
  }

  /** What sees a buffer before the network stack: captures, then tc's ingress. */
  public HookChain ingress() {
    return ingress;
  }

  /** The lock under which it is reconfigured. */
  public InstanceLock lock() {
    return lock;
  }

  Trace restartTrace() {
    return restartTrace;
  }

  /** Its RX queues. */
  public List<RxQueue> rxQueues() {
    return Collections.unmodifiableList(rxQueues);
  }

  /** Its TX queues. */
  public List<TxQueue> txQueues() {
    return txQueues;
  }

  /**
   * Sets how many queues there are. The device must be down or suspended. What waits on a TX queue
   * that goes is dropped; a table that the user did not set follows the number of RX queues.
   *
   * @param rx RX queues, at least 1
   * @param tx TX queues, at least 1
   */
  public void setQueues(final int rx, final int tx) {
    while (rxQueues.size() > rx) {
      spareRxQueues.add(0, rxQueues.remove(rxQueues.size() - 1));
    }
    while (txQueues.size() > tx) {
      final TxQueue gone = txQueues.remove(txQueues.size() - 1);
      dropAll(gone);
      spareTxQueues.add(0, gone);
    }
    while (rxQueues.size() < rx) {
      final int index = rxQueues.size();
      rxQueues.add(
          spareRxQueues.isEmpty()
              ? new RxQueue(this, index, coreOf(index))
              : spareRxQueues.remove(0));
    }
    while (txQueues.size() < tx) {
      txQueues.add(
          spareTxQueues.isEmpty() ? new TxQueue(this, txQueues.size()) : spareTxQueues.remove(0));
    }
    if (!rss.isSetByUser()) {
      rss.setDefault(rx);
    }
  }

  /** Its RSS indirection table. */
  public RssTable rss() {
    return rss;
  }

  /** Its ntuple rules. */
  public FlowRules flowRules() {
    return flowRules;
  }

  /** Its page pools, in order of creation, those that are gone left out. */
  public List<PagePool> pagePools() {
    return pagePools.stream().filter(pool -> !pool.isDestroyed()).toList();
  }

  /**
   * Whether a page pool, even a detached one, serves a queue from a provider: all that
   * page_pool_check_memory_provider asks (net/core/page_pool_user.c, v6.12).
   */
  boolean hasPoolOn(final MemoryProvider provider, final int queue) {
    return pagePools.stream()
        .anyMatch(
            pool ->
                !pool.isDestroyed()
                    && pool.provider() == provider
                    && pool.params().queueIndex() == queue);
  }

  /** What tcp-data-split was set to. */
  public TcpDataSplit tcpDataSplit() {
    return tcpDataSplit;
  }

  /** Sets tcp-data-split; a running queue keeps its pool until it is restarted. */
  public void setTcpDataSplit(final TcpDataSplit value) {
    tcpDataSplit = value;
  }

  /** Whether headers are split: gve splits only when told to. */
  public boolean headerSplitOn() {
    return profile.headerSplit() && tcpDataSplit == TcpDataSplit.ON;
  }

  /** The hds-thresh setting, bytes. */
  public int hdsThreshold() {
    return hdsThreshold;
  }

  /** Sets hds-thresh, bytes. */
  public void setHdsThreshold(final int bytes) {
    hdsThreshold = bytes;
  }

  /**
   * Whether the hardware splits this packet's header from its payload. Only packets larger than
   * hds-thresh are (Documentation/networking/ethtool-netlink.rst, v6.14).
   */
  boolean splits(final Packet packet) {
    return headerSplitOn()
        && packet.frameBytes() > hdsThreshold
        && packet.headerBytes() <= profile.headerBufferBytes();
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
    return rxQueues.stream().anyMatch(queue -> queue.memoryProvider() != null);
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
    for (final TxQueue queue : txQueues) {
      queue.startRing(driver.combinedChannels() ? 0 : host.nextNapiId());
    }
    for (final RxQueue queue : rxQueues) {
      try {
        driver.start(queue, driver.memAlloc(queue));
      } catch (KernelException e) {
        close();
        throw e;
      }
    }
    reopening = false;
    engine.setStopped(false);
  }

  /**
   * Takes the device down (dev_close): queues stop, their pools are destroyed, and what waits to be
   * sent is dropped.
   */
  public void close() {
    stopQueues();
    reopening = false;
    txQueues.forEach(this::dropAll);
  }

  /**
   * Spreads the queues over PCIe functions, one after another, as mlx5 does where one netdev has
   * several of them (socket direct, multi-PF).
   *
   * @param count number of functions
   */
  public void setDmaDevices(final int count) {
    dmaDevices = count;
  }

  /** The PCIe function that does the DMA of a queue (ndo_queue_get_dma_dev). */
  public int dmaDevice(final int queue) {
    return queue % dmaDevices;
  }

  /** Whether it can send net_iovs. */
  public boolean netmemTx() {
    return driver.netmemTx(host.kernel());
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
    for (final RxQueue queue : rxQueues) {
      if (queue.isRunning()) {
        driver.memFree(queue.stop());
      }
      queue.removeNapi();
    }
    txQueues.forEach(TxQueue::stopRing);
    up = false;
  }

  /**
   * Holds all queues still, or lets them go on: NAPI and transmit. Packets that arrived meanwhile
   * are found by a poll that each queue gets (gve_turnup, v6.10).
   */
  void setQuiesced(final boolean on) {
    quiesced = on;
    for (final RxQueue queue : rxQueues) {
      if (on) {
        queue.napi().disable();
      } else if (queue.isRunning()) {
        queue.napi().enable();
        queue.napi().schedule();
      }
    }
    engine.setStopped(on);
  }

  /** Whether the driver holds all queues still. */
  boolean isQuiesced() {
    return quiesced;
  }

  /** Drivers of a kernel whose providers refuse DMA flags leave them out of a provider's pool. */
  private PagePoolParams asked(final PagePoolParams params) {
    if (params.provider() == null
        || !host.kernel().has(PagePoolSwitch.PROVIDER_REFUSES_DMA_FLAGS)) {
      return params;
    }
    return params.withFlags(
        params.flags() & ~(PagePoolParams.PP_FLAG_DMA_MAP | PagePoolParams.PP_FLAG_DMA_SYNC_DEV));
  }

  PagePool createPagePool(final PagePoolParams params) throws KernelException {
    final PagePool pool =
        new PagePool(
            this,
            pagePoolIds.next(),
            changes.of(asked(params)),
            host.kernel(),
            host.memory(),
            host.context());
    pool.releaseTwiceEvery(changes.releaseTwiceEvery());
    pagePools.removeIf(PagePool::isDestroyed);
    pagePools.add(pool);
    pool.listen(this::poolChanged);
    poolChanged(pool, PagePoolListener.Change.ADD);
    return pool;
  }

  /** References to network memory that the NIC's rings hold. */
  public long postedBuffers() {
    long posted = 0;
    for (final RxQueue queue : rxQueues) {
      posted += queue.postedBuffers();
    }
    return posted;
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
    int queue = flowRules.queueFor(packet);
    if (queue == FlowRules.NO_MATCH) {
      queue = rss.queueOf(ToeplitzHash.of(packet));
    }
    rxQueues.get(queue).receive(packet);
  }

  void deliver(final Skb skb) {
    if (ingress.isEmpty() || ingress.pass(skb)) {
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
    skb.queue = Math.floorMod(skb.queue, txQueues.size());
    if (!up || txQueues.get(skb.queue).length() >= config.txRing()) {
      txDropped.increment();
      skb.free();
      return;
    }
    txQueues.get(skb.queue).add(skb);
    engine.kick();
  }

  /**
   * Whether an unreadable buffer may be sent (validate_xmit_skb, net/core/dev.c): dropped since
   * v6.14 (f3600c867c99); since v6.16 a device with netmem_tx takes its own binding's. Before, the
   * driver maps a net_iov as if it were a page.
   */
  private boolean mayTransmit(final Skb skb) {
    if (host.kernel().has(SkbSwitch.XMIT_CHECKS_NETMEM_DEVICE)
        && profile.queueManagement()
        && skb.fragmentMemory[0] instanceof NetIov netIov
        && netIov.binding().device() == this) {
      return true;
    }
    if (host.kernel().has(SkbSwitch.XMIT_DROPS_UNREADABLE)) {
      txDropped.increment();
      return false;
    }
    txBadAccess.increment();
    skb.content = Zeros.INSTANCE;
    return true;
  }

  /**
   * Transmits a buffer (ndo_start_xmit behind a FIFO queueing discipline).
   *
   * @param skb the buffer; {@link Skb#queue} says which TX queue
   */
  public void transmit(final Skb skb) {
    if (!up && !reopening) {
      dropUnsent(skb);
      return;
    }
    if (skb.queue >= txQueues.size()) {
      throw new IllegalArgumentException("no TX queue " + skb.queue);
    }
    if (skb.unreadable && !mayTransmit(skb)) {
      dropUnsent(skb);
      return;
    }
    txQueues.get(skb.queue).add(skb);
    engine.kick();
  }

  private void dropAll(final TxQueue queue) {
    for (Skb skb = queue.poll(); skb != null; skb = queue.poll()) {
      if (skb.ppRecycle && host.kernel().has(DriverSwitch.XDP_TX_LEAKS_ON_DOWN)) {
        // A redirected frame: its pages are never given back.
        leakedSkbs++;
      } else {
        dropUnsent(skb);
      }
    }
  }

  /** Frees a buffer that was not sent; whoever waits for it is told, as by an skb destructor. */
  private static void dropUnsent(final Skb skb) {
    final TransmitObserver observer = skb.transmitObserver;
    if (observer != null) {
      observer.transmitted(skb);
    }
    skb.free();
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
    rxQueues.forEach(queue -> ids.add(queue.napiId()));
    txQueues.forEach(queue -> ids.add(queue.napiId()));
    ids.removeIf(id -> id == 0);
    ids.sort(Collections.reverseOrder());
    return ids;
  }

  /** The id of the NAPI instance of a TX queue: its own, or that of the channel. 0 for none. */
  public int txNapiId(final int queue) {
    return driver.combinedChannels() ? rxQueues.get(queue).napiId() : txQueues.get(queue).napiId();
  }

  /** Whether the driver tells the core which NAPI serves a queue. */
  public boolean linksQueuesToNapi(final KernelProfile kernel) {
    return driver.linksQueuesToNapi(kernel);
  }

  /** What an RX queue counted, by the names of qstats; nothing without netdev_stat_ops. */
  public List<DriverStatistic> rxQueueStats(final int queue) {
    return driver.rxQueueStats(rxQueues.get(queue));
  }

  /** What a TX queue counted, by the names of qstats. */
  public List<DriverStatistic> txQueueStats(final int queue) {
    return driver.txQueueStats(txQueues.get(queue));
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
