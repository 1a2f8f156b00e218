package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * A device whose memory can be exported as dma-buf.
 *
 * @param profile device profile, such as h100
 */
public record DeviceSpec(@JsonPropertyDescription("Device profile, such as h100") String profile) {}
