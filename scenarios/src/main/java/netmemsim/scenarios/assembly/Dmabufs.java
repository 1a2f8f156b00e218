package netmemsim.scenarios.assembly;

import netmemsim.models.netmem.Dmabuf;
import netmemsim.models.netmem.DmabufExporter;
import netmemsim.scenarios.language.DmabufSpec;

/** Exports dma-bufs as scenarios describe them. */
final class Dmabufs {
  private Dmabufs() {}

  static Dmabuf export(final DmabufExporter exporter, final DmabufSpec spec) {
    if (spec.segmentsBytes().isEmpty()) {
      return exporter.export(spec.sizeBytes());
    }
    return exporter.export(spec.segmentsBytes().stream().mapToLong(Long::longValue).toArray());
  }
}
