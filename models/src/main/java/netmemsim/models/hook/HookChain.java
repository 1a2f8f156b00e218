package netmemsim.models.hook;

import java.util.ArrayList;
import java.util.List;
import netmemsim.models.packet.Skb;

/** The hooks of one place, in the order in which they were installed. */
public final class HookChain {
  private final List<SkbHook> hooks = new ArrayList<>();

  /** Installs a hook behind the others. */
  public void add(final SkbHook hook) {
    hooks.add(hook);
  }

  /** Takes a hook out, if it is there. */
  public void remove(final SkbHook hook) {
    hooks.remove(hook);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return hooks.isEmpty();
  }

  /**
   * Shows a buffer to the hooks until one keeps it.
   *
   * @param skb the buffer
   * @return whether it goes on
   */
  public boolean pass(final Skb skb) {
    for (int i = 0; i < hooks.size(); i++) {
      if (!hooks.get(i).pass(skb)) {
        return false;
      }
    }
    return true;
  }
}
