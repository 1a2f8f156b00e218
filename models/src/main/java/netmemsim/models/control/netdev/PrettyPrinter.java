package netmemsim.models.control.netdev;

import java.util.Iterator;
import java.util.Map;

/**
 * Prints as Python's {@code pprint.PrettyPrinter()} does, which is how ynl shows an answer: on one
 * line what fits into 80 columns, else an item to a line.
 */
final class PrettyPrinter {
  private static final int WIDTH = 80;

  private final StringBuilder text = new StringBuilder();

  private PrettyPrinter() {}

  static String print(final PythonValue value) {
    final PrettyPrinter printer = new PrettyPrinter();
    printer.format(value, 0, 0);
    return printer.text.append('\n').toString();
  }

  /** Room is kept for as many brackets and commas behind the value as {@code allowance} says. */
  private void format(final PythonValue value, final int indent, final int allowance) {
    final String repr = value.repr();
    if (repr.length() <= WIDTH - indent - allowance) {
      text.append(repr);
    } else if (value instanceof PythonValue.Sequence sequence) {
      formatSequence(sequence, indent, allowance);
    } else if (value instanceof PythonValue.Dict dict) {
      formatDict(dict, indent, allowance);
    } else {
      text.append(repr);
    }
  }

  private void formatSequence(
      final PythonValue.Sequence sequence, final int indent, final int allowance) {
    text.append('[');
    final Iterator<PythonValue> items = sequence.items().iterator();
    while (items.hasNext()) {
      final PythonValue item = items.next();
      format(item, indent + 1, items.hasNext() ? 1 : allowance + 1);
      if (items.hasNext()) {
        newLine(indent + 1);
      }
    }
    text.append(']');
  }

  private void formatDict(final PythonValue.Dict dict, final int indent, final int allowance) {
    text.append('{');
    final Iterator<Map.Entry<String, PythonValue>> items = dict.items().entrySet().iterator();
    while (items.hasNext()) {
      final Map.Entry<String, PythonValue> item = items.next();
      final String key = "'" + item.getKey() + "': ";
      text.append(key);
      format(item.getValue(), indent + 1 + key.length(), items.hasNext() ? 1 : allowance + 1);
      if (items.hasNext()) {
        newLine(indent + 1);
      }
    }
    text.append('}');
  }

  private void newLine(final int indent) {
    text.append(",\n").append(" ".repeat(indent));
  }
}
