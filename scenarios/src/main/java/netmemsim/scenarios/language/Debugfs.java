package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Writes to a debugfs file of a netdevsim device (drivers/net/netdevsim/netdev.c).
 *
 * @param dev NIC of the host, with the profile netdevsim
 * @param file which file
 * @param value what is written: "queue mode" for queue_reset; y or n for pp_hold
 */
public record Debugfs(
    @JsonPropertyDescription("NIC of the host, with the profile netdevsim") String dev,
    @JsonPropertyDescription("Which file") File file,
    @JsonPropertyDescription("What is written: 'queue mode' for queue-reset; y or n for pp-hold")
        String value)
    implements Operation {
  /** A file under {@code /sys/kernel/debug/netdevsim}. */
  public enum File {
    /** {@code queue_reset}: restarts a queue in one of four ways. */
    QUEUE_RESET,
    /** {@code pp_hold}: takes a page from the pool of queue 0, or gives it back. */
    PP_HOLD
  }
}
