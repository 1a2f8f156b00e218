package netmemsim.scenarios.profile;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file of a host profile.
 *
 * @param profile its name
 * @param title what it stands for
 * @param cores number of cores
 * @param hz the kernel's CONFIG_HZ
 * @param costs how long each kind of work takes on a core
 */
public record HostFigures(
    @JsonPropertyDescription("Its name") String profile,
    @JsonPropertyDescription("What it stands for") String title,
    @JsonPropertyDescription("Number of cores") Figure cores,
    @JsonPropertyDescription("CONFIG_HZ of its kernel") Figure hz,
    @JsonPropertyDescription("How long each kind of work takes on a core")
        Map<String, Figure> costs) {
  /** Keeps the order of the file. */
  public HostFigures {
    costs = Collections.unmodifiableMap(new LinkedHashMap<>(costs));
  }
}
