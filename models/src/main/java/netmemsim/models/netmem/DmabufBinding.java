package netmemsim.models.netmem;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import netmemsim.core.entity.Entity;
import netmemsim.core.event.Event;
import netmemsim.core.metric.Metric;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.kernel.BindingSwitch;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.payload.Content;
import org.jspecify.annotations.Nullable;

/**
 * A dma-buf bound to a device (struct net_devmem_dmabuf_binding, net/core/devmem.c v6.12 to v6.18).
 * The netlink socket that made it holds one reference, each page pool on it another; the last one
 * frees it: unmap, detach, put the dma-buf.
 */
public final class DmabufBinding extends Entity implements MemoryProvider {
  /** Metrics. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.gauge("net_iovs", "buffers", "buffers in the binding"),
          Metric.gauge("free", "buffers", "buffers in the gen pool"),
          Metric.gauge("references", "references", "netlink socket and page pools that hold it"),
          Metric.gauge("freed", "flag", "1 once the dma-buf was unmapped and put"),
          Metric.gauge("streams", "streams", "senders' streams that bytes in its memory are of"));

  private static final Tracepoint FREED =
      Tracepoint.of(
          "dmabuf_binding_free", Rung.HOST, "the last reference to a binding is gone", "id");

  /** Tracepoints. The kernel has none here. */
  public static final List<Tracepoint> TRACEPOINTS = List.of(FREED);

  private final int id;
  private final Dmabuf dmabuf;
  private final Entity device;
  private final NetIov[] netIovs;

  /** Where each scatterlist entry begins in the dma-buf, bytes. */
  private final long[] segmentOffset;

  /** The first net_iov of each scatterlist entry; what is left of an entry's last page has none. */
  private final int[] firstOfSegment;

  private final GenPool genPool;
  private final boolean freedByWorkqueue;
  private int references = 1;
  private boolean freed;

  /** Users of each page, where tokens are counters, and what lies there; made with the first. */
  private int[] users = {};

  private @Nullable NetIov[] byPage = {};

  private int userReferences;
  private final Trace freedTrace = trace(FREED);

  private final Event freeWork =
      new Event(this) {
        @Override
        public void fire(final long nowPs) {
          free();
        }
      };

  /**
   * Builds a binding as net_devmem_bind_dmabuf does: import, attach, map, gen pool, net_iovs.
   *
   * @param parent where bindings live
   * @param id the id, from the caller's allocator
   * @param dmabuf the dma-buf; a reference is taken
   * @param device the device that attaches
   * @param kernel the host's kernel
   * @return the binding, with one reference for the caller
   * @throws KernelException the exporter's error from attach; EINVAL for entries that no net_iovs
   *     fill
   */
  public static DmabufBinding create(
      final Entity parent,
      final int id,
      final Dmabuf dmabuf,
      final Entity device,
      final KernelProfile kernel)
      throws KernelException {
    check(dmabuf, device, kernel);
    return new DmabufBinding(parent, id, dmabuf, device, kernel);
  }

  /**
   * Whether a dma-buf can be attached, mapped and cut into net_iovs.
   *
   * @param dmabuf the dma-buf
   * @param device the device that attaches
   * @param kernel the host's kernel
   * @throws KernelException as {@link #create}
   */
  public static void check(final Dmabuf dmabuf, final Entity device, final KernelProfile kernel)
      throws KernelException {
    final Errno refusal = dmabuf.attachError(device);
    if (refusal != null) {
      throw new KernelException(refusal, "Failed to bind dmabuf to device");
    }
    if (kernel.has(BindingSwitch.BIND_NEEDS_ALIGNED_SEGMENTS)) {
      for (final long segment : dmabuf.segmentBytes()) {
        if (segment % Netmem.PAGE_SIZE != 0) {
          throw new KernelException(Errno.EINVAL);
        }
      }
    }
  }

