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
  /** Metrics: the driver's names (ethtool -S of gve), netlink's qstats, and states. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.counter("rx_packets", "packets", "packets handed up"),
          Metric.counter("rx_bytes", "bytes", "bytes of the packets handed up"),
          Metric.counter("rx_buf_alloc_fail", "buffers", "posts given up for want of a buffer"),
          Metric.counter("rx_hsplit_pkt", "packets", "packets whose header was to be split"),
          Metric.counter("rx_hsplit_unsplit_pkt", "packets", "of those, not split"),
          Metric.counter("rx_hsplit_bytes", "bytes", "header bytes split off"),
          Metric.counter("rx_copybreak_pkt", "packets", "small packets copied"),
          Metric.counter("rx_desc_err_dropped_pkt", "packets", "packets dropped by the driver"),
          Metric.counter("rx_hw_drops", "packets", "dropped while the queue was stopped"),
          Metric.counter("rx_hw_drop_overruns", "packets", "dropped for want of a descriptor"),
          Metric.gauge("posted", "buffers", "buffers posted and not yet handed up"),
          Metric.gauge("visible", "buffers", "buffers that the hardware can fill"),
          Metric.gauge("dmabuf", "id", "id of the binding on the queue, 0 for none"),
          Metric.counter("restarts", "restarts", "starts of the queue after a stop"),
          Metric.gauge("unhealthy", "flag", "1 when a failed restart left the queue dead"),
          Metric.counter("napi_polls", "polls", "polls of the queue's NAPI"),
          Metric.counter("rx_skb_alloc_fail", "buffers", "buffers that no skb could be made of"));

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
  private long lastInterruptPs = -Picoseconds.PER_S;

  final Counter packets = counter(METRICS.get(0));
  final Counter bytes = counter(METRICS.get(1));
  final Counter bufAllocFail = counter(METRICS.get(2));
  final Counter hsplitPackets = counter(METRICS.get(3));
  final Counter unsplitPackets = counter(METRICS.get(4));
  final Counter hsplitBytes = counter(METRICS.get(5));
  final Counter copybreakPackets = counter(METRICS.get(6));
  final Counter errorDropped = counter(METRICS.get(7));
  private final Counter hwDrops = counter(METRICS.get(8));
  private final Counter overruns = counter(METRICS.get(9));
  private final Counter restarts = counter(METRICS.get(13));
  final Counter napiPolls = counter(METRICS.get(15));
  final Counter skbAllocFail = counter(METRICS.get(16));

  /** In the order of {@link RingCounter}. */
  private final Counter[] ringCounters = {
    packets,
    bytes,
    bufAllocFail,
    hsplitPackets,
    unsplitPackets,
    hsplitBytes,
    copybreakPackets,
    errorDropped,
    skbAllocFail
  };

  /** What the ring counters stood at when the ring that runs was started, less what it had. */
  private final long[] ringStart = new long[ringCounters.length];

  final Trace napiPoll = trace(NAPI_POLL);
  private final Trace state = trace(QUEUE_STATE);
  private final Trace drop = trace(DROP);
  final Trace allocFail = trace(ALLOC_FAIL);

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
    reading(METRICS.get(10), () -> live == null ? 0 : live.postedBuffers());
    reading(METRICS.get(11), () -> live == null ? 0 : live.visible());
    reading(
        METRICS.get(12), () -> memoryProvider instanceof DmabufBinding binding ? binding.id() : 0);
    reading(METRICS.get(14), () -> unhealthy ? 1 : 0);
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

  /** Buffers that the NIC holds references to. */
  long postedBuffers() {
    return live == null ? 0 : live.postedBuffers();
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
    final RxQueueMemory memory = requireLive();
    napi.disable();
    napi.flushGro();
    simulator().cancel(interrupt);
    simulator().cancel(starvationTimer);
    memory.pool.disableDirectRecycling();
    hwDrops.add(memory.reset());
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

  /** The hardware receives a packet for this queue. */
  void receive(final Packet packet) {
    final RxQueueMemory memory = live;
    if (memory == null) {
      drop(packet, hwDrops, 0);
      return;
    }
    final Driver driver = device.driver();
    final int buffers = driver.buffersFor(device, packet);
    if (buffers > memory.visible()) {
      drop(packet, overruns, 1);
      return;
    }
    driver.fill(device, memory, packet);
    final long readyPs = nowPs() + device.profile().dmaPs();
    final boolean first = !memory.hasCompletions();
    memory.complete(packet, buffers, readyPs);
    if (first && !napi.isScheduled()) {
      armInterrupt(readyPs);
    }
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
