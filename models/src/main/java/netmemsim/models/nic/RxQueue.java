package netmemsim.models.nic;

import java.util.List;
import java.util.Objects;
import netmemsim.core.entity.Entity;
import netmemsim.core.event.Event;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.core.time.Picoseconds;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.host.Core;
import netmemsim.models.netmem.DmabufBinding;
import netmemsim.models.netmem.MemoryProvider;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.packet.Packet;
import org.jspecify.annotations.Nullable;

/**
 * An RX queue: the hardware side that fills posted buffers, the interrupt with its coalescing, and
 * the NAPI behind it. Without {@link RxQueueMemory} it is stopped and the hardware drops.
 */
public final class RxQueue extends Entity {
  /** Metrics that every driver has: netlink's qstats and states. Others are the driver's own. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.counter("rx_packets", "packets", "packets handed up"),
          Metric.counter("rx_bytes", "bytes", "bytes of the packets handed up"),
          Metric.counter("rx_alloc_fail", "buffers", "buffers that could not be had (qstats)"),
          Metric.counter("rx_hw_drops", "packets", "dropped while the queue was stopped"),
          Metric.counter("rx_hw_drop_overruns", "packets", "dropped for want of a descriptor"),
          Metric.counter("rx_hw_gro_packets", "packets", "packets that hardware GRO merged"),
          Metric.gauge("posted", "buffers", "buffers posted and not yet handed up"),
          Metric.gauge("visible", "buffers", "buffers that the hardware can fill"),
          Metric.gauge("dmabuf", "id", "id of the binding on the queue, 0 for none"),
          Metric.counter("restarts", "restarts", "starts of the queue after a stop"),
          Metric.gauge("unhealthy", "flag", "1 when a failed restart left the queue dead"),
          Metric.counter("napi_polls", "polls", "polls of the queue's NAPI"));

  private static final Tracepoint NAPI_POLL =
      Tracepoint.of("napi_poll", Rung.NONE, "a NAPI poll ended", "work", "budget");
  private static final Tracepoint QUEUE_STATE =
      Tracepoint.of(
          "rx_queue_state",
          Rung.HOST,
          "an RX queue was started (1), stopped (0) or left dead (2)",
          "state");
  private static final Tracepoint DROP =
      Tracepoint.of(
          "rx_hw_drop",
          Rung.HOST,
          "the NIC dropped a packet",
          "sequence",
          "payload_bytes",
          "overrun");
  private static final Tracepoint ALLOC_FAIL =
      Tracepoint.of(
          "rx_buf_alloc_fail",
          Rung.HOST,
          "the driver could not get a buffer to post",
          "posted",
          "visible");

  /** Tracepoints. */
  public static final List<Tracepoint> TRACEPOINTS =
      List.of(NAPI_POLL, QUEUE_STATE, DROP, ALLOC_FAIL);

  private final NetDevice device;
  private final int index;
  private final RxNapi napi;
  private @Nullable RxQueueMemory live;
  private @Nullable MemoryProvider memoryProvider;
  private @Nullable LateSplit lateSplit;
  private boolean unhealthy;
  private boolean startedBefore;
  private int napiId;
  private boolean receiving = true;
  private int hardwareRing;
  private int shortagePercent;
  private int shortageSum;
  private boolean pollAgain;
  private @Nullable RxQueueMemory kept;
  private @Nullable RxQueueMemory prepared;
  private long lastInterruptPs = -Picoseconds.PER_S;

  final Counter packets = counter(METRICS.get(0));
  final Counter bytes = counter(METRICS.get(1));
  final Counter allocFails = counter(METRICS.get(2));
  private final Counter hwDrops = counter(METRICS.get(3));
  final Counter overruns = counter(METRICS.get(4));
  private final Counter groPackets = counter(METRICS.get(5));
  final Counter restarts = counter(METRICS.get(9));
  final Counter napiPolls = counter(METRICS.get(11));
  final Counter hsplitPackets = new Counter();
  final Counter unsplitPackets = new Counter();
  final Counter hsplitBytes = new Counter();
  final Counter copybreakPackets = new Counter();
  final Counter errorDropped = new Counter();
  final Counter skbAllocFail = new Counter();

  /** In the order of {@link RingCounter}. */
  private final Counter[] ringCounters = {
    packets,
    bytes,
    allocFails,
    hsplitPackets,
    unsplitPackets,
    hsplitBytes,
    copybreakPackets,
    errorDropped,
    skbAllocFail
  };

  /** What the ring counters stood at when the ring that runs was started, less what it had. */
  private final long[] ringStart = new long[ringCounters.length];

  /** The pool that the queue's xdp_rxq_info was registered with when the device was opened. */
  @Nullable PagePool registeredPool;

