package netmemsim.models.netmem;

import java.util.Arrays;
import netmemsim.core.entity.Entity;
import netmemsim.models.kernel.Errno;
import org.jspecify.annotations.Nullable;

/**
 * A dma-buf: memory of an exporter, laid out in segments (scatterlist entries), with a count of who
 * holds it. The memory goes back to the exporter when nobody does.
 */
public final class Dmabuf {
  private final DmabufExporter exporter;
  private final long[] segmentBytes;
  private final long sizeBytes;
  private int references = 1;
  private boolean released;

  Dmabuf(final DmabufExporter exporter, final long[] segmentBytes) {
    this.exporter = exporter;
    this.segmentBytes = segmentBytes;
    this.sizeBytes = Arrays.stream(segmentBytes).sum();
  }

  /** Who exported it. */
  public DmabufExporter exporter() {
    return exporter;
  }

  /** The lengths of its scatterlist entries, bytes. */
  public long[] segmentBytes() {
    return segmentBytes.clone();
  }

  /** Takes a reference (dma_buf_get). */
  public void get() {
    if (released) {
      throw new IllegalStateException("the dma-buf is gone");
    }
    references++;
  }

  /** Drops a reference (dma_buf_put). */
  public void put() {
    if (released) {
      throw new IllegalStateException("the dma-buf is gone");
    }
    if (--references == 0) {
      released = true;
      exporter.released(this);
    }
  }

  /** Whether nobody holds it any more. */
  public boolean isReleased() {
    return released;
  }

  /** Its size in bytes. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /** Why a device cannot attach to it, or null when it can. */
  public @Nullable Errno attachError(final Entity device) {
    return exporter.attachError(device);
  }
}
