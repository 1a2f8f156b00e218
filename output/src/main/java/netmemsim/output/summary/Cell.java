package netmemsim.output.summary;

import java.util.Locale;

/**
 * A cell of a {@link Table}.
 *
 * @param text what it shows; control characters are shown as spaces
 * @param number whether it is a number, which stands on the right
 * @param colour its colour where colour is wanted
 */
public record Cell(String text, boolean number, Colour colour) {
  /** Keeps to one line. */
  public Cell {
    text = OneLine.of(text);
  }

  /** A text, on the left. */
  public static Cell of(final String text) {
    return new Cell(text, false, Colour.NONE);
  }

  /** An integer, on the right. */
  public static Cell of(final long number) {
    return new Cell(Long.toString(number), true, Colour.NONE);
  }

  /**
   * A decimal number, on the right.
   *
   * @param number the number
   * @param decimals digits behind the point
   * @return the cell
   */
  public static Cell of(final double number, final int decimals) {
    return new Cell(String.format(Locale.ROOT, "%." + decimals + "f", number), true, Colour.NONE);
  }

  /** The same as a number with its unit, such as {@code 1.5ms}: on the right. */
  public Cell onTheRight() {
    return new Cell(text, true, colour);
  }

  /** The same in a colour. */
  public Cell in(final Colour wanted) {
    return new Cell(text, number, wanted);
  }
}
