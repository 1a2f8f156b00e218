package netmemsim.scenarios.expect;

import java.util.List;
import java.util.regex.Pattern;
import netmemsim.scenarios.language.OperationExpectation;
import org.jspecify.annotations.Nullable;

/** What the answer of an operation must print and must not. */
final class PrintedText {
  static final PrintedText ANY = new PrintedText(List.of(), List.of());

  private final List<String> prints;
  private final List<String> lacks;

  private PrintedText(final List<String> prints, final List<String> lacks) {
    this.prints = prints;
    this.lacks = lacks;
  }

  static PrintedText of(final OperationExpectation expectation) {
    return new PrintedText(expectation.prints(), expectation.lacks());
  }

  /** Whether it is as it must be. Nothing is proved by what is missing where nothing is printed. */
  boolean matches(final @Nullable String text) {
    if (text == null) {
      return prints.isEmpty() && lacks.isEmpty();
    }
    return prints.stream().allMatch(each -> contains(text, each))
        && lacks.stream().noneMatch(each -> contains(text, each));
  }

  private static boolean contains(final String text, final String wanted) {
    if (wanted.length() > 2 && wanted.startsWith("/") && wanted.endsWith("/")) {
      final String regex = wanted.substring(1, wanted.length() - 1);
      return Pattern.compile(regex, Pattern.MULTILINE).matcher(text).find();
    }
    return text.contains(wanted);
  }

  /** What is wrong with a text, to be read behind the answer; nothing when it is right. */
  String seen(final @Nullable String text) {
    if (matches(text)) {
      return "";
    }
    return text == null ? ", printing nothing" : ", printing: " + text.strip().replace("\n", " | ");
  }

  @Override
  public String toString() {
    return (prints.isEmpty() ? "" : " printing " + String.join(", ", prints))
        + (lacks.isEmpty() ? "" : " not printing " + String.join(", ", lacks));
  }
}
