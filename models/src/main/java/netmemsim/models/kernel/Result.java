package netmemsim.models.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What an operation answered.
 *
 * @param errno {@link Errno#OK} or the error
 * @param extack the netlink extended acknowledgement's text, or null
 * @param value what a successful call returned: an id, a count, else 0
 */
public record Result(Errno errno, @Nullable String extack, long value) {
  /** Success with nothing to say. */
  public static final Result OK = new Result(Errno.OK, null, 0);

  /** Success with a value. */
  public static Result value(final long value) {
    return new Result(Errno.OK, null, value);
  }

  /** An error without words. */
  public static Result error(final Errno errno) {
    return new Result(errno, null, 0);
  }

  /** An error with its extended acknowledgement. */
  public static Result error(final Errno errno, final String extack) {
    return new Result(errno, extack, 0);
  }

  /** Whether it succeeded. */
  public boolean ok() {
    return errno == Errno.OK;
  }
}
