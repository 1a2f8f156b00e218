package netmemsim.scenarios.packetdrill.calls;

import java.util.Map;
import java.util.TreeMap;

/** Names, numbers and texts of errors on x86-64 (include/uapi/asm-generic/errno.h; glibc). */
final class Errors {
  private static final String TABLE =
      """
      EPERM 1 Operation not permitted
      ENOENT 2 No such file or directory
      ESRCH 3 No such process
      EINTR 4 Interrupted system call
      EIO 5 Input/output error
      ENXIO 6 No such device or address
      E2BIG 7 Argument list too long
      EBADF 9 Bad file descriptor
      ECHILD 10 No child processes
      EAGAIN 11 Resource temporarily unavailable
      ENOMEM 12 Cannot allocate memory
      EACCES 13 Permission denied
      EFAULT 14 Bad address
      EBUSY 16 Device or resource busy
      EEXIST 17 File exists
      ENODEV 19 No such device
      ENOTDIR 20 Not a directory
      EISDIR 21 Is a directory
      EINVAL 22 Invalid argument
      ENFILE 23 Too many open files in system
      EMFILE 24 Too many open files
      ENOTTY 25 Inappropriate ioctl for device
      EFBIG 27 File too large
      ENOSPC 28 No space left on device
      ESPIPE 29 Illegal seek
      EROFS 30 Read-only file system
      EPIPE 32 Broken pipe
      EDOM 33 Numerical argument out of domain
      ERANGE 34 Numerical result out of range
      ENAMETOOLONG 36 File name too long
      ENOSYS 38 Function not implemented
      ENOMSG 42 No message of desired type
      ENODATA 61 No data available
      ETIME 62 Timer expired
      EPROTO 71 Protocol error
      EBADMSG 74 Bad message
      EOVERFLOW 75 Value too large for defined data type
      ENOTSOCK 88 Socket operation on non-socket
      EDESTADDRREQ 89 Destination address required
      EMSGSIZE 90 Message too long
      EPROTOTYPE 91 Protocol wrong type for socket
      ENOPROTOOPT 92 Protocol not available
      EPROTONOSUPPORT 93 Protocol not supported
      ESOCKTNOSUPPORT 94 Socket type not supported
      EOPNOTSUPP 95 Operation not supported
      EPFNOSUPPORT 96 Protocol family not supported
      EAFNOSUPPORT 97 Address family not supported by protocol
      EADDRINUSE 98 Address already in use
      EADDRNOTAVAIL 99 Cannot assign requested address
      ENETDOWN 100 Network is down
      ENETUNREACH 101 Network is unreachable
      ENETRESET 102 Network dropped connection on reset
      ECONNABORTED 103 Software caused connection abort
      ECONNRESET 104 Connection reset by peer
      ENOBUFS 105 No buffer space available
      EISCONN 106 Transport endpoint is already connected
      ENOTCONN 107 Transport endpoint is not connected
      ESHUTDOWN 108 Cannot send after transport endpoint shutdown
      ETOOMANYREFS 109 Too many references: cannot splice
      ETIMEDOUT 110 Connection timed out
      ECONNREFUSED 111 Connection refused
      EHOSTDOWN 112 Host is down
      EHOSTUNREACH 113 No route to host
      EALREADY 114 Operation already in progress
      EINPROGRESS 115 Operation now in progress
      ESTALE 116 Stale file handle
      EDQUOT 122 Disk quota exceeded
      ECANCELED 125 Operation canceled
      """;
  private static final Map<String, Integer> NUMBERS = new TreeMap<>();
  private static final Map<Integer, String> TEXTS = new TreeMap<>();

  static {
    TABLE
        .lines()
        .map(line -> line.split(" ", 3))
        .forEach(
            words -> {
              NUMBERS.put(words[0], Integer.valueOf(words[1]));
              TEXTS.put(Integer.valueOf(words[1]), words[0] + ": " + words[2]);
            });
    NUMBERS.put("EWOULDBLOCK", 11);
    NUMBERS.put("ENOTSUP", 95);
  }

  private Errors() {}

  /** The number of an error, or -1 when there is none of that name. */
  static int number(final String name) {
    return NUMBERS.getOrDefault(name, -1);
  }

  /** Name and text of a number. */
  static String text(final int number) {
    return TEXTS.getOrDefault(number, "errno " + number);
  }
}
