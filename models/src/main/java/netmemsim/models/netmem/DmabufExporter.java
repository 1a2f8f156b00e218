package netmemsim.models.netmem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.metric.Metric;
import netmemsim.models.kernel.Errno;
import org.jspecify.annotations.Nullable;

/** Exports memory as dma-bufs: udmabuf (host pages behind a memfd) or a GPU. */
public final class DmabufExporter extends Entity {
  /** How an exporter lays out its memory. */
  public enum Kind {
    /** One scatterlist entry for each page (drivers/dma-buf/udmabuf.c). */
    UDMABUF,
    /** One contiguous segment of device memory, behind a PCIe BAR. */
    GPU,
    /** One contiguous segment of an NVMe controller memory buffer (drivers/nvme/host/pci.c). */
    NVME_CMB
  }

  /** Metrics. */
  public static final List<Metric> METRICS =
      List.of(Metric.gauge("exported_bytes", "bytes", "bytes of dma-bufs that somebody holds"));

  private final Kind kind;
  private @Nullable Errno refusal;
  private final List<Entity> unreachable = new ArrayList<>();
  private long exportedBytes;

  /**
   * An exporter.
   *
   * @param parent the host
   * @param name its name
   * @param kind how it lays out memory
   */
  public DmabufExporter(final Entity parent, final String name, final Kind kind) {
    super(parent, name);
    this.kind = kind;
    reading(METRICS.get(0), () -> exportedBytes);
  }

  /**
   * Exports memory.
   *
   * @param sizeBytes its size
   * @return a dma-buf with one reference
   */
  public Dmabuf export(final long sizeBytes) {
    if (sizeBytes < 1) {
      throw new IllegalArgumentException("a dma-buf needs a size: " + sizeBytes);
    }
    if (kind != Kind.UDMABUF) {
      return export(new long[] {sizeBytes});
    }
    final int pages = Math.toIntExact((sizeBytes + Netmem.PAGE_SIZE - 1) / Netmem.PAGE_SIZE);
    final long[] segments = new long[pages];
    Arrays.fill(segments, Netmem.PAGE_SIZE);
    segments[pages - 1] = sizeBytes - (long) (pages - 1) * Netmem.PAGE_SIZE;
    return export(segments);
  }

  /**
   * Exports memory of a given layout.
   *
   * @param segmentBytes the lengths of the scatterlist entries
   * @return a dma-buf with one reference
   */
  public Dmabuf export(final long[] segmentBytes) {
    if (segmentBytes.length == 0 || Arrays.stream(segmentBytes).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException("a dma-buf needs segments that have a size");
    }
    final Dmabuf dmabuf = new Dmabuf(this, segmentBytes.clone());
    exportedBytes += dmabuf.sizeBytes();
    return dmabuf;
  }

  /**
   * Makes devices unable to attach, as an exporter does whose memory they cannot reach.
   *
   * @param errno what dma_buf_attach answers, or null to let them attach
   */
  public void refuseAttach(final @Nullable Errno errno) {
    refusal = errno;
  }

  /**
   * Puts a device where no peer-to-peer path leads from it to the exporter's memory:
   * pci_p2pdma_distance is negative, and attach answers EOPNOTSUPP
   * (drivers/gpu/drm/xe/xe_dma_buf.c, v6.12).
   *
   * @param device the device
   */
  public void cutOff(final Entity device) {
    unreachable.add(device);
  }

  @Nullable Errno attachError(final Entity device) {
    return unreachable.contains(device) ? Errno.EOPNOTSUPP : refusal;
  }

  void released(final Dmabuf dmabuf) {
    exportedBytes -= dmabuf.sizeBytes();
  }

  /** How it lays out memory. */
  public Kind kind() {
    return kind;
  }
}
