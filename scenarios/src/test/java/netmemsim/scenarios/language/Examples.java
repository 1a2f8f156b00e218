package netmemsim.scenarios.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Good documents that tests read, and a way to spoil them. */
public final class Examples {
  private static final Path FOLDER = folder();

  private Examples() {}

  private static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(Examples.class.getResource("good")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All good documents, sorted by name. */
  public static List<Path> good() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path file(String name) {
    return FOLDER.resolve(name);
  }

  static String text(String name) {
    try {
      return Files.readString(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The document with one piece of text replaced, which must be in it. */
  static String spoilt(String name, String from, String to) {
    String text = text(name);
    if (!text.contains(from)) {
      throw new IllegalArgumentException(name + " does not contain: " + from);
    }
    return text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
  }
}
