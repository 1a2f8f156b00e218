package netmemsim.scenarios.yaml;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where every key and value of a document was written, by JSON pointer. */
public final class Marks {
  private final Mark root;
  private final Map<String, Mark> values = new LinkedHashMap<>();
  private final Map<String, Mark> keys = new LinkedHashMap<>();

  Marks(YamlNode root) {
    this.root = root.mark();
    collect("", root);
  }

  private void collect(String pointer, YamlNode node) {
    values.put(pointer, node.mark());
    if (node instanceof YamlNode.Mapping mapping) {
      mapping
          .entries()
          .forEach(
              (key, entry) -> {
                String child = Pointer.child(pointer, key);
                keys.put(child, entry.keyMark());
                collect(child, entry.value());
              });
    } else if (node instanceof YamlNode.Sequence sequence) {
      for (int i = 0; i < sequence.elements().size(); i++) {
        collect(Pointer.child(pointer, i), sequence.elements().get(i));
      }
    }
  }

  /**
   * Where a value was written.
   *
   * @param pointer JSON pointer of the value; need not exist
   * @return its mark, or that of the nearest enclosing value that was written (a default has no
   *     place of its own)
   */
  public Mark value(String pointer) {
    Mark mark = values.get(pointer);
    return mark != null ? mark : pointer.isEmpty() ? root : value(Pointer.parent(pointer));
  }

  /**
   * Where a key was written.
   *
   * @param pointer JSON pointer of the value under the key
   * @return the mark of the key, or of the value if it stands under no key
   */
  public Mark key(String pointer) {
    Mark mark = keys.get(pointer);
    return mark == null ? value(pointer) : mark;
  }

  /**
   * Makes the exception for a wrong value.
   *
   * @param pointer JSON pointer of the value, for example {@code /links/0/between/1}; if no such
   *     value was written, the nearest enclosing one that was is named
   * @param reason what is wrong, without place
   * @return the exception, to be thrown by the caller
   */
  public ScenarioException error(String pointer, String reason) {
    String place = written(pointer);
    return new ScenarioException(value(place), Pointer.readable(place), reason);
  }

  /**
   * Makes the exception for a wrong key.
   *
   * @param pointer JSON pointer of the value under the key, for example a host's name in {@code
   *     /hosts/servr}
   * @param reason what is wrong, without place
   * @return the exception, to be thrown by the caller
   */
  public ScenarioException keyError(String pointer, String reason) {
    return new ScenarioException(key(pointer), Pointer.readable(written(pointer)), reason);
  }

  private String written(String pointer) {
    boolean stop = pointer.isEmpty() || values.containsKey(pointer);
    return stop ? pointer : written(Pointer.parent(pointer));
  }
}
