package netmemsim.models.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What an operation answered.
 *
 * @param errno {@link Errno#OK} or the error
 * @param extack the netlink extended acknowledgement's text, or null
 * @param value what a successful call returned: an id, a count, else 0
 * @param text what the tool prints, lines with an end each, or null when it prints nothing
 */
public record Result(Errno errno, @Nullable String extack, long value, @Nullable String text) {
  /** Success with nothing to say. */
  public static final Result OK = new Result(Errno.OK, null, 0, null);

  /** Success with a value. */
  public static Result value(final long value) {
    return new Result(Errno.OK, null, value, null);
  }

  /** An error without words. */
  public static Result error(final Errno errno) {
    return new Result(errno, null, 0, null);
  }

  /** An error with its extended acknowledgement. */
  public static Result error(final Errno errno, final String extack) {
    return new Result(errno, extack, 0, null);
  }

  /** Success with something to read. */
  public static Result text(final String text) {
    return new Result(Errno.OK, null, 0, text);
  }

  /** The same answer with what the tool prints. */
  public Result printing(final String printed) {
    return new Result(errno, extack, value, printed);
  }

  /** Whether it succeeded. */
  public boolean ok() {
    return errno == Errno.OK;
  }
}
