package netmemsim.models.kernel;

import org.jspecify.annotations.Nullable;

/** An operation of the modelled kernel failed: the model's way to return a negative errno. */
public final class KernelException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Errno errno;
  private final @Nullable String extack;

  /** An error without words. */
  public KernelException(final Errno errno) {
    this(errno, null);
  }

  /**
   * An error.
   *
   * @param errno which
   * @param extack the netlink extended acknowledgement's text, or null
   */
  public KernelException(final Errno errno, final @Nullable String extack) {
    super(extack == null ? errno.name() : errno.name() + ": " + extack, null, false, false);
    this.errno = errno;
    this.extack = extack;
  }

  /** Which error. */
  public Errno errno() {
    return errno;
  }

  /** The error as an answer. */
  public Result result() {
    return new Result(errno, extack, 0, null);
  }
}
