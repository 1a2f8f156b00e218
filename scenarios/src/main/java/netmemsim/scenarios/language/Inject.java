package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.Written;

/**
 * Makes a step of the next queue restarts fail (netdev_queue_mgmt_ops).
 *
 * @param dev NIC of the host
 * @param rxq index of the receive queue
 * @param step step that fails
 * @param errno what it fails with
 * @param times how often
 */
public record Inject(
    @JsonPropertyDescription("NIC of the host") String dev,
    @JsonPropertyDescription("Index of the receive queue") @Written.Bounds(min = 0) int rxq,
    @JsonPropertyDescription("Step that fails") RestartStep step,
    @JsonPropertyDescription("What it fails with") @Written.As(TextForm.Errno.class) String errno,
    @JsonPropertyDescription("How often") @Written.Bounds(min = 1) @Written.Default("1") int times)
    implements Operation {
  /** A step of {@code netdev_rx_queue_restart} that can fail. */
  public enum RestartStep {
    /** {@code ndo_queue_mem_alloc} of the new memory. */
    MEM_ALLOC,
    /** {@code ndo_queue_stop} of the old queue. */
    STOP,
    /** {@code ndo_queue_start} with the new memory. */
    START,
    /** {@code ndo_queue_start} with the old memory, after the start with the new failed. */
    RESTART_OLD
  }
}
