package netmemsim.scenarios.yaml;

import java.util.ArrayList;
import java.util.List;

/** JSON pointers (RFC 6901) and the form in which people are shown them. */
public final class Pointer {
  private Pointer() {}

  /**
   * Extends a pointer by one key.
   *
   * @param parent pointer of the mapping; empty for the document
   * @param key the key as written
   * @return the pointer of the value under the key
   */
  public static String child(String parent, String key) {
    return parent + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  /**
   * Extends a pointer by one list index.
   *
   * @param parent pointer of the list
   * @param index counted from 0
   * @return the pointer of the element
   */
  public static String child(String parent, int index) {
    return parent + "/" + index;
  }

  /** The pointer without its last part; empty for one part. */
  static String parent(String pointer) {
    return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
  }

  /**
   * Splits a pointer into keys and indices.
   *
   * @param pointer a JSON pointer
   * @return its parts, unescaped
   */
  public static List<String> parts(String pointer) {
    List<String> parts = new ArrayList<>();
    int from = 1;
    while (from <= pointer.length() && !pointer.isEmpty()) {
      int to = pointer.indexOf('/', from);
      int end = to < 0 ? pointer.length() : to;
      parts.add(pointer.substring(from, end).replace("~1", "/").replace("~0", "~"));
      from = end + 1;
    }
    return parts;
  }

  /**
   * Writes a pointer as people read it.
   *
   * @param pointer a JSON pointer
   * @return for example {@code links[3].rate}; keys with a dot are quoted
   */
  public static String readable(String pointer) {
    StringBuilder text = new StringBuilder();
    for (String part : parts(pointer)) {
      if (part.matches("[0-9]+")) {
        text.append('[').append(part).append(']');
      } else if (part.matches("[A-Za-z0-9_-]+")) {
        text.append(text.isEmpty() ? "" : ".").append(part);
      } else {
        text.append("[\"").append(part).append("\"]");
      }
    }
    return text.toString();
  }
}
