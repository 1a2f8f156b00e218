package netmemsim.models.control.netdev;

import org.jspecify.annotations.Nullable;

/**
 * A get request of the netdev family, as it was sent: {@code null} stands for an attribute that is
 * not there.
 *
 * @param operation what is asked
 * @param dump whether it is a dump, NLM_F_DUMP
 * @param ifindex the device
 * @param id of a queue, a NAPI or a page pool
 * @param type of a queue: 0 for rx, 1 for tx
 * @param scope of qstats: a mask with 1 for each queue, 0 for the device
 */
public record NetdevRequest(
    Operation operation,
    boolean dump,
    @Nullable Integer ifindex,
    @Nullable Long id,
    @Nullable Integer type,
    @Nullable Integer scope) {
  /** A get operation (Documentation/netlink/specs/netdev.yaml, v6.12). */
  public enum Operation {
    /** Devices. */
    DEV_GET("dev-get"),
    /** Page pools. */
    PAGE_POOL_GET("page-pool-get"),
    /** What page pools counted. */
    PAGE_POOL_STATS_GET("page-pool-stats-get"),
    /** Queues. */
    QUEUE_GET("queue-get"),
    /** NAPI instances. */
    NAPI_GET("napi-get"),
    /** What queues counted. */
    QSTATS_GET("qstats-get");

    private final String netlinkName;

    Operation(final String netlinkName) {
      this.netlinkName = netlinkName;
    }

    /** Its name in the specification. */
    public String netlinkName() {
      return netlinkName;
    }
  }

  /** The request as ynl(1) takes it. */
  public String commandLine() {
    final Json attributes = new Json();
    if (ifindex != null) {
      attributes.add("ifindex", String.valueOf(ifindex));
    }
    if (operation == Operation.PAGE_POOL_STATS_GET && id != null) {
      attributes.add("info", "{\"id\": " + id + "}");
    } else if (id != null) {
      attributes.add("id", String.valueOf(id));
    }
    if (type != null) {
      attributes.add("type", type == 0 ? "\"rx\"" : type == 1 ? "\"tx\"" : String.valueOf(type));
    }
    if (scope != null && scope != 0) {
      attributes.add("scope", scope == 1 ? "\"queue\"" : String.valueOf(scope));
    }
    return "ynl --family netdev "
        + (dump ? "--dump " : "--do ")
        + operation.netlinkName
        + attributes.option();
  }

  /** The --json option. */
  private static final class Json {
    private final StringBuilder text = new StringBuilder();

    void add(final String key, final String value) {
      text.append(text.isEmpty() ? "" : ", ").append('"').append(key).append("\": ").append(value);
    }

    String option() {
      return text.isEmpty() ? "" : " --json '{" + text + "}'";
    }
  }
}
