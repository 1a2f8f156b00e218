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
 */
public record BindRxRequest(
    boolean admin,
    @Nullable Integer ifindex,
    @Nullable DmabufFd fd,
    @Nullable List<QueueRef> queues) {}
