package netmemsim.scenarios.packetdrill.python;

import java.util.List;
import java.util.Map;

/** Something that can be called. */
@FunctionalInterface
interface Callable {
  /** Calls it with positional and named arguments. */
  Object call(List<Object> arguments, Map<String, Object> named);
}
