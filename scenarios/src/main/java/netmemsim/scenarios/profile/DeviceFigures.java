package netmemsim.scenarios.profile;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * The file of a device profile: something that exports memory as dma-buf.
 *
 * @param profile its name
 * @param title what it stands for
 * @param kind gpu, nvme-cmb or udmabuf
 * @param memory how much it can export
 */
public record DeviceFigures(
    @JsonPropertyDescription("Its name") String profile,
    @JsonPropertyDescription("What it stands for") String title,
    @JsonPropertyDescription("gpu, nvme-cmb or udmabuf") Figure kind,
    @JsonPropertyDescription("How much it can export") Figure memory) {}
