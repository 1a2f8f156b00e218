package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.Written;

/**
 * Stops and starts one receive queue (net/core/netdev_rx_queue.c, netdev_rx_queue_restart).
 *
 * @param dev NIC of the host
 * @param rxq index of the receive queue
 */
public record RestartQueue(
    @JsonPropertyDescription("NIC of the host") String dev,
    @JsonPropertyDescription("Index of the receive queue") @Written.Bounds(min = 0) int rxq)
    implements Operation {}