  /** Buffers that took the place of received ones since the last poll ended (bnxt). */
  int replaced;

  final Trace napiPoll = trace(NAPI_POLL);
  private final Trace state = trace(QUEUE_STATE);
  private final Trace drop = trace(DROP);
  private final Trace allocFail = trace(ALLOC_FAIL);
  private final HardwareGro hardwareGro = new HardwareGro(this);

  private final Event interrupt =
      new Event(this) {
        @Override
        public void fire(final long nowPs) {
          lastInterruptPs = nowPs;
          napi.interrupt();
        }
      };

  private final Event starvationTimer =
      new Event(this) {
        @Override
        public void fire(final long nowPs) {
          napi.schedule();
        }
      };

  RxQueue(final NetDevice device, final int index, final Core core) {
    super(device, "rxq" + index);
    this.device = device;
    this.index = index;
    this.napi = new RxNapi(this, core);
    reading(METRICS.get(6), () -> live == null ? 0 : live.postedBuffers());
    reading(METRICS.get(7), () -> live == null ? 0 : live.visible());
    reading(
        METRICS.get(8), () -> memoryProvider instanceof DmabufBinding binding ? binding.id() : 0);
    reading(METRICS.get(10), () -> unhealthy ? 1 : 0);
    device.driver().publish(this);
  }

  /** Publishes a statistic of the driver. */
  void publish(final Metric metric, final Counter counter) {
    reading(metric, counter::value);
  }

  /** The device. */
  public NetDevice device() {
    return device;
  }

  /** Its number. */
  public int index() {
    return index;
  }

  /** The core that its interrupt and NAPI run on. */
  public Core core() {
    return napi.core();
  }

  /** Moves its interrupt, and with the next one its NAPI, to another core. */
  public void setAffinity(final Core core) {
    napi.setAffinity(core);
  }

  /** The provider stored in the queue ({@code rxq->mp_params}), or null. */
  public @Nullable MemoryProvider memoryProvider() {
    return memoryProvider;
  }

  /**
   * Stores a provider in the queue; it takes effect when a pool is next created.
   *
   * @param provider the provider, or null for host pages
   */
  public void setMemoryProvider(final @Nullable MemoryProvider provider) {
    memoryProvider = provider;
  }

  /** The page pool of the running queue, or null while it is stopped. */
  public @Nullable PagePool pool() {
    return live == null ? null : live.pool;
  }

  /** Whether the queue runs. */
  public boolean isRunning() {
    return live != null;
  }

  /** Whether a failed restart left it dead. */
  public boolean isUnhealthy() {
    return unhealthy;
  }

  /**
   * Makes the NIC leave the first bytes of some packets' payload in the header's buffer.
   *
   * @param every each how manieth packet; 0 for none
   * @param bytes how many bytes
   */
  public void splitLate(final int every, final int bytes) {
    lateSplit = every == 0 ? null : new LateSplit(every, bytes);
  }

  @Nullable LateSplit lateSplit() {
    return lateSplit;
  }

  @Nullable RxQueueMemory live() {
    return live;
  }

  RxQueueMemory requireLive() {
    return Objects.requireNonNull(live);
  }

  RxNapi napi() {
    return napi;
  }

  /** The id of its NAPI instance, or 0 while it has none. */
  public int napiId() {
    return napiId;
  }

  /** The driver removed the NAPI instance (netif_napi_del): the next has another id. */
  void removeNapi() {
    napiId = 0;
  }

  /** Memory for the queue was made and is not in use yet. */
  void prepare(final RxQueueMemory memory) {
    prepared = memory;
  }

  /** Buffers that the rings of the queue hold references to, one that is not in use included. */
  long postedBuffers() {
    final long inUse = live == null ? 0 : live.postedBuffers();
    return prepared == null ? inUse : inUse + prepared.postedBuffers();
  }

  /**
   * A counter since the memory of the ring that runs was allocated; 0 while none does.
   *
   * @param which the counter
   */
  public long sinceStart(final RingCounter which) {
    return live == null ? 0 : ringCounters[which.slot].value() - ringStart[which.slot];
  }

  /** Packets dropped for want of a descriptor. */
  long overruns() {
    return overruns.value();
  }

  /** Puts memory in place: the hardware may fill its buffers from now on. */
  void start(final RxQueueMemory memory) {
    final RxQueueMemory waiting = kept;
    if (waiting != null) {
      memory.adopt(waiting);
      kept = null;
    }
    prepared = null;
    live = memory;
    if (napiId == 0) {
      napiId = device.host().nextNapiId();
    }
    for (int i = 0; i < ringStart.length; i++) {
      ringStart[i] = ringCounters[i].value() - memory.counted[i];
    }
    unhealthy = false;
    if (startedBefore) {
      restarts.increment();
    }
    startedBefore = true;
    if (!device.isQuiesced()) {
      napi.enable();
    }
    if (state.on) {
      state.emit(1);
    }
  }

