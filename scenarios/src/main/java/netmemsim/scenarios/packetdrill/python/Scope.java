package netmemsim.scenarios.packetdrill.python;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Names and what they stand for; a function's own names hide those around it. */
final class Scope {
  private final Map<String, Object> names = new TreeMap<>();
  private final @Nullable Scope around;
  private final Appendable printed;

  Scope(final @Nullable Scope around, final Appendable printed) {
    this.around = around;
    this.printed = printed;
  }

  Scope inner() {
    return new Scope(this, printed);
  }

  Appendable printed() {
    return printed;
  }

  void set(final String name, final Object value) {
    names.put(name, value);
  }

  void remove(final String name) {
    names.remove(name);
  }

  boolean has(final String name) {
    return names.containsKey(name) || (around != null && around.has(name));
  }

  Object get(final String name) {
    final Object value = names.get(name);
    if (value != null) {
      return value;
    }
    if (around != null) {
      return around.get(name);
    }
    throw new PythonException("NameError: name '" + name + "' is not defined");
  }
}
