package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.Written;

/**
 * Makes the next reservations of a token fail with ENOMEM (net/ipv4/tcp.c, tcp_xa_pool_refill).
 *
 * @param app application whose socket it happens to
 * @param times how often
 */
public record FailTokens(
    @JsonPropertyDescription("Application whose socket it happens to") String app,
    @JsonPropertyDescription("How often") @Written.Bounds(min = 1) @Written.Default("1") int times)
    implements Operation {}
