package netmemsim.models.kernel;

/** Error numbers by their names on x86-64 Linux (include/uapi/asm-generic/errno*.h). */
public enum Errno {
  /** No error. */
  OK(0),
  /** Operation not permitted. */
  EPERM(1),
  /** No such entry. */
  ENOENT(2),
  /** Interrupted system call. */
  EINTR(4),
  /** I/O error. */
  EIO(5),
  /** Argument list too long. */
  E2BIG(7),
  /** Bad file descriptor. */
  EBADF(9),
  /** Try again. */
  EAGAIN(11),
  /** Out of memory. */
  ENOMEM(12),
  /** Permission denied. */
  EACCES(13),
  /** Bad address. */
  EFAULT(14),
  /** Device or resource busy. */
  EBUSY(16),
  /** File exists. */
  EEXIST(17),
  /** No such device. */
  ENODEV(19),
  /** Invalid argument. */
  EINVAL(22),
  /** Too many open files. */
  EMFILE(24),
  /** Inappropriate ioctl for device. */
  ENOTTY(25),
  /** No space left on device. */
  ENOSPC(28),
  /** Broken pipe. */
  EPIPE(32),
  /** Argument out of domain. */
  EDOM(33),
  /** Out of range. */
  ERANGE(34),
  /** Function not implemented. */
  ENOSYS(38),
  /** Too many symbolic links; of epoll, descriptors that watch each other. */
  ELOOP(40),
  /** Machine is not on the network. */
  ENONET(64),
  /** Protocol error. */
  EPROTO(71),
  /** No data available. */
  ENODATA(61),
  /** Destination address required. */
  EDESTADDRREQ(89),
  /** Message too long. */
  EMSGSIZE(90),
  /** File descriptor in bad state. */
  EBADFD(77),
  /** Socket operation on non-socket. */
  ENOTSOCK(88),
  /** Protocol not available. */
  ENOPROTOOPT(92),
  /** Protocol not supported. */
  EPROTONOSUPPORT(93),
  /** Socket type not supported. */
  ESOCKTNOSUPPORT(94),
  /** Operation not supported. */
  EOPNOTSUPP(95),
  /** Address family not supported by protocol. */
  EAFNOSUPPORT(97),
  /** Address already in use. */
  EADDRINUSE(98),
  /** Cannot assign requested address. */
  EADDRNOTAVAIL(99),
  /** Network is down. */
  ENETDOWN(100),
  /** Network is unreachable. */
  ENETUNREACH(101),
  /** Software caused connection abort. */
  ECONNABORTED(103),
  /** Connection reset by peer. */
  ECONNRESET(104),
  /** No buffer space available. */
  ENOBUFS(105),
  /** Transport endpoint is already connected. */
  EISCONN(106),
  /** Transport endpoint is not connected. */
  ENOTCONN(107),
  /** Connection timed out. */
  ETIMEDOUT(110),
  /** Connection refused. */
  ECONNREFUSED(111),
  /** Host is down. */
  EHOSTDOWN(112),
  /** No route to host. */
  EHOSTUNREACH(113),
  /** Operation already in progress. */
  EALREADY(114),
  /** Operation now in progress. */
  EINPROGRESS(115),
  /**
   * Buffer too small: internal to the kernel, yet visible to applications for a short control
   * buffer (include/linux/errno.h; put_cmsg_notrunc, v6.14).
   */
  ETOOSMALL(525);

  private final int number;

  Errno(final int number) {
    this.number = number;
  }

  /** The number, positive. */
  public int number() {
    return number;
  }

  /**
   * Finds an error by its number.
   *
   * @param number the number, positive
   * @return the error
   * @throws IllegalArgumentException for a number that no error has
   */
  public static Errno of(final int number) {
    for (final Errno errno : values()) {
      if (errno.number == number) {
        return errno;
      }
    }
    throw new IllegalArgumentException("no errno " + number);
  }
}
