package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * Asks the netdev netlink family, as ynl does: an operation once or as a dump, or notifications for
 * a while.
 *
 * @param once operation that asks for one object; null if not given
 * @param dump operation that asks for all; null if not given
 * @param subscribe group whose notifications are listened to; null if not given
 * @param forPs how long it listens, picoseconds; null if not given
 * @param dev NIC of the host; null if not given
 * @param ifindex interface index passed as it is, in place of dev; null if not given
 * @param id id of a queue, a NAPI instance or a page pool; null if not given
 * @param type kind of queue; null if not given
 * @param scope what qstats are summed over; the device if absent; null if not given
 */
public record Netdev(
    @JsonPropertyDescription("Operation that asks for one object") @JsonProperty("do")
        @Nullable Get once,
    @JsonPropertyDescription("Operation that asks for all") @Nullable Get dump,
    @JsonPropertyDescription("Group whose notifications are listened to") @Nullable Group subscribe,
    @JsonPropertyDescription("How long it listens")
        @JsonProperty("for")
        @Written.As(QuantityForm.Time.class)
        @Nullable Long forPs,
    @JsonPropertyDescription("NIC of the host") @Nullable String dev,
    @JsonPropertyDescription("Interface index passed as it is, in place of dev")
        @Written.Bounds(min = Integer.MIN_VALUE)
        @Nullable Integer ifindex,
    @JsonPropertyDescription("Id of a queue, a NAPI instance or a page pool")
        @Written.Bounds(min = Integer.MIN_VALUE)
        @Nullable Integer id,
    @JsonPropertyDescription("Kind of queue") QueueId.@Nullable Type type,
    @JsonPropertyDescription("What qstats are summed over; the device if absent")
        @Nullable Scope scope)
    implements Operation {
  /**
   * Checks that it asks one thing.
   *
   * @throws BadValueException if it asks nothing or more than one thing, or says how long without
   *     listening
   */
  public Netdev {
    final int asked = (once == null ? 0 : 1) + (dump == null ? 0 : 1) + (subscribe == null ? 0 : 1);
    if (asked != 1) {
      throw new BadValueException("expected one of 'do', 'dump' and 'subscribe'");
    }
    if ((subscribe == null) != (forPs == null)) {
      throw new BadValueException(
          subscribe == null ? "/for" : "", "'subscribe' and 'for' need each other");
    }
    if (dev != null && ifindex != null) {
      throw new BadValueException("/ifindex", "'dev' and 'ifindex' exclude each other");
    }
  }

  /** A get operation of netdev.yaml. */
  public enum Get {
    /** Devices. */
    DEV_GET,
    /** Page pools. */
    PAGE_POOL_GET,
    /** What page pools counted. */
    PAGE_POOL_STATS_GET,
    /** Queues. */
    QUEUE_GET,
    /** NAPI instances. */
    NAPI_GET,
    /** What queues counted. */
    QSTATS_GET
  }

  /** A multicast group of netdev.yaml. */
  public enum Group {
    /** Page pools that come, are detached and go. */
    PAGE_POOL
  }

  /** A scope of qstats. */
  public enum Scope {
    /** Each queue. */
    QUEUE
  }
}
