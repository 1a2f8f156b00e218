package netmemsim.scenarios.assembly;

import netmemsim.models.hook.HookChain;
import netmemsim.models.hook.SkbHook;

/**
 * A hook and where it is.
 *
 * @param hook the hook
 * @param chain the place
 */
record InstalledHook(SkbHook hook, HookChain chain) {
  void remove() {
    chain.remove(hook);
  }
}
