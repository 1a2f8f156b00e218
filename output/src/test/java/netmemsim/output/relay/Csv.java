package netmemsim.output.relay;

import java.util.ArrayList;
import java.util.List;

/** A reader of RFC 4180 by its grammar, with LF as line end; independent of the writer. */
public final class Csv {
  private final String text;
  private int at;

  private Csv(final String text) {
    this.text = text;
  }

  public static List<List<String>> parse(final String text) {
    final Csv csv = new Csv(text);
    final List<List<String>> rows = new ArrayList<>();
    while (csv.at < text.length()) {
      rows.add(csv.row());
    }
    return rows;
  }

  private List<String> row() {
    final List<String> cells = new ArrayList<>();
    cells.add(cell());
    while (next() == ',') {
      cells.add(cell());
    }
    if (text.charAt(at - 1) != '\n') {
      throw new IllegalArgumentException("no line end at " + at + " of " + text);
    }
    return cells;
  }

  private char next() {
    return text.charAt(at++);
  }

  private String cell() {
    final StringBuilder cell = new StringBuilder();
    if (text.charAt(at) != '"') {
      while (",\"\r\n".indexOf(text.charAt(at)) < 0) {
        cell.append(next());
      }
      return cell.toString();
    }
    at++;
    while (true) {
      final char c = next();
      if (c != '"') {
        cell.append(c);
      } else if (text.charAt(at) == '"') {
        cell.append(next());
      } else {
        return cell.toString();
      }
    }
  }
}
