package netmemsim.models.control.netdev;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import netmemsim.models.nic.DriverStatistic;

/** A value as Python has it: what ynl makes of a netlink message. */
sealed interface PythonValue {
  /** What {@code repr()} gives, keys sorted as pprint sorts them. */
  String repr();

  /**
   * A number, a text, a set of flags.
   *
   * @param repr what {@code repr()} gives
   */
  record Atom(String repr) implements PythonValue {
    static final Atom NO_FLAGS = new Atom("set()");
  }

  /**
   * A list.
   *
   * @param items its items
   */
  record Sequence(List<PythonValue> items) implements PythonValue {
    @Override
    public String repr() {
      return items.stream().map(PythonValue::repr).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** A dictionary with texts for keys, which is what a message is. */
  final class Dict implements PythonValue {
    private final Map<String, PythonValue> items = new TreeMap<>();

    Dict put(final String key, final long value) {
      items.put(key, new Atom(String.valueOf(value)));
      return this;
    }

    Dict put(final String key, final String value) {
      items.put(key, new Atom("'" + value + "'"));
      return this;
    }

    Dict put(final String key, final PythonValue value) {
      items.put(key, value);
      return this;
    }

    Dict putAll(final List<DriverStatistic> statistics) {
      statistics.forEach(each -> put(each.name(), each.value()));
      return this;
    }

    Map<String, PythonValue> items() {
      return items;
    }

    @Override
    public String repr() {
      return items.entrySet().stream()
          .map(item -> "'" + item.getKey() + "': " + item.getValue().repr())
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }
}
