package netmemsim.scenarios.assembly;

import netmemsim.models.netmem.Dmabuf;
import netmemsim.models.netmem.DmabufExporter;
import netmemsim.scenarios.language.DmabufSpec;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.units.Dimension;
import netmemsim.scenarios.units.NearestName;
import netmemsim.scenarios.units.Quantities;

/** Exports dma-bufs as scenarios describe them. */
final class Dmabufs {
  private Dmabufs() {}

  /**
   * Finds the exporter of a dma-buf that a scenario wants.
   *
   * @throws netmemsim.scenarios.yaml.ScenarioException when there is none, or it has less memory
   */
  static DmabufExporter exporter(
      final HostModel host,
      final DmabufSpec spec,
      final LoadedScenario loaded,
      final String pointer) {
    final DmabufExporter exporter = host.exporters.get(spec.exporter());
    if (exporter == null) {
      throw loaded.error(
          pointer + "/exporter",
          "no device '"
              + spec.exporter()
              + "'"
              + NearestName.hint(spec.exporter(), host.exporters.keySet()));
    }
    final Long memoryBytes = host.deviceMemoryBytes.get(spec.exporter());
    if (memoryBytes != null && spec.sizeBytes() > memoryBytes) {
      throw loaded.error(
          pointer + "/size",
          spec.exporter()
              + " has "
              + Quantities.format(Dimension.SIZE, memoryBytes)
              + " of memory");
    }
    return exporter;
  }

  static Dmabuf export(final DmabufExporter exporter, final DmabufSpec spec) {
    if (spec.segmentsBytes().isEmpty()) {
      return exporter.export(spec.sizeBytes());
    }
    return exporter.export(spec.segmentsBytes().stream().mapToLong(Long::longValue).toArray());
  }
}
