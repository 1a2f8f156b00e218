package netmemsim.core.check;

import java.util.function.Supplier;
import netmemsim.core.event.EventSource;
import org.jspecify.annotations.Nullable;

/**
 * A law that an entity keeps at every instant between two events.
 *
 * @param name what it is called: {@code page-pool-inflight}
 * @param source the entity
 * @param violation null while the law holds, else what is wrong, with the figures
 */
public record Invariant(String name, EventSource source, Supplier<@Nullable String> violation) {
  /** Null while the law holds, else one line that says where and what is wrong. */
  public @Nullable String check() {
    final String wrong = violation.get();
    return wrong == null ? null : source.path() + ": " + name + ": " + wrong;
  }
}
