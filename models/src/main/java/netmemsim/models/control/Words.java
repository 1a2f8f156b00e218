package netmemsim.models.control;

/** The words of a command line, taken one after another. */
final class Words {
  private final String[] words;
  private int next;

  Words(final String text) {
    words = text.trim().split("\\s+");
  }

  boolean hasNext() {
    return next < words.length;
  }

  /** The next word; an error that names what is missing when there is none. */
  String next(final String what) {
    if (!hasNext()) {
      throw new IllegalArgumentException("missing " + what);
    }
    return words[next++];
  }

  int nextNumber(final String what) {
    final String word = next(what);
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(what + " must be a number: '" + word + "'", e);
    }
  }

  boolean nextSwitch(final String what) {
    final String word = next(what);
    return switch (word) {
      case "on" -> true;
      case "off" -> false;
      default ->
          throw new IllegalArgumentException(what + " must be on or off: '" + word + "'");
    };
  }
}
