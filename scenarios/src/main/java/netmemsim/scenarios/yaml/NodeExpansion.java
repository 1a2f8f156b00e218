package netmemsim.scenarios.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import netmemsim.scenarios.yaml.YamlNode.Entry;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Expands the graph that the YAML composer makes (an alias is a second edge to its anchor's node)
 * into a tree. Merge keys are not part of YAML 1.2, so they are done here, as the merge key type of
 * YAML 1.1 describes them: explicit keys win over merged ones, earlier mappings of a list over
 * later ones.
 */
final class NodeExpansion {
  /** More values than this after expansion are taken for an alias bomb. */
  static final int MAX_NODES = 100_000;

  private static final int MAX_NUMBER_LENGTH = 64;
  private static final String MERGE = "<<";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Function<org.snakeyaml.engine.v2.exceptions.Mark, Mark> marks;
  // A node equals only itself.
  private final Set<Node> open = new LinkedHashSet<>();
  private int nodes;

  NodeExpansion(Function<org.snakeyaml.engine.v2.exceptions.Mark, Mark> marks) {
    this.marks = marks;
  }

  YamlNode expand(Node node) {
    if (++nodes > MAX_NODES) {
      throw error(node, "aliases expand to more than " + MAX_NODES + " values");
    }
    if (node instanceof ScalarNode scalar) {
      return new YamlNode.Scalar(scalar(scalar), mark(node));
    }
    enter(node);
    YamlNode expanded =
        node instanceof MappingNode mapping ? mapping(mapping) : sequence((SequenceNode) node);
    open.remove(node);
    return expanded;
  }

  private void enter(Node node) {
    if (open.contains(node)) {
      throw error(node, "an alias stands inside its own anchor");
    }
    if (open.size() >= YamlText.MAX_DEPTH) {
      throw error(node, "aliases nest deeper than " + YamlText.MAX_DEPTH + " levels");
    }
    open.add(node);
  }

  private YamlNode sequence(SequenceNode node) {
    expectTag(node, Tag.SEQ);
    List<YamlNode> elements = new ArrayList<>();
    node.getValue().forEach(element -> elements.add(expand(element)));
    return new YamlNode.Sequence(elements, mark(node));
  }

  private YamlNode mapping(MappingNode node) {
    expectTag(node, Tag.MAP);
    Map<String, Entry> own = new LinkedHashMap<>();
    Map<String, Entry> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      if (isMerge(tuple.getKeyNode())) {
        merge(merged, tuple.getValueNode());
        continue;
      }
      String key = key(tuple.getKeyNode());
      Entry earlier = own.get(key);
      if (earlier != null) {
        throw error(
            tuple.getKeyNode(),
            "duplicate key '%s' (first in line %d)".formatted(key, earlier.keyMark().line()));
      }
      own.put(key, new Entry(mark(tuple.getKeyNode()), expand(tuple.getValueNode())));
    }
    merged.putAll(own);
    return new YamlNode.Mapping(merged, mark(node));
  }

  private void merge(Map<String, Entry> into, Node value) {
    if (value instanceof SequenceNode list) {
      enter(list);
      list.getValue().forEach(element -> mergeOne(into, element));
      open.remove(list);
    } else {
      mergeOne(into, value);
    }
  }

  private void mergeOne(Map<String, Entry> into, Node value) {
    if (!(value instanceof MappingNode)) {
      throw error(value, "'<<' merges a mapping or a list of mappings");
    }
    if (expand(value) instanceof YamlNode.Mapping mapping) {
      mapping.entries().forEach(into::putIfAbsent);
    }
  }

  private static boolean isMerge(Node key) {
    return key instanceof ScalarNode scalar
        && scalar.getScalarStyle() == ScalarStyle.PLAIN
        && scalar.getValue().equals(MERGE);
  }

  private String key(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      throw error(node, "a key must be a single word, not a list or mapping");
    }
    if (scalar(scalar).isNull()) {
      throw error(node, "a key is missing before ':'");
    }
    if (++nodes > MAX_NODES) {
      throw error(node, "aliases expand to more than " + MAX_NODES + " values");
    }
    return scalar.getValue();
  }

  private JsonNode scalar(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.STR)) {
      return JSON.stringNode(text);
    }
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(text.equalsIgnoreCase("true"));
    }
    boolean number = tag.equals(Tag.INT) || tag.equals(Tag.FLOAT);
    if (!number) {
      throw error(node, "tags such as " + tag.getValue() + " are not supported");
    }
    if (text.length() > MAX_NUMBER_LENGTH) {
      throw error(node, "a number of more than " + MAX_NUMBER_LENGTH + " characters");
    }
    return number(text).orElseThrow(() -> error(node, "'" + text + "' is not a finite number"));
  }

  private static Optional<JsonNode> number(String text) {
    try {
      if (text.startsWith("0x")) {
        return Optional.of(whole(new BigInteger(text.substring(2), 16)));
      }
      if (text.startsWith("0o")) {
        return Optional.of(whole(new BigInteger(text.substring(2), 8)));
      }
      BigDecimal value = new BigDecimal(text);
      boolean written = text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
      return Optional.of(written ? whole(value.toBigIntegerExact()) : JSON.numberNode(value));
    } catch (NumberFormatException infinityOrNan) {
      return Optional.empty();
    }
  }

  private static JsonNode whole(BigInteger value) {
    if (value.bitLength() < Integer.SIZE) {
      return JSON.numberNode(value.intValueExact());
    }
    return value.bitLength() < Long.SIZE
        ? JSON.numberNode(value.longValueExact())
        : JSON.numberNode(value);
  }

  private void expectTag(Node node, Tag expected) {
    if (!node.getTag().equals(expected)) {
      throw error(node, "tags such as " + node.getTag().getValue() + " are not supported");
    }
  }

  private Mark mark(Node node) {
    return marks.apply(node.getStartMark().orElseThrow());
  }

  private ScenarioException error(Node node, String reason) {
    return new ScenarioException(mark(node), "", reason);
  }
}
