package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * A host.
 *
 * @param profile hardware profile: cores and costs
 * @param kernel kernel of this host, if it differs from the scenario's; null if not given
 * @param hz CONFIG_HZ of its kernel, if it differs from the profile's: 100, 250, 300 or 1000
 * @param maxDmabufId largest id of a binding, if it is to be less than 2^32 - 1; null if not given
 * @param costs what work costs on its cores, where that differs from the profile, in picoseconds
 * @param numaNodes NUMA nodes that its cores are divided over, from core 0 up
 * @param sysctl sysctl settings by name
 * @param nics NICs by interface name
 * @param devices devices whose memory can be exported as dma-buf, by name; udmabuf needs none
 */
public record HostSpec(
    @JsonPropertyDescription("Hardware profile: cores and costs") @Written.Default("generic")
        String profile,
    @JsonPropertyDescription("Kernel of this host, if it differs from the scenario's")
        @Nullable KernelSpec kernel,
    @JsonPropertyDescription("CONFIG_HZ of its kernel, if it differs from the profile's")
        @Nullable Integer hz,
    @JsonPropertyDescription("Largest id of a binding, if it is to be less than 2^32 - 1")
        @Written.Bounds(min = 1)
        @Nullable Integer maxDmabufId,
    @JsonPropertyDescription("What work costs on its cores, where that differs from the profile")
        @Written.Default("{}")
        @Written.KeysAre(TextForm.Name.class)
        @Written.As(QuantityForm.Time.class)
        Map<String, Long> costs,
    @JsonPropertyDescription("NUMA nodes that its cores are divided over, from core 0 up")
        @Written.Default("1")
        @Written.Bounds(min = 1, max = 64)
        int numaNodes,
    @JsonPropertyDescription("sysctl settings by name")
        @Written.Default("{}")
        @Written.KeysAre(TextForm.KernelName.class)
        @Written.As(TextForm.Setting.class)
        Map<String, String> sysctl,
    @JsonPropertyDescription("NICs by interface name")
        @Written.Default("{}")
        @Written.KeysAre(TextForm.Name.class)
        Map<String, NicSpec> nics,
    @JsonPropertyDescription(
            "Devices whose memory can be exported as dma-buf, by name; udmabuf needs none")
        @Written.Default("{}")
        @Written.KeysAre(TextForm.Name.class)
        Map<String, DeviceSpec> devices) {
  /** Keeps its own copies, in the order of the file. */
  public HostSpec {
    costs = Ordered.copy(costs);
    sysctl = Ordered.copy(sysctl);
    nics = Ordered.copy(nics);
    devices = Ordered.copy(devices);
  }

  /**
   * The same host with other NICs, for assembly to fill in what profiles decide.
   *
   * @param otherNics by interface name
   * @return a new host
   */
  public HostSpec withNics(Map<String, NicSpec> otherNics) {
    return new HostSpec(
        profile, kernel, hz, maxDmabufId, costs, numaNodes, sysctl, otherNics, devices);
  }
}
