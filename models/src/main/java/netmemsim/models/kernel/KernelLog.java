package netmemsim.models.kernel;

import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;

/**
 * What the kernel of a host complains of in its log. A warning is one that the kernel prints; an
 * oops stands for an access to freed memory, at which a real kernel would have crashed or worse:
 * the model counts it and goes on.
 */
public final class KernelLog extends Entity {
  /** What is said. */
  public enum Message {
    /** WARN when a queue cannot be given back to host memory at unbind. */
    UNBIND_RESTART_FAILED(0, false),
    /** The lock of a device that is gone was taken when a netlink socket was closed. */
    UNBIND_USED_FREED_DEVICE(1, true),
    /** A reply that genlmsg_reply had consumed was freed again. */
    BIND_REPLY_FREED_TWICE(2, true),
    /** A page was unmapped for a device that is gone. */
    UNMAP_USED_FREED_DEVICE(3, true);

    private final int number;
    private final boolean oops;

    Message(final int number, final boolean oops) {
      this.number = number;
      this.oops = oops;
    }
  }

  /** Metrics. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.counter("warnings", "warnings", "WARN splats"),
          Metric.counter("oopses", "oopses", "uses of freed memory: a real kernel would crash"));

  private static final Tracepoint PRINTK =
      Tracepoint.of(
          "printk",
          Rung.HOST,
          "the kernel complained: 0 unbind could not restart a queue, 1 unbind used a freed device,"
              + " 2 bind freed its reply twice, 3 a page was unmapped for a freed device",
          "message");

  /** Tracepoints; that of the kernel is {@code console}, with the text. */
  public static final List<Tracepoint> TRACEPOINTS = List.of(PRINTK);

  private final Counter warnings = counter(METRICS.get(0));
  private final Counter oopses = counter(METRICS.get(1));
  private final Trace printk = trace(PRINTK);

  /**
   * An empty log.
   *
   * @param host the host
   */
  public KernelLog(final Entity host) {
    super(host, "dmesg");
  }

  /** Writes a message. */
  public void print(final Message message) {
    (message.oops ? oopses : warnings).increment();
    if (printk.on) {
      printk.emit(message.number);
    }
  }
}