  private DmabufBinding(
      final Entity parent,
      final int id,
      final Dmabuf dmabuf,
      final Entity device,
      final KernelProfile kernel) {
    super(parent, nameOf(parent, id));
    this.id = id;
    this.dmabuf = dmabuf;
    this.device = device;
    this.freedByWorkqueue = kernel.has(BindingSwitch.BINDING_FREED_BY_WORKQUEUE);
    final long[] segments = dmabuf.segmentBytes();
    final int[] granules = new int[segments.length];
    int count = 0;
    for (int i = 0; i < segments.length; i++) {
      granules[i] = Math.toIntExact(segments[i] / Netmem.PAGE_SIZE);
      count += granules[i];
    }
    this.genPool = new GenPool(granules);
    this.netIovs = new NetIov[count];
    segmentOffset = new long[segments.length];
    firstOfSegment = new int[segments.length];
    int index = 0;
    long offset = 0;
    for (int i = 0; i < segments.length; i++) {
      segmentOffset[i] = offset;
      firstOfSegment[i] = index;
      for (int granule = 0; granule < granules[i]; granule++) {
        netIovs[index] = new NetIov(this, index, offset + (long) granule * Netmem.PAGE_SIZE);
        index++;
      }
      offset += segments[i];
    }
    dmabuf.get();
    reading(METRICS.get(0), () -> netIovs.length);
    reading(METRICS.get(1), genPool::available);
    reading(METRICS.get(2), () -> references);
    reading(METRICS.get(3), () -> freed ? 1 : 0);
    reading(METRICS.get(4), this::streams);
    invariant("net-iov-law", this::lawViolation);
  }

  /** An id that was used before is told apart: 1, then 1.2 and so on. */
  private static String nameOf(final Entity parent, final int id) {
    final String first = Integer.toUnsignedString(id);
    String name = first;
    for (int use = 2; parent.tree().find(parent.path() + "/" + name) != null; use++) {
      name = first + "." + use;
    }
    return name;
  }

  private long streams() {
    final Set<Content> found = new LinkedHashSet<>();
    for (final NetIov netIov : netIovs) {
      netIov.streams(found);
    }
    return found.size();
  }

  /** Each net_iov is in exactly one place, and the gen pool agrees on which are free. */
  private @Nullable String lawViolation() {
    int withProvider = 0;
    for (final NetIov netIov : netIovs) {
      if (netIov.place == Netmem.Place.PROVIDER) {
        withProvider++;
        if (netIov.ppRefCount != 0) {
          return "net_iov " + netIov.index() + " is free with references";
        }
      } else if (netIov.ppRefCount < 1) {
        return "net_iov " + netIov.index() + " is " + netIov.place + " without a reference";
      }
    }
    if (withProvider != genPool.available()) {
      return withProvider + " net_iovs are free, the gen pool says " + genPool.available();
    }
    return freed && withProvider != netIovs.length
        ? "freed with " + (netIovs.length - withProvider) + " net_iovs out"
        : null;
  }

  /** The page of the dma-buf that a net_iov is. */
  public static int pageOf(final NetIov netIov) {
    return Math.toIntExact(netIov.dmabufOffset() / Netmem.PAGE_SIZE);
  }

  /** Pages of the dma-buf. */
  public int pages() {
    return Math.toIntExact(dmabuf.sizeBytes() / Netmem.PAGE_SIZE);
  }

  /** One more user of a net_iov; the first takes a reference to it. */
  public void getUser(final NetIov netIov) {
    countUsers();
    if (++users[pageOf(netIov)] == 1) {
      netIov.get();
      userReferences++;
    }
  }

  /**
   * One user of a page less; the last one drops the reference. Nothing keeps the count from falling
   * below 0, and then the next user takes no reference.
   *
   * @param page a page of the dma-buf
   */
  public void putUser(final int page) {
    countUsers();
    if (--users[page] == 0) {
      dropUserReference(page);
    }
  }

