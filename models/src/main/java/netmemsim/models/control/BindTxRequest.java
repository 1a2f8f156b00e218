package netmemsim.models.control;

import org.jspecify.annotations.Nullable;

/**
 * A bind-tx request of the netdev netlink family. Anyone may send one.
 *
 * @param ifindex the device, or null when the attribute is missing
 * @param fd the dma-buf, or null when the attribute is missing
 */
public record BindTxRequest(@Nullable Integer ifindex, @Nullable DmabufFd fd) {}
