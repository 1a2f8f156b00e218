package netmemsim.models.control;

/** The words of a command line, taken one after another. */
final class Words {
  private final String[] words;
  private int next;

  Words(final String text) {
    words = text.isBlank() ? new String[0] : text.trim().split("\\s+");
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

  /** The next word, a whole number from 0 up. */
  int nextNumber(final String what) {
    return nextNumber(what, 0, Integer.MAX_VALUE);
  }

  /** The next word, a whole number in a range. */
  int nextNumber(final String what, final int least, final int most) {
    final String word = next(what);
    try {
      final int number = Integer.parseInt(word);
      if (number < least || number > most) {
        throw new IllegalArgumentException(
            what
                + (most == Integer.MAX_VALUE
                    ? " must be at least " + least
                    : " must be " + least + " to " + most)
                + ": '"
                + word
                + "'");
      }
      return number;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(what + " must be a number: '" + word + "'", e);
    }
  }

  /** Fails when there is a word left. */
  void end() {
    if (hasNext()) {
      throw new IllegalArgumentException("superfluous '" + words[next] + "'");
    }
  }

  boolean nextSwitch(final String what) {
    final String word = next(what);
    return switch (word) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new IllegalArgumentException(what + " must be on or off: '" + word + "'");
    };
  }
}