  /** Drops what users still hold (net_devmem_dmabuf_binding_put_urefs), as the unbind does. */
  public void putAllUsers() {
    for (int page = 0; page < users.length; page++) {
      if (users[page] > 0) {
        dropUserReference(page);
      }
      users[page] = 0;
    }
  }

  private void countUsers() {
    if (users.length == 0) {
      users = new int[pages()];
      byPage = new NetIov[pages()];
      for (final NetIov netIov : netIovs) {
        byPage[pageOf(netIov)] = netIov;
      }
    }
  }

  private void dropUserReference(final int page) {
    final NetIov netIov = byPage[page];
    if (netIov != null) {
      userReferences--;
      netIov.put();
    }
  }

  /** References that users hold by way of counters. */
  public int userReferences() {
    return userReferences;
  }

  /** The id that user space knows it by ({@code dmabuf_id}). */
  public int id() {
    return id;
  }

  /** The dma-buf. */
  public Dmabuf dmabuf() {
    return dmabuf;
  }

  /** The device that it is mapped for. */
  public Entity device() {
    return device;
  }

  /** Number of net_iovs. */
  public int size() {
    return netIovs.length;
  }

  /** Number of net_iovs in the gen pool. */
  public int available() {
    return genPool.available();
  }

  /** Whether the memory was unmapped and the dma-buf put. */
  public boolean isFreed() {
    return freed;
  }

  /**
   * Reads the dma-buf as the application's mapping shows it.
   *
   * @param offset byte offset in the dma-buf; offset and length must lie in it
   * @param lengthBytes number of bytes
   * @param reader gets what is there
   */
  public void read(final long offset, final int lengthBytes, final ContentReader reader) {
    long at = offset;
    int left = lengthBytes;
    int segment = segmentOf(offset);
    while (left > 0) {
      while (segment + 1 < segmentOffset.length && segmentOffset[segment + 1] <= at) {
        segment++;
      }
      final long intoSegment = at - segmentOffset[segment];
      final int index = firstOfSegment[segment] + (int) (intoSegment / Netmem.PAGE_SIZE);
      final int inside = (int) (intoSegment % Netmem.PAGE_SIZE);
      final long segmentLeft = endOf(segment) - at;
      final int piece =
          (int) Math.min(Math.min(left, segmentLeft), (long) Netmem.PAGE_SIZE - inside);
      final int afterSegment =
          segment + 1 < firstOfSegment.length ? firstOfSegment[segment + 1] : netIovs.length;
      if (index < afterSegment) {
        netIovs[index].read(inside, piece, reader);
      } else {
        reader.hole(piece);
      }
      at += piece;
      left -= piece;
    }
  }

  private int segmentOf(final long offset) {
    final int found = Arrays.binarySearch(segmentOffset, offset);
    return found >= 0 ? found : -found - 2;
  }

  private long endOf(final int segment) {
    return segment + 1 < segmentOffset.length ? segmentOffset[segment + 1] : dmabuf.sizeBytes();
  }

  @Override
  public void init(final PagePool pool) throws KernelException {
    if (pool.params().order() != 0) {
      throw new KernelException(Errno.E2BIG);
    }
    references++;
  }

  @Override
  public @Nullable Netmem allocate() {
    final int index = genPool.allocate();
    return index < 0 ? null : netIovs[index];
  }

  @Override
  public void release(final Netmem netmem) {
    genPool.free(((NetIov) netmem).index());
  }

  @Override
  public void destroy() {
    put();
  }

  /** Drops a reference (net_devmem_dmabuf_binding_put). */
  public void put() {
    if (--references > 0) {
      return;
    }
    if (freedByWorkqueue) {
      simulator().scheduleIn(freeWork, 0);
    } else {
      free();
    }
  }

  private void free() {
    freed = true;
    dmabuf.put();
    if (freedTrace.on) {
      freedTrace.emit(id);
    }
  }
}
