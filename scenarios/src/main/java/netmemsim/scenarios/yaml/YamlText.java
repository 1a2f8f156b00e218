package netmemsim.scenarios.yaml;

import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Turns one text into one tree of YAML 1.2 core schema values, or says in which line it cannot. */
final class YamlText {
  /** Lists and mappings deeper than this are refused; the composer below is recursive. */
  static final int MAX_DEPTH = 100;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new UnmergedCoreSchema())
          .setCodePointLimit(Integer.MAX_VALUE)
          // NodeExpansion bounds what aliases may grow to, and can say where.
          .setMaxAliasesForCollections(Integer.MAX_VALUE)
          .build();

  private static final Pattern RESERVED =
      Pattern.compile("found character '([^\\\\])' that cannot start any token");

  private final String text;
  private final Mark place;

  /**
   * @param text the document
   * @param place where the text comes from; if its line is 0 for a {@code --set}, all marks are
   *     this one
   */
  YamlText(String text, Mark place) {
    this.text = text;
    this.place = place;
  }

  /** Reads the text; empty if it holds no document. */
  Optional<YamlNode> read() {
    try {
      checkDepth(new Parse(SETTINGS).parseString(text).iterator());
      Optional<Node> root = new Compose(SETTINGS).composeString(text);
      return root.map(node -> new NodeExpansion(this::mark).expand(node));
    } catch (MarkedYamlEngineException e) {
      throw new ScenarioException(
          e.getProblemMark().map(this::mark).orElse(place), "", "not YAML: " + problem(e), e);
    } catch (ReaderException e) {
      throw new ScenarioException(
          markAt(e.getPosition()),
          "",
          "not YAML: character U+%04X is not allowed".formatted(e.getCodePoint()),
          e);
    } catch (YamlEngineException e) {
      throw new ScenarioException(place, "", "not YAML: " + e.getMessage(), e);
    }
  }

  /**
   * Someone forgot to quote a comparison, most likely; the scanner speaks of block scalars and
   * tokens.
   */
  private static String problem(MarkedYamlEngineException e) {
    String problem = e.getProblem();
    boolean block = String.valueOf(e.getContext()).contains("block scalar");
    Matcher character = RESERVED.matcher(problem);
    if (block || character.lookingAt()) {
      String first = block ? ">' or '|" : character.group(1);
      return "a text that begins with '" + first + "' must be quoted";
    }
    return problem;
  }

  private void checkDepth(Iterator<Event> events) {
    int depth = 0;
    int documents = 0;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
        throw error(event, "nested deeper than " + MAX_DEPTH + " levels");
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
      if (event instanceof DocumentStartEvent && ++documents > 1) {
        throw error(event, "a second document begins here; a file holds one");
      }
    }
  }

  private ScenarioException error(Event event, String reason) {
    return new ScenarioException(event.getStartMark().map(this::mark).orElse(place), "", reason);
  }

  private Mark mark(org.snakeyaml.engine.v2.exceptions.Mark mark) {
    return position(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** The reader counts code points from the start of the text and no lines. */
  private Mark markAt(int codePoints) {
    int end =
        text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
    String before = text.substring(0, end);
    int lineStart = before.lastIndexOf('\n') + 1;
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return position(line, before.codePointCount(lineStart, before.length()) + 1);
  }

  private Mark position(int line, int column) {
    boolean commandLine = place.source().startsWith("--set ");
    return commandLine ? place : new Mark(place.source(), line, column);
  }

  /**
   * The core schema without the engine's own merge of {@code <<}, whose errors and bounds are not
   * ours.
   */
  private static final class UnmergedCoreSchema extends CoreSchema {
    private final ScalarResolver resolver = new CoreScalarResolver(false);

    @Override
    public ScalarResolver getScalarResolver() {
      return resolver;
    }
  }
}
