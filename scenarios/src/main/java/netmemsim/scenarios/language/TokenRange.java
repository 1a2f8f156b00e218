package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.Written;

/**
 * A range of tokens (include/uapi/linux/uio.h, struct dmabuf_token).
 *
 * @param start first token
 * @param count how many
 */
public record TokenRange(
    @JsonPropertyDescription("First token") @Written.Bounds(min = 0, max = 0xffff_ffffL) long start,
    @JsonPropertyDescription("How many") @Written.Bounds(min = 0, max = 0xffff_ffffL) long count) {}