  /** Takes the memory out: posted buffers go back to its pool, waiting completions are lost. */
  RxQueueMemory stop() {
    final RxQueueMemory memory = takeOut();
    hwDrops.add(memory.reset());
    return memory;
  }

  /** Takes the memory out and keeps what waits for the next start. */
  RxQueueMemory stopKeeping() {
    final RxQueueMemory memory = takeOut();
    kept = memory;
    return memory;
  }

  private RxQueueMemory takeOut() {
    final RxQueueMemory memory = requireLive();
    napi.disable();
    napi.flushGro();
    simulator().cancel(interrupt);
    simulator().cancel(starvationTimer);
    hwDrops.add(hardwareGro.forget());
    memory.pool.disableDirectRecycling();
    memory.stoppedBefore = true;
    for (int i = 0; i < ringStart.length; i++) {
      memory.counted[i] = ringCounters[i].value() - ringStart[i];
    }
    live = null;
    if (state.on) {
      state.emit(0);
    }
    return memory;
  }

  void markUnhealthy() {
    unhealthy = true;
    if (state.on) {
      state.emit(2);
    }
  }

  /** Whether the hardware lets packets into the queue. */
  void setReceiving(final boolean on) {
    receiving = on;
  }

  /** The id of the ring in hardware. */
  int hardwareRing() {
    return hardwareRing;
  }

  /** The firmware gave the ring another id. */
  void newHardwareRing() {
    hardwareRing++;
  }

  /** Makes a share of the queue's buffer allocations fail, in percent. */
  public void setAllocationShortage(final int percent) {
    shortagePercent = percent;
    shortageSum = 0;
  }

  /** Whether the allocation at hand is one that was made to fail. */
  boolean allocationFails() {
    if (shortagePercent == 0) {
      return false;
    }
    shortageSum += shortagePercent;
    if (shortageSum < 100) {
      return false;
    }
    shortageSum -= 100;
    return true;
  }

  void countAllocFail(final RxQueueMemory memory) {
    allocFails.increment();
    if (allocFail.on) {
      allocFail.emit(memory.postedBuffers(), memory.visible());
    }
  }

  /** The driver wants to be polled again at once, whatever this poll found. */
  void pollAgain() {
    pollAgain = true;
  }

  boolean takePollAgain() {
    final boolean wanted = pollAgain;
    pollAgain = false;
    return wanted;
  }

  /** The hardware receives a packet for this queue. */
  void receive(final Packet packet) {
    final RxQueueMemory memory = live;
    if (memory == null || !receiving) {
      refuse(packet);
      return;
    }
    if (device.config().hwGro() && hardwareGro.receive(packet, memory)) {
      return;
    }
    final Driver driver = device.driver();
    final int buffers = driver.buffersFor(device, packet);
    if (buffers > memory.visible() || memory.isFull()) {
      drop(packet, overruns, 1);
      return;
    }
    driver.fill(device, memory, packet, 0);
    complete(packet, buffers, packet.payloadBytes, 1);
  }

  /** A packet that the hardware has written is there for the driver. */
  void complete(
      final Packet packet, final int buffers, final int segmentBytes, final int segments) {
    final RxQueueMemory memory = requireLive();
    final long readyPs = nowPs() + device.profile().dmaPs();
    final boolean first = !memory.hasCompletions();
    if (segments > 1) {
      groPackets.increment();
    }
    memory.complete(packet, buffers, readyPs, segmentBytes, segments);
    if (first && !napi.isScheduled()) {
      armInterrupt(readyPs);
    }
  }

  /** The hardware drops a packet that it would have received if the queue ran. */
  void refuse(final Packet packet) {
    drop(packet, hwDrops, 0);
  }

  private void drop(final Packet packet, final Counter counter, final int overrun) {
    counter.increment();
    if (drop.on) {
      drop.emit(packet.tcp.sequence, packet.payloadBytes, overrun);
    }
    packet.release();
  }

  /** Lets the interrupt fire when work is ready, but not sooner than coalescing allows. */
  void armInterrupt(final long readyPs) {
    if (!interrupt.isScheduled()) {
      final long earliestPs = lastInterruptPs + device.config().coalescePs();
      simulator().scheduleAt(interrupt, Math.max(Math.max(readyPs, earliestPs), nowPs()));
    }
  }

  /** Lets the driver look at the ring again after a delay. */
  void armStarvationTimer(final long delayPs) {
    if (!starvationTimer.isScheduled()) {
      simulator().scheduleIn(starvationTimer, delayPs);
    }
  }
}
