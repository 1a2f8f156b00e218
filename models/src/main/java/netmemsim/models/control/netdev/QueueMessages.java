package netmemsim.models.control.netdev;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netmemsim.models.kernel.ControlSwitch;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.nic.DriverStatistic;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.RxQueue;

/**
 * Messages about queues and NAPI instances (netdev_nl_queue_fill_one, netdev_nl_napi_fill_one,
 * netdev_nl_stats_by_netdev, v6.12 to v6.18). Interrupts have no numbers in the model, so {@code
 * irq} is left out.
 */
final class QueueMessages {
  private final KernelProfile kernel;

  QueueMessages(final KernelProfile kernel) {
    this.kernel = kernel;
  }

  PythonValue.Dict rx(final NetDevice device, final int id) {
    final RxQueue queue = device.rxQueues().get(id);
    final PythonValue.Dict message = queue(device, id, "rx", queue.napiId());
    ProviderAttribute.put(message, queue.memoryProvider());
    return message;
  }

  PythonValue.Dict tx(final NetDevice device, final int id) {
    return queue(device, id, "tx", device.txNapiId(id));
  }

  private PythonValue.Dict queue(
      final NetDevice device, final int id, final String type, final int napi) {
    final PythonValue.Dict message =
        new PythonValue.Dict().put("id", id).put("ifindex", device.ifindex()).put("type", type);
    if (napi > 0 && device.linksQueuesToNapi(kernel)) {
      message.put("napi-id", napi);
    }
    return message;
  }

  PythonValue.Dict napi(final NetDevice device, final int id) {
    final PythonValue.Dict message =
        new PythonValue.Dict().put("id", id).put("ifindex", device.ifindex());
    if (kernel.has(ControlSwitch.NAPI_GET_SETTINGS)) {
      message.put("defer-hard-irqs", 0).put("gro-flush-timeout", 0).put("irq-suspend-timeout", 0);
    }
    if (kernel.has(ControlSwitch.NAPI_GET_THREADED)) {
      message.put("threaded", "disabled");
    }
    return message;
  }

  /** Nothing of a device that is down. */
  List<PythonValue> statsByQueue(final NetDevice device) {
    final List<PythonValue> messages = new ArrayList<>();
    if (!device.isUp()) {
      return messages;
    }
    for (int id = 0; id < device.rxQueues().size(); id++) {
      messages.add(stats(device, id, "rx").putAll(device.rxQueueStats(id)));
    }
    for (int id = 0; id < device.txQueues().size(); id++) {
      messages.add(stats(device, id, "tx").putAll(device.txQueueStats(id)));
    }
    return messages;
  }

  private static PythonValue.Dict stats(final NetDevice device, final int id, final String type) {
    return new PythonValue.Dict()
        .put("ifindex", device.ifindex())
        .put("queue-id", id)
        .put("queue-type", type);
  }

  /** The sum over queues that are there now: what queues of before counted is in no base. */
  PythonValue.Dict statsOfDevice(final NetDevice device) {
    final Map<String, Long> sums = new LinkedHashMap<>();
    for (int id = 0; id < device.rxQueues().size(); id++) {
      add(sums, device.rxQueueStats(id));
    }
    for (int id = 0; id < device.txQueues().size(); id++) {
      add(sums, device.txQueueStats(id));
    }
    final PythonValue.Dict message = new PythonValue.Dict().put("ifindex", device.ifindex());
    sums.forEach(message::put);
    return message;
  }

  private static void add(final Map<String, Long> sums, final List<DriverStatistic> statistics) {
    statistics.forEach(each -> sums.merge(each.name(), each.value(), Long::sum));
  }
}
