package netmemsim.scenarios.yaml;

import java.nio.file.Path;
import java.util.List;
import netmemsim.scenarios.yaml.YamlNode.Mapping;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads YAML files into records of one type.
 *
 * @param <T> the record
 */
public final class RecordReader<T> {
  private final Class<T> type;
  private final Shape shape;
  private final JsonMapper mapper = RecordMapper.create();

  /**
   * Makes a reader.
   *
   * @param type the record that a whole document becomes
   */
  public RecordReader(Class<T> type) {
    this.type = type;
    this.shape = Shapes.of(type);
  }

  /**
   * Reads a file and whatever it extends.
   *
   * @param file the file; errors name it as given here
   * @param overlays {@code path=value} of each {@code --set}, applied in order
   * @return the document
   * @throws ScenarioException if the file cannot be read or anything in it, in a file it extends or
   *     in an overlay is wrong
   */
  public Document<T> read(Path file, List<String> overlays) {
    return bind(new ScenarioFiles().read(file), overlays);
  }

  /**
   * Reads a text.
   *
   * @param text the document
   * @param file where the text shall be said to stand; {@code extends} is relative to it
   * @param overlays as for files
   * @return the document
   * @throws ScenarioException as for files
   */
  public Document<T> read(String text, Path file, List<String> overlays) {
    return bind(new ScenarioFiles().read(text, file), overlays);
  }

  private Document<T> bind(Mapping root, List<String> overlays) {
    Mapping changed = root;
    for (String overlay : overlays) {
      changed = SetOverlay.parse(overlay).apply(shape, changed);
    }
    Marks marks = new Marks(changed);
    var tree = changed.json();
    JsonNode complete = new TreeCheck(marks, type).check(shape, tree, "");
    try {
      return new Document<>(mapper.treeToValue(complete, type), marks, tree);
    } catch (JacksonException e) {
      throw place(e, complete, marks);
    }
  }

  /** What the tree check lets through, only a compact constructor can refuse. */
  private static ScenarioException place(JacksonException e, JsonNode complete, Marks marks) {
    StringBuilder pointer = new StringBuilder();
    JsonNode node = complete;
    for (JacksonException.Reference step : e.getPath()) {
      String name = step.getPropertyName();
      node = name == null ? node.path(step.getIndex()) : node.path(name);
      if (name == null) {
        pointer.append('/').append(step.getIndex());
      } else if (!name.startsWith("@")) {
        pointer.append(Pointer.child("", name));
      } else if (node.isObject()) {
        String variant = node.propertyNames().iterator().next();
        node = node.path(variant);
        pointer.append(Pointer.child("", variant));
      }
    }
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof IllegalArgumentException)) {
      cause = cause.getCause();
    }
    if (cause instanceof BadValueException bad) {
      pointer.append(bad.pointer());
    }
    String reason =
        cause instanceof JacksonException json ? json.getOriginalMessage() : cause.getMessage();
    return marks.error(pointer.toString(), String.valueOf(reason));
  }
}
