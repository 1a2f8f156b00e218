package netmemsim.models.control.netdev;

import netmemsim.core.metric.Reading;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.host.Host;
import netmemsim.models.netmem.Netmem;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.nic.NetDevice;

/** Messages about page pools (page_pool_nl_fill, page_pool_nl_stats_fill, v6.12). */
final class PagePoolMessages {
  /**
   * {@code detach-time} is in seconds of the boot-time clock and left out when 0: hosts have been
   * up for an hour at time 0 (assumption).
   */
  private static final long UPTIME_AT_START_S = 3600;

  private final Host host;

  PagePoolMessages(final Host host) {
    this.host = host;
  }

  PythonValue.Dict message(final NetDevice device, final PagePool pool) {
    final PythonValue.Dict message =
        new PythonValue.Dict()
            .put("id", pool.id())
            .put("inflight", pool.inflight())
            .put("inflight-mem", pool.inflight() * Netmem.PAGE_SIZE);
    putDevice(message, device);
    final int queue = pool.params().queueIndex();
    // A pool that was taken from its NAPI has none to name.
    if (pool.isLinkedToNapi() && queue < device.rxQueues().size()) {
      final int napi = device.rxQueues().get(queue).napiId();
      if (napi > 0) {
        message.put("napi-id", napi);
      }
    }
    if (pool.isDetached()) {
      message.put("detach-time", UPTIME_AT_START_S + pool.detachTimePs() / Picoseconds.PER_S);
    }
    ProviderAttribute.put(message, pool.provider());
    return message;
  }

  /** Every statistic of kernel-facts.md 3.10; what the model never does counts 0. */
  PythonValue.Dict statistics(final NetDevice device, final PagePool pool) {
    final PythonValue.Dict info = new PythonValue.Dict().put("id", pool.id());
    putDevice(info, device);
    return new PythonValue.Dict()
        .put("info", info)
        .put("alloc-fast", counter(pool, "rx_pp_alloc_fast"))
        .put("alloc-slow", counter(pool, "rx_pp_alloc_slow"))
        .put("alloc-slow-high-order", counter(pool, "rx_pp_alloc_slow_ho"))
        .put("alloc-empty", counter(pool, "rx_pp_alloc_empty"))
        .put("alloc-refill", counter(pool, "rx_pp_alloc_refill"))
        .put("alloc-waive", counter(pool, "rx_pp_alloc_waive"))
        .put("recycle-cached", counter(pool, "rx_pp_recycle_cached"))
        .put("recycle-cache-full", counter(pool, "rx_pp_recycle_cache_full"))
        .put("recycle-ring", counter(pool, "rx_pp_recycle_ring"))
        .put("recycle-ring-full", counter(pool, "rx_pp_recycle_ring_full"))
        .put("recycle-released-refcnt", counter(pool, "rx_pp_recycle_released_ref"));
  }

  /** Pools of a device that is gone belong to the loopback device, which is not named. */
  private static void putDevice(final PythonValue.Dict message, final NetDevice device) {
    if (device.isRegistered()) {
      message.put("ifindex", device.ifindex());
    }
  }

  private long counter(final PagePool pool, final String metric) {
    final Reading reading = host.tree().findReading(pool.path() + "/" + metric);
    return reading == null ? 0 : reading.read();
  }
}
