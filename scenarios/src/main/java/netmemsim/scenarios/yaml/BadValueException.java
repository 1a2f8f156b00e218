package netmemsim.scenarios.yaml;

import java.io.Serial;

/**
 * A value cannot become what it should; thrown by {@link Form forms} and by compact constructors of
 * records.
 */
public final class BadValueException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  private final String pointer;

  /**
   * Rejects the value itself.
   *
   * @param reason what is wrong, without place
   */
  public BadValueException(String reason) {
    this("", reason);
  }

  /**
   * Rejects a part of the value.
   *
   * @param pointer JSON pointer of the part, relative to the value
   * @param reason what is wrong, without place
   */
  public BadValueException(String pointer, String reason) {
    super(reason);
    this.pointer = pointer;
  }

  /**
   * The part that is wrong.
   *
   * @return JSON pointer relative to the value; empty for the value itself
   */
  public String pointer() {
    return pointer;
  }
}
