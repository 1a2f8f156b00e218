package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * Changes what the driver of a NIC does, defects included. What is null stays as it is; what
 * concerns page pools takes effect when a queue is next started.
 *
 * @param dev NIC of the host
 * @param pagePoolSize entries that it asks for in the ptr_ring of a page pool; null if not given
 * @param pagePoolFlags PP_FLAG_* that it sets on its page pools; null if not given
 * @param pagePoolNid NUMA node of its page pools; -1 is NUMA_NO_NODE, the node of the CPU that
 *     allocates; null if not given
 * @param releaseTwiceEvery one in so many buffers is released twice; 0 for none; null if not given
 * @param uncheckedEvery one in so many received frames comes without a checksum verdict; 0 for
 *     none; null if not given
 */
public record DriverChange(
    @JsonPropertyDescription("NIC of the host") String dev,
    @JsonPropertyDescription("Entries that it asks for in the ptr_ring of a page pool")
        @Written.Bounds(min = 0, max = 1 << 20)
        @Nullable Integer pagePoolSize,
    @JsonPropertyDescription("PP_FLAG_* that it sets on its page pools")
        @Nullable List<Flag> pagePoolFlags,
    @JsonPropertyDescription(
            "NUMA node of its page pools; -1 is NUMA_NO_NODE, the node of the CPU that allocates")
        @Written.Bounds(min = -1, max = 63)
        @Nullable Integer pagePoolNid,
    @JsonPropertyDescription("One in so many buffers is released twice; 0 for none")
        @Written.Bounds(min = 0)
        @Nullable Integer releaseTwiceEvery,
    @JsonPropertyDescription(
            "One in so many received frames comes without a checksum verdict; 0 for none")
        @Written.Bounds(min = 0)
        @Nullable Integer uncheckedEvery)
    implements Operation {
  /** A flag of a page pool. */
  public enum Flag {
    /** PP_FLAG_DMA_MAP. */
    DMA_MAP,
    /** PP_FLAG_DMA_SYNC_DEV. */
    DMA_SYNC_DEV
  }

  /** Keeps its own copies. */
  public DriverChange {
    pagePoolFlags = pagePoolFlags == null ? null : List.copyOf(pagePoolFlags);
  }
}
