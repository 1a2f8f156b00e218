package netmemsim.scenarios.packetdrill.shell;

import java.util.List;
import netmemsim.scenarios.packetdrill.live.NotModelledException;

/** test(1) of numbers and strings. */
final class Conditions {
  private Conditions() {}

  static Output test(final List<String> words) {
    return holds(words) ? Output.NOTHING : Output.failed("");
  }

  private static boolean holds(final List<String> words) {
    if (!words.isEmpty() && words.get(0).equals("!")) {
      return !holds(words.subList(1, words.size()));
    }
    if (words.size() == 1) {
      return !words.get(0).isEmpty();
    }
    if (words.size() == 2) {
      return switch (words.get(0)) {
        case "-n" -> !words.get(1).isEmpty();
        case "-z" -> words.get(1).isEmpty();
        default -> throw unknown(words);
      };
    }
    if (words.size() != 3) {
      throw unknown(words);
    }
    final String left = words.get(0);
    final String right = words.get(2);
    return switch (words.get(1)) {
      case "=", "==" -> left.equals(right);
      case "!=" -> !left.equals(right);
      case "-eq" -> number(left) == number(right);
      case "-ne" -> number(left) != number(right);
      case "-lt" -> number(left) < number(right);
      case "-le" -> number(left) <= number(right);
      case "-gt" -> number(left) > number(right);
      case "-ge" -> number(left) >= number(right);
      default -> throw unknown(words);
    };
  }

  private static long number(final String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new NotModelledException("test of '" + text + "' as a number");
    }
  }

  private static NotModelledException unknown(final List<String> words) {
    return new NotModelledException("test " + String.join(" ", words));
  }
}
