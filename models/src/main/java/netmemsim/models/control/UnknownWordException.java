package netmemsim.models.control;

import java.util.Arrays;
import java.util.List;

/** A word of a command line that is not known, with those that are. */
public final class UnknownWordException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String word;
  private final String[] known;

  /**
   * An unknown word.
   *
   * @param place what comes before it, such as {@code ethtool -G}
   * @param word the word
   * @param known what is modelled
   */
  UnknownWordException(final String place, final String word, final List<String> known) {
    super(place + " " + word + " is not modelled (modelled: " + String.join(", ", known) + ")");
    this.word = word;
    this.known = known.toArray(new String[0]);
  }

  /** The word. */
  public String word() {
    return word;
  }

  /**
   * The words that it may have been meant to be: all that are modelled, but of a single letter
   * those that differ in case only, for any two letters are one slip apart.
   */
  public List<String> candidates() {
    return Arrays.stream(known)
        .filter(each -> word.length() > 2 || word.equalsIgnoreCase(each))
        .toList();
  }
}
