package netmemsim.models.netmem;

import java.util.Arrays;
import netmemsim.models.payload.Content;
import org.jspecify.annotations.Nullable;

/**
 * One buffer of network memory, page or net_iov, as the kernel's {@code netmem_ref} names it
 * (include/net/netmem.h). Knows which page pool it belongs to, how many users hold it ({@code
 * pp_ref_count}), and which stretches of which streams were last written into it.
 */
public abstract class Netmem {
  /** Size of one buffer, bytes. */
  public static final int PAGE_SIZE = 4096;

  private static final int INITIAL_EXTENTS = 2;

  /** The pool that the buffer is held by, or null while the provider has it. */
  @Nullable PagePool pool;

  /** Users of the buffer, see include/net/netmem.h. */
  int ppRefCount;

  /** References of others than the pool and its users; always 0 for a net_iov. */
  int pageReferences;

  private static final int[] NO_INTS = {};
  private static final long[] NO_LONGS = {};
  private static final Content[] NO_CONTENT = {};

  /** Where the buffer is, for the conservation laws. */
  Place place = Place.PROVIDER;

  private int extents;
  private int[] extentOffset = NO_INTS;
  private int[] extentBytes = NO_INTS;
  private long[] extentPosition = NO_LONGS;
  private Content[] extentContent = NO_CONTENT;

  /** Where a buffer can be. */
  enum Place {
    /** With the allocator or memory provider. */
    PROVIDER,
    /** In a page pool's lockless cache. */
    CACHE,
    /** In a page pool's ptr_ring. */
    RING,
    /** Posted to a NIC, in an skb, or behind a token. */
    OUT
  }

  /** Whether it is a net_iov, that is memory that the CPU must not touch. */
  public abstract boolean isNetIov();

  /** Users of the buffer. */
  public final int refCount() {
    return ppRefCount;
  }

  /** Adds a user: a clone, a token. */
  public final void get() {
    assert place == Place.OUT : "reference taken on a free buffer";
    ppRefCount++;
    holder().users++;
  }

  /** Drops a user; the last one gives the buffer back to its pool. */
  public final void put() {
    assert place == Place.OUT : "reference dropped on a free buffer";
    holder().putNetmem(this);
  }

  private PagePool holder() {
    final PagePool holder = pool;
    if (holder == null) {
      throw new IllegalStateException("a buffer without a pool is in use");
    }
    return holder;
  }

  /**
   * Records that a device wrote here; what the stretch held before is gone, its neighbours are not.
   *
   * @param offset byte offset in the buffer
   * @param lengthBytes bytes written
   * @param content what was written
   * @param position stream position of the first byte
   */
  public final void write(
      final int offset, final int lengthBytes, final Content content, final long position) {
    final int end = offset + lengthBytes;
    int kept = 0;
    final int before = extents;
    for (int i = 0; i < before; i++) {
      final int oldOffset = extentOffset[i];
      final int oldEnd = oldOffset + extentBytes[i];
      if (oldOffset < offset && oldEnd > end) {
        addExtent(end, oldEnd - end, extentContent[i], extentPosition[i] + end - oldOffset);
      }
      if (oldOffset >= end || oldEnd <= offset || oldOffset < offset) {
        copyExtent(i, kept);
        extentBytes[kept] =
            oldOffset < offset ? Math.min(oldEnd, offset) - oldOffset : oldEnd - oldOffset;
        kept++;
      } else if (oldEnd > end) {
        copyExtent(i, kept);
        extentOffset[kept] = end;
        extentBytes[kept] = oldEnd - end;
        extentPosition[kept] += end - oldOffset;
        kept++;
      }
    }
    for (int i = before; i < extents; i++) {
      copyExtent(i, kept++);
    }
    extents = kept;
    addExtent(offset, lengthBytes, content, position);
  }

  private void addExtent(
      final int offset, final int lengthBytes, final Content content, final long position) {
    if (extents == extentOffset.length) {
      growExtents();
    }
    extentOffset[extents] = offset;
    extentBytes[extents] = lengthBytes;
    extentPosition[extents] = position;
    extentContent[extents] = content;
    extents++;
  }

  /**
   * Reads a stretch back.
   *
   * @param offset byte offset in the buffer
   * @param lengthBytes bytes to read
   * @param reader gets the pieces in order, and the holes that nothing was written to
   */
  public final void read(final int offset, final int lengthBytes, final ContentReader reader) {
    int at = offset;
    final int end = offset + lengthBytes;
    while (at < end) {
      final int found = extentAt(at);
      if (found < 0) {
        final int hole = Math.min(end, nextExtentFrom(at, end)) - at;
        reader.hole(hole);
        at += hole;
      } else {
        final int skip = at - extentOffset[found];
        final int piece = Math.min(extentBytes[found] - skip, end - at);
        reader.piece(extentContent[found], extentPosition[found] + skip, piece);
        at += piece;
      }
    }
  }

  /** Notes each stream that bytes in the buffer are of. */
  final void streams(final java.util.Set<Content> into) {
    for (int i = 0; i < extents; i++) {
      into.add(extentContent[i]);
    }
  }

  private int extentAt(final int offset) {
    for (int i = 0; i < extents; i++) {
      if (offset >= extentOffset[i] && offset < extentOffset[i] + extentBytes[i]) {
        return i;
      }
    }
    return -1;
  }

  private int nextExtentFrom(final int offset, final int end) {
    int next = end;
    for (int i = 0; i < extents; i++) {
      if (extentOffset[i] >= offset) {
        next = Math.min(next, extentOffset[i]);
      }
    }
    return next;
  }

  private void copyExtent(final int from, final int to) {
    if (from == to) {
      return;
    }
    extentOffset[to] = extentOffset[from];
    extentBytes[to] = extentBytes[from];
    extentPosition[to] = extentPosition[from];
    extentContent[to] = extentContent[from];
  }

  private void growExtents() {
    final int length = Math.max(INITIAL_EXTENTS, extentOffset.length * 2);
    extentOffset = Arrays.copyOf(extentOffset, length);
    extentBytes = Arrays.copyOf(extentBytes, length);
    extentPosition = Arrays.copyOf(extentPosition, length);
    extentContent = Arrays.copyOf(extentContent, length);
  }
}
