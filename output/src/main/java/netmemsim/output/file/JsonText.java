package netmemsim.output.file;

import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * JSON in one fixed layout: two spaces of indent, {@code '\n'} as line end on every platform, one
 * member a line, arrays of plain values on one line, a line end at the end.
 */
public final class JsonText {
  private JsonText() {}

  /**
   * Renders a document.
   *
   * @param content writes exactly one value, in an order of its own that is always the same
   * @return the text
   */
  public static String render(final Consumer<JsonGenerator> content) {
    final StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(new Layout(), text)) {
      content.accept(json);
    }
    return text.append('\n').toString();
  }

  private static final class Layout extends ObjectWriteContext.Base {
    @Override
    public PrettyPrinter getPrettyPrinter() {
      return new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                  .withObjectEmptySeparator("")
                  .withArrayEmptySeparator(""))
          .withObjectIndenter(new DefaultIndenter("  ", "\n"));
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }
}
