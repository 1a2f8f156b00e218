package netmemsim.scenarios.packetdrill.shell;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netmemsim.scenarios.packetdrill.live.NotModelledException;

/** grep(1) on what is piped into it. */
final class Grep {
  private Grep() {}

  static Output run(final List<String> arguments, final String input) {
    final StringBuilder flags = new StringBuilder();
    String expression = null;
    for (int i = 0; i < arguments.size(); i++) {
      final String word = arguments.get(i);
      if (word.equals("-e") && i + 1 < arguments.size()) {
        expression = arguments.get(++i);
      } else if (word.startsWith("-") && word.length() > 1) {
        flags.append(word, 1, word.length());
      } else if (expression == null) {
        expression = word;
      } else {
        throw new NotModelledException("grep in the file " + word);
      }
    }
    if (expression == null) {
      return Output.failed("grep: no pattern");
    }
    final String options = flags.toString();
    final Pattern pattern = pattern(expression, options);
    final boolean inverted = options.contains("v");
    final StringBuilder found = new StringBuilder();
    int count = 0;
    for (final String line : input.lines().toList()) {
      final Matcher matcher = pattern.matcher(line);
      if (matcher.find() != inverted) {
        count++;
        found.append(options.contains("o") ? matcher.group() : line).append('\n');
      }
    }
    final String printed =
        options.contains("q") ? "" : options.contains("c") ? count + "\n" : found.toString();
    return new Output(count > 0 ? 0 : 1, printed);
  }

  private static Pattern pattern(final String expression, final String options) {
    String java = expression;
    if (options.contains("F")) {
      java = Pattern.quote(expression);
    } else if (!options.contains("E") && !options.contains("P")) {
      java = basic(expression);
    }
    if (options.contains("w")) {
      java = "\\b(?:" + java + ")\\b";
    }
    return Pattern.compile(java, options.contains("i") ? Pattern.CASE_INSENSITIVE : 0);
  }

  /** In basic expressions + ? | ( ) { } are themselves, and with a backslash they are not. */
  private static String basic(final String expression) {
    final StringBuilder java = new StringBuilder();
    for (int i = 0; i < expression.length(); i++) {
      final char c = expression.charAt(i);
      if (c == '\\' && i + 1 < expression.length()) {
        final char next = expression.charAt(++i);
        java.append("+?|(){}".indexOf(next) >= 0 ? "" : "\\").append(next);
      } else if ("+?|(){}".indexOf(c) >= 0) {
        java.append('\\').append(c);
      } else {
        java.append(c);
      }
    }
    return java.toString();
  }
}
