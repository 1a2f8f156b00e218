package netmemsim.models.control;

import java.util.ArrayList;
import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.models.host.Host;
import org.jspecify.annotations.Nullable;

/**
 * The bindings of a host by their ids, which count up from 1 (xa_alloc_cyclic, XA_FLAGS_ALLOC1).
 */
public final class Bindings extends Entity {
  private int lastId;
  private final List<BoundDmabuf> bound = new ArrayList<>();

  /**
   * No bindings.
   *
   * @param host the host
   */
  public Bindings(final Host host) {
    super(host, "dmabuf");
  }

  int nextId() {
    return ++lastId;
  }

  void add(final BoundDmabuf dmabuf) {
    bound.add(dmabuf);
  }

  void remove(final BoundDmabuf dmabuf) {
    bound.remove(dmabuf);
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
