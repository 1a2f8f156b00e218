package netmemsim.models.socket;

/**
 * A user's buffer (struct iovec). Only its length matters: what it holds is a function of the
 * stream offset.
 *
 * @param bytes {@code iov_len}
 * @param mapped whether the address can be read and written; EFAULT if not
 */
public record Iov(long bytes, boolean mapped) {
  /** A good buffer. */
  public static Iov of(final long bytes) {
    return new Iov(bytes, true);
  }

  /** A buffer at an address that is not mapped. */
  public static Iov unmapped(final long bytes) {
    return new Iov(bytes, false);
  }
}
