package netmemsim.models.control;

import java.util.ArrayList;
import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.models.host.Host;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.nic.NetDevice;
import org.jspecify.annotations.Nullable;

/**
 * The bindings of a host by their ids (net_devmem_dmabuf_bindings, net/core/devmem.c): an xarray
 * that allocates cyclically from 1, so that an id is used again only after all others were.
 */
public final class Bindings extends Entity {
  private long limit = 0xffffffffL;
  private long next = 1;
  private final List<BoundDmabuf> bound = new ArrayList<>();

  /**
   * No bindings.
   *
   * @param host the host
   */
  public Bindings(final Host host) {
    super(host, "dmabuf");
  }

  /**
   * Makes the id space smaller than the kernel's 2^32 - 1, so that it wraps within a run.
   *
   * @param largestId the largest id, at least 1
   */
  public void limitIds(final long largestId) {
    if (largestId < 1) {
      throw new IllegalArgumentException("the largest id must be at least 1: " + largestId);
    }
    limit = largestId;
  }

  /**
   * Allocates an id (xa_alloc_cyclic). That the search wrapped is no failure.
   *
   * @return an id that no binding has
   * @throws KernelException EBUSY when all are in use
   */
  int allocateId() throws KernelException {
    final long tries = Math.min(limit, bound.size() + 1L);
    for (long tried = 0; tried < tries; tried++) {
      final long id = next > limit ? 1 : next;
      next = id + 1;
      if (find((int) id) == null) {
        return (int) id;
      }
    }
    throw new KernelException(Errno.EBUSY);
  }

  void add(final BoundDmabuf dmabuf) {
    bound.add(dmabuf);
  }

  void remove(final BoundDmabuf dmabuf) {
    bound.remove(dmabuf);
  }

  /** The bindings to a device. */
  List<BoundDmabuf> of(final NetDevice device) {
    return bound.stream().filter(candidate -> candidate.device() == device).toList();
  }

  /**
   * Finds a binding that is still bound.
   *
   * @param id its id
   * @return the binding, or null
   */
  public @Nullable BoundDmabuf find(final int id) {
    for (final BoundDmabuf candidate : bound) {
      if (candidate.binding().id() == id) {
        return candidate;
      }
    }
    return null;
  }
}
