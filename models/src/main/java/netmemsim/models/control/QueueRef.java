package netmemsim.models.control;

import org.jspecify.annotations.Nullable;

/**
 * One {@code queues} nest of a bind-rx request, as it was sent.
 *
 * @param id the queue's number, or null when the attribute is missing
 * @param type its type, or null when the attribute is missing
 */
public record QueueRef(@Nullable Integer id, @Nullable Type type) {
  /** The type of a queue. */
  public enum Type {
    /** Receive. */
    RX,
    /** Transmit. */
    TX
  }

  /** An RX queue. */
  public static QueueRef rx(final int id) {
    return new QueueRef(id, Type.RX);
  }
}
