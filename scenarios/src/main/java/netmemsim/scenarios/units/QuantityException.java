package netmemsim.scenarios.units;

import java.io.Serial;

/**
 * A text is not the quantity that was asked for. The message says what is wrong and, where one is
 * near, the right unit.
 */
public final class QuantityException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  QuantityException(String message) {
    super(message);
  }
}
