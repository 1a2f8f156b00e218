package netmemsim.scenarios.packetdrill.python;

import java.util.ArrayList;
import java.util.List;

/** {@code f"..."}. */
final class FormattedString {
  private FormattedString() {}

  static Evaluation parse(final String text) {
    final List<Evaluation> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      final char c = text.charAt(i);
      if ((c == '{' || c == '}') && i + 1 < text.length() && text.charAt(i + 1) == c) {
        final String literal = text.substring(from, i + 1);
        parts.add(scope -> literal);
        i++;
        from = i + 1;
      } else if (c == '{') {
        final String literal = text.substring(from, i);
        parts.add(scope -> literal);
        final int close = text.indexOf('}', i);
        if (close < 0) {
          throw new PythonException("SyntaxError: f-string: expecting '}'");
        }
        parts.add(field(text.substring(i + 1, close)));
        i = close;
        from = close + 1;
      }
    }
    final String rest = text.substring(from);
    parts.add(scope -> rest);
    return scope -> {
      final StringBuilder value = new StringBuilder();
      for (final Evaluation part : parts) {
        value.append(Values.str(part.in(scope)));
      }
      return value.toString();
    };
  }

  private static Evaluation field(final String text) {
    final int colon = text.indexOf(':');
    final String code = colon < 0 ? text : text.substring(0, colon);
    final String specification = colon < 0 ? "" : text.substring(colon + 1);
    final Evaluation value =
        new ExpressionParser(new TokenReader(PythonLexer.tokens(code))).expression();
    return scope -> Formatting.specified(value.in(scope), specification);
  }
}
