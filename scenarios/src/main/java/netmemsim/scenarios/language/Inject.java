package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * Makes a step of the next queue restarts fail or take another time (netdev_queue_mgmt_ops), or a
 * share of the queue's buffer allocations fail from now on.
 *
 * @param dev NIC of the host
 * @param rxq index of the receive queue
 * @param step step that fails
 * @param errno what it fails with; null if it only takes another time
 * @param delayPs how long it takes, in picoseconds; null for the profile's time
 * @param percent share of buffer allocations that fail; null for other steps
 * @param times how often
 */
public record Inject(
    @JsonPropertyDescription("NIC of the host") String dev,
    @JsonPropertyDescription("Index of the receive queue") @Written.Bounds(min = 0) int rxq,
    @JsonPropertyDescription("Step that fails") RestartStep step,
    @JsonPropertyDescription("What it fails with") @Written.As(TextForm.Errno.class)
        @Nullable String errno,
    @JsonPropertyDescription("How long it takes")
        @JsonProperty("delay")
        @Written.As(QuantityForm.Time.class)
        @Nullable Long delayPs,
    @JsonPropertyDescription("Share of buffer allocations that fail from now on, in percent")
        @Written.Bounds(min = 0, max = 100)
        @Nullable Integer percent,
    @JsonPropertyDescription("How often") @Written.Bounds(min = 1) @Written.Default("1") int times)
    implements Operation {
  /** A step of {@code netdev_rx_queue_restart}, or another deed of the driver. */
  public enum RestartStep {
    /** {@code ndo_queue_mem_alloc} of the new memory. */
    MEM_ALLOC,
    /** {@code ndo_queue_stop} of the old queue. */
    STOP,
    /** {@code ndo_queue_start} with the new memory. */
    START,
    /** {@code ndo_queue_start} with the old memory, after the start with the new failed. */
    RESTART_OLD,
    /** A reset of the whole device. */
    RESET,
    /** {@code page_pool_alloc_netmems} for a buffer to be posted. */
    PAGE_POOL_ALLOC
  }

  /**
   * Checks that it says what is to happen.
   *
   * @throws BadValueException if it does not fit the step
   */
  public Inject {
    if ((step == RestartStep.PAGE_POOL_ALLOC) != (percent != null)) {
      throw new BadValueException("'percent' goes with step page-pool-alloc, and only with it");
    }
    if (step == RestartStep.PAGE_POOL_ALLOC) {
      if (errno != null || delayPs != null) {
        throw new BadValueException("step page-pool-alloc takes neither 'errno' nor 'delay'");
      }
    } else if (errno == null && delayPs == null) {
      throw new BadValueException("expected 'errno', 'delay' or both");
    }
    if (step == RestartStep.RESET && errno != null) {
      throw new BadValueException("/errno", "a reset cannot be made to fail, only to take longer");
    }
  }
}
