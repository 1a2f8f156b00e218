package netmemsim.models.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bind-rx request of the netdev netlink family, as it was sent.
 *
 * @param admin whether the sender has CAP_NET_ADMIN
 * @param ifindex the device, or null when the attribute is missing
 * @param fd the dma-buf, or null when the attribute is missing
 * @param queues the queue nests, or null when there is none
 * @param replyFits whether the reply fits into the socket's receive buffer; one that is full of
 *     unread messages loses it
 */
public record BindRxRequest(
    boolean admin,
    @Nullable Integer ifindex,
    @Nullable DmabufFd fd,
    @Nullable List<QueueRef> queues,
    boolean replyFits) {
  /** A request whose reply is read. */
  public BindRxRequest(
      final boolean admin,
      final @Nullable Integer ifindex,
      final @Nullable DmabufFd fd,
      final @Nullable List<QueueRef> queues) {
    this(admin, ifindex, fd, queues, true);
  }
}
