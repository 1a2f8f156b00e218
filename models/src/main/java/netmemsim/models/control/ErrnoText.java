package netmemsim.models.control;

import netmemsim.models.kernel.Errno;

/** What strerror(3) of the GNU C library says. */
public final class ErrnoText {
  private ErrnoText() {}

  /**
   * The text of an error number.
   *
   * @param errno the error
   * @return {@code Invalid argument} and the like
   */
  public static String of(final Errno errno) {
    return switch (errno) {
      case OK -> "Success";
      case EPERM -> "Operation not permitted";
      case ENOENT -> "No such file or directory";
      case EIO -> "Input/output error";
      case E2BIG -> "Argument list too long";
      case EBADF -> "Bad file descriptor";
      case EAGAIN -> "Resource temporarily unavailable";
      case ENOMEM -> "Cannot allocate memory";
      case EACCES -> "Permission denied";
      case EFAULT -> "Bad address";
      case EBUSY -> "Device or resource busy";
      case EEXIST -> "File exists";
      case ENODEV -> "No such device";
      case EINVAL -> "Invalid argument";
      case ENOSPC -> "No space left on device";
      case ERANGE -> "Numerical result out of range";
      case ENODATA -> "No data available";
      case EMSGSIZE -> "Message too long";
      case EOPNOTSUPP -> "Operation not supported";
      case ENETDOWN -> "Network is down";
      case ETIMEDOUT -> "Connection timed out";
      default -> "Unknown error " + errno.number();
    };
  }
}
