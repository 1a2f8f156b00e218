package netmemsim.scenarios.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netmemsim.scenarios.units.NearestName;
import netmemsim.scenarios.yaml.YamlNode.Entry;
import netmemsim.scenarios.yaml.YamlNode.Mapping;
import netmemsim.scenarios.yaml.YamlNode.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * One {@code --set path=value} of the command line. A null value takes the key, and with it the
 * setting, away.
 */
final class SetOverlay {
  private static final Pattern SEGMENT =
      Pattern.compile("\\.?(?:\\[([0-9]{1,9})]|\\[\"([^\"]+)\"]|([^.\\[\\]=]+))");

  private final List<String> segments;
  private final Mark mark;
  private final YamlNode value;

  private SetOverlay(List<String> segments, Mark mark, YamlNode value) {
    this.segments = segments;
    this.mark = mark;
    this.value = value;
  }

  static SetOverlay parse(String assignment) {
    List<String> segments = new ArrayList<>();
    Matcher matcher = SEGMENT.matcher(assignment);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      segments.add(first(matcher));
      end = matcher.end();
    }
    boolean complete =
        !segments.isEmpty() && end < assignment.length() && assignment.charAt(end) == '=';
    if (!complete) {
      throw new ScenarioException(
          Mark.ofSet(assignment),
          "",
          "expected path=value, such as hosts.server.nics.eth1.queues=4 or links[0].rate=100Gbps");
    }
    String pointer = segments.stream().reduce("", Pointer::child, String::concat);
    Mark mark = Mark.ofSet(Pointer.readable(pointer));
    YamlNode value =
        new YamlText(assignment.substring(end + 1), mark)
            .read()
            .orElseThrow(() -> new ScenarioException(mark, "", "no value after '='"));
    return new SetOverlay(segments, mark, value);
  }

  private static String first(Matcher matcher) {
    for (int i = 1; i < 3; i++) {
      if (matcher.group(i) != null) {
        return matcher.group(i);
      }
    }
    return matcher.group(3);
  }

  Mapping apply(Shape shape, Mapping root) {
    return inMapping(shape, root, 0);
  }

  private YamlNode in(Shape shape, @Nullable YamlNode node, int depth) {
    if (depth == segments.size()) {
      return value;
    }
    if (shape instanceof Shape.ListOf list) {
      if (node instanceof Sequence sequence) {
        return inSequence(list, sequence, depth);
      }
      if (list.oneOrMany() && node instanceof Mapping) {
        return in(list.element(), node, depth);
      }
    } else if (node instanceof Mapping mapping) {
      return inMapping(shape, mapping, depth);
    } else if (node == null && !(shape instanceof Shape.Leaf)) {
      return inMapping(shape, new Mapping(Map.of(), mark), depth);
    }
    String found = node == null ? "not there" : Found.name(node.json());
    throw error("'%s' is %s and has no '%s'".formatted(path(depth), found, segments.get(depth)));
  }

  private YamlNode inSequence(Shape.ListOf list, Sequence sequence, int depth) {
    String segment = segments.get(depth);
    int count = sequence.elements().size();
    if (!segment.matches("[0-9]{1,9}")) {
      throw error("'%s' is a list; expected an index, found '%s'".formatted(path(depth), segment));
    }
    int index = Integer.parseInt(segment);
    if (index >= count) {
      throw error("'%s' has %d elements, there is no [%d]".formatted(path(depth), count, index));
    }
    List<YamlNode> elements = new ArrayList<>(sequence.elements());
    YamlNode changed = in(list.element(), elements.get(index), depth + 1);
    if (changed.json().isNull()) {
      elements.remove(index);
    } else {
      elements.set(index, changed);
    }
    return new Sequence(elements, sequence.mark());
  }

  private Mapping inMapping(Shape shape, Mapping mapping, int depth) {
    Map<String, Shape> keys = keys(shape, mapping);
    // Names such as net.ipv4.tcp_rmem have dots of their own.
    boolean freeKeys = keys.isEmpty();
    int next = freeKeys ? segments.size() : depth + 1;
    String key = String.join(".", segments.subList(depth, next));
    Shape child = freeKeys ? shape : keys.get(key);
    if (child == null) {
      String where = depth == 0 ? "" : " in " + path(depth);
      throw error(
          "unknown key '%s'%s%s".formatted(key, where, NearestName.hint(key, keys.keySet())));
    }
    Entry below = mapping.entries().get(key);
    YamlNode old = below == null ? null : below.value();
    YamlNode changed = in(child, old, next);
    return changed.json().isNull()
        ? mapping.without(key)
        : mapping.with(key, new Entry(mark, changed));
  }

  /** The keys a mapping may have here; empty if it may have any. */
  private static Map<String, Shape> keys(Shape shape, Mapping mapping) {
    if (shape instanceof Shape.Fields fields) {
      return fields.keys();
    }
    if (shape instanceof Shape.OneOf oneOf) {
      return oneOf.keys();
    }
    Map<String, Shape> keys = new LinkedHashMap<>();
    if (shape instanceof Shape.MapOf map && !(map.value() instanceof Shape.Leaf)) {
      mapping.entries().keySet().forEach(name -> keys.put(name, map.value()));
    }
    return keys;
  }

  private String path(int depth) {
    return Pointer.readable(
        segments.subList(0, depth).stream().reduce("", Pointer::child, String::concat));
  }

  private ScenarioException error(String reason) {
    return new ScenarioException(mark, "", reason);
  }
}
