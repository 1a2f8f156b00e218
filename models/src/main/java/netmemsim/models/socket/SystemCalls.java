package netmemsim.models.socket;

import java.util.Objects;
import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpHost;
import netmemsim.models.tcp.TcpLayer;
import netmemsim.models.tcp.TcpSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * The system calls of one process on the TCP of its host, errno for errno as Linux 6.18 answers
 * them. A call that never sleeps returns at least 0 or a negative errno; one that may sleep fills
 * the {@link Call} it is given, which is pending while the thread sleeps. Any number of threads may
 * have calls pending at the same time.
 */
public final class SystemCalls {
  private static final long US_PER_SECOND = 1_000_000;
  final FileTable files = new FileTable();
  final RunQueue threads;
  final TcpHost host;
  private final TcpLayer tcp;
  private final InetRouting routing;
  private final Connecting connecting = new Connecting(this);
  private final Sending sending = new Sending(this);
  private final Receiving receiving = new Receiving(this);
  private final Splicing splicing = new Splicing(this);
  private final Polling polling;
  private final SocketOptions socketOptions;

  /** SIGPIPEs that sends without MSG_NOSIGNAL would have raised; nobody is killed. */
  long brokenPipes;

  /**
   * A process without open files; descriptors 0 to 2 are its terminal.
   *
   * @param tcp the host's TCP
   * @param host the host
   * @param routing the host's addresses
   */
  public SystemCalls(final TcpLayer tcp, final TcpHost host, final InetRouting routing) {
    this.tcp = tcp;
    this.host = host;
    this.routing = routing;
    this.threads = new RunQueue(host);
    this.polling = new Polling(this, host);
    this.socketOptions = new SocketOptions(this);
  }

  /** How often SIGPIPE would have been raised. */
  public long brokenPipes() {
    return brokenPipes;
  }

  private static int error(final Errno errno) {
    return -errno.number();
  }

  /** socket(2): EAFNOSUPPORT, EINVAL, EPROTONOSUPPORT, ESOCKTNOSUPPORT, EMFILE. */
  public int socket(final int family, final int type, final int protocol) {
    final int flags = Uapi.SOCK_NONBLOCK | Uapi.SOCK_CLOEXEC;
    final int kind = type & ~flags;
    if ((kind & ~0xF) != 0 || kind >= 11) {
      return error(Errno.EINVAL);
    }
    if (family != Uapi.AF_INET && family != Uapi.AF_INET6) {
      return error(Errno.EAFNOSUPPORT);
    }
    if (kind != Uapi.SOCK_STREAM) {
      return error(Errno.ESOCKTNOSUPPORT);
    }
    if (protocol < 0 || protocol >= 263) {
      return error(Errno.EINVAL);
    }
    if (protocol != 0 && protocol != Uapi.IPPROTO_TCP) {
      return error(Errno.EPROTONOSUPPORT);
    }
    final TcpSocket socket =
        new TcpSocket(tcp, host, routing, family, new TcpSocketOptions(host.sysctl()));
    socket.nonBlocking = (type & Uapi.SOCK_NONBLOCK) != 0;
    return install(socket);
  }

  /** The socket of a descriptor, or null with {@link #notSocket}. */
  private @Nullable TcpSocket socketAt(final int fd) {
    return files.get(fd) instanceof TcpSocket socket ? socket : null;
  }

  private int notSocket(final int fd) {
    return error(files.get(fd) == null ? Errno.EBADF : Errno.ENOTSOCK);
  }

  /** bind(2). */
  public int bind(final int fd, final Sockaddr address) {
    final TcpSocket socket = socketAt(fd);
    return socket == null ? notSocket(fd) : (int) socket.name.bind(address);
  }

  /** listen(2). */
  public int listen(final int fd, final int backlog) {
    final TcpSocket socket = socketAt(fd);
    return socket == null ? notSocket(fd) : (int) socket.listen(backlog, host.sysctl().somaxconn);
  }

  /** accept(2); {@link Call#address()} is the peer. */
  public Call accept(final Call call, final int fd) {
    return accept4(call, fd, 0);
  }

  /** accept4(2) with SOCK_NONBLOCK and SOCK_CLOEXEC. */
  public Call accept4(final Call call, final int fd, final int flags) {
    call.begin(threads);
    if ((flags & ~(Uapi.SOCK_NONBLOCK | Uapi.SOCK_CLOEXEC)) != 0) {
      return call.returnNow(error(Errno.EINVAL));
    }
    final TcpSocket socket = socketAt(fd);
    if (socket == null) {
      return call.returnNow(notSocket(fd));
    }
    final int accepted = files.reserve();
    if (accepted < 0) {
      return call.returnNow(error(Errno.EMFILE));
    }
    call.fd = accepted;
    call.flags = flags;
    call.socket = socket;
    limitTime(call, socket.receiveTimeoutUs);
    return threads.start(call, connecting.accept);
  }

  /** connect(2); an address of AF_UNSPEC dissolves the connection. */
  public Call connect(final Call call, final int fd, final Sockaddr address) {
    call.begin(threads);
    final TcpSocket socket = socketAt(fd);
    return socket == null
        ? call.returnNow(notSocket(fd))
        : connecting.connect(call, socket, address);
  }

  /** shutdown(2). */
  public int shutdown(final int fd, final int how) {
    final TcpSocket socket = socketAt(fd);
    return socket == null ? notSocket(fd) : (int) socket.shutdown(how);
  }

  /** close(2); sleeps only with SO_LINGER. */
  public Call close(final Call call, final int fd) {
    call.begin(threads);
    final OpenFile file = files.remove(fd);
    if (file == null) {
      return call.returnNow(error(Errno.EBADF));
    }
    if (file instanceof TcpSocket socket && socket.beginLingering()) {
      call.socket = socket;
      limitTime(call, socket.lingerS * US_PER_SECOND);
      return threads.start(call, this::linger);
    }
    file.release();
    return call.returnNow(0);
  }

  private long linger(final Call call) {
    final TcpSocket socket = Objects.requireNonNull(call.socket);
    if (socket.lingers() && !call.interrupted && !threads.hasTimedOut(call)) {
      return call.sleepOn(socket, 0, false);
    }
    socket.release();
    return 0;
  }

  /** Closes all descriptors in their order, as the end of a process does: nothing lingers. */
  public void closeAll() {
    for (int fd = 0; fd < files.limit(); fd++) {
      final OpenFile file = files.remove(fd);
      if (file != null) {
        file.release();
      }
    }
  }

  // Sending.

  /** write(2). */
  public Call write(final Call call, final int fd, final long bytes) {
    return send(call, fd, bytes, 0);
  }

  /** writev(2). */
  public Call writev(final Call call, final int fd, final Iov... vectors) {
    return sendmsg(call, fd, call.ownMessage.setVectors(vectors), 0);
  }

  /** send(2). */
  public Call send(final Call call, final int fd, final long bytes, final int flags) {
    return sendto(call, fd, bytes, flags, null);
  }

  /** sendto(2). */
  public Call sendto(
      final Call call,
      final int fd,
      final long bytes,
      final int flags,
      final @Nullable Sockaddr address) {
    final MessageHeader message = call.ownMessage.setBuffer(bytes);
    message.clearResults();
    message.name = address;
    return sendmsg(call, fd, message, flags);
  }

  /** sendmsg(2). */
  public Call sendmsg(final Call call, final int fd, final MessageHeader message, final int flags) {
    call.begin(threads);
    final TcpSocket socket = socketAt(fd);
    if (socket == null) {
      return call.returnNow(notSocket(fd));
    }
    call.socket = socket;
    call.message = message;
    call.flags = flags;
    call.bytes = message.vectorBytes();
    limitTime(call, socket.sendTimeoutUs);
    return threads.start(call, sending.attempt);
  }

  // Receiving.

  /** read(2). */
  public Call read(final Call call, final int fd, final long bytes) {
    return recv(call, fd, bytes, 0);
  }

  /** readv(2). */
  public Call readv(final Call call, final int fd, final Iov... vectors) {
    return recvmsg(call, fd, call.ownMessage.setVectors(vectors), 0);
  }

  /** recv(2). */
  public Call recv(final Call call, final int fd, final long bytes, final int flags) {
    return recvmsg(call, fd, call.ownMessage.setBuffer(bytes), flags);
  }

  /** recvfrom(2); TCP leaves the address alone. */
  public Call recvfrom(final Call call, final int fd, final long bytes, final int flags) {
    return recv(call, fd, bytes, flags);
  }

  /** recvmsg(2). */
  public Call recvmsg(final Call call, final int fd, final MessageHeader message, final int flags) {
    call.begin(threads);
    message.clearResults();
    final TcpSocket socket = socketAt(fd);
    if (socket == null) {
      return call.returnNow(notSocket(fd));
    }
    call.socket = socket;
    call.message = message;
    call.flags = flags;
    call.bytes = message.vectorBytes();
    limitTime(call, socket.receiveTimeoutUs);
    return threads.start(call, receiving.attempt);
  }

  // Control.

  /** fcntl(2) with F_GETFL and F_SETFL. */
  public int fcntl(final int fd, final int command, final int argument) {
    final OpenFile file = files.get(fd);
    if (file == null) {
      return error(Errno.EBADF);
    }
    if (command == Uapi.F_GETFL) {
      return Uapi.O_RDWR | (file.nonBlocking ? Uapi.O_NONBLOCK : 0);
    }
    if (command == Uapi.F_SETFL) {
      file.nonBlocking = (argument & Uapi.O_NONBLOCK) != 0;
      return 0;
    }
    return error(Errno.EINVAL);
  }

  /**
   * ioctl(2) with SIOCINQ, SIOCOUTQ, SIOCOUTQNSD, SIOCATMARK, FIONBIO.
   *
   * @param value gets, or holds, the int
   */
  public int ioctl(final int fd, final int request, final OptionValue value) {
    final TcpSocket socket = socketAt(fd);
    return socket == null ? notSocket(fd) : SocketIoctl.ioctl(socket, request, value);
  }

  /** getsockopt(2). */
  public int getsockopt(final int fd, final int level, final int name, final OptionValue value) {
    final TcpSocket socket = socketAt(fd);
    return socket == null ? notSocket(fd) : socketOptions.get(socket, level, name, value);
  }

  /** setsockopt(2). */
  public int setsockopt(final int fd, final int level, final int name, final OptionValue value) {
    final TcpSocket socket = socketAt(fd);
    return socket == null ? notSocket(fd) : socketOptions.set(socket, level, name, value);
  }

  /** setsockopt(2) with an int. */
  public int setsockopt(final int fd, final int level, final int name, final long value) {
    return setsockopt(fd, level, name, OptionValue.of(value));
  }

  // Waiting for several.

  /**
   * poll(2).
   *
   * @param timeoutMs milliseconds, 0 to return at once, negative for ever
   */
  public Call poll(final Call call, final PollFd[] fds, final int timeoutMs) {
    call.begin(threads);
    return polling.start(call, fds, timeoutMs);
  }

  /** epoll_create(2). */
  public int epollCreate(final int size) {
    return size <= 0 ? error(Errno.EINVAL) : epollCreate1(0);
  }

  /** epoll_create1(2). */
  public int epollCreate1(final int flags) {
    if ((flags & ~Uapi.EPOLL_CLOEXEC) != 0) {
      return error(Errno.EINVAL);
    }
    return install(new EventPoll());
  }

  private int install(final OpenFile file) {
    final int fd = files.reserve();
    if (fd < 0) {
      return error(Errno.EMFILE);
    }
    files.install(fd, file);
    return fd;
  }

  /** epoll_ctl(2). */
  public int epollCtl(
      final int epfd, final int operation, final int fd, final @Nullable EpollEvent event) {
    final OpenFile file = files.get(fd);
    final OpenFile epoll = files.get(epfd);
    if (file == null || epoll == null) {
      return error(Errno.EBADF);
    }
    if (!file.canPoll()) {
      return error(Errno.EPERM);
    }
    return epoll instanceof EventPoll instance
        ? instance.control(operation, fd, file, event)
        : error(Errno.EINVAL);
  }

  /**
   * epoll_wait(2).
   *
   * @param events gets what is ready; its length is {@code maxevents}
   * @param timeoutMs milliseconds, 0 to return at once, negative for ever
   */
  public Call epollWait(
      final Call call, final int epfd, final EpollEvent[] events, final int timeoutMs) {
    call.begin(threads);
    final OpenFile epoll = files.get(epfd);
    if (events.length == 0) {
      return call.returnNow(error(Errno.EINVAL));
    }
    if (epoll == null) {
      return call.returnNow(error(Errno.EBADF));
    }
    return epoll instanceof EventPoll instance
        ? polling.start(call, instance, events, timeoutMs)
        : call.returnNow(error(Errno.EINVAL));
  }

  // Splicing.

  /**
   * open(2) of a regular file, to be sent with sendfile.
   *
   * @param sizeBytes its size
   */
  public int openFile(final long sizeBytes) {
    return install(new RegularFile(sizeBytes));
  }

  /**
   * pipe(2).
   *
   * @param fds gets the end to read from and the end to write to
   */
  public int pipe(final int[] fds) {
    final Pipe pipe = new Pipe();
    final int reader = install(pipe.reader);
    final int writer = reader < 0 ? reader : install(pipe.writer);
    if (writer < 0) {
      files.remove(reader);
      return writer;
    }
    fds[0] = reader;
    fds[1] = writer;
    return 0;
  }

  /**
   * sendfile(2) from a regular file to a socket; other pairs are not modelled (EINVAL).
   *
   * @param offset null for the file's own, or one element, which is moved on
   */
  public Call sendfile(
      final Call call,
      final int outFd,
      final int inFd,
      final long @Nullable [] offset,
      final long count) {
    call.begin(threads);
    if (files.get(outFd) == null || files.get(inFd) == null) {
      return call.returnNow(error(Errno.EBADF));
    }
    return files.get(inFd) instanceof RegularFile file && files.get(outFd) instanceof TcpSocket out
        ? splicing.sendfile(call, out, file, offset, count)
        : call.returnNow(error(Errno.EINVAL));
  }

  /** splice(2) between a socket and a pipe, without offsets; other pairs are EINVAL. */
  public Call splice(
      final Call call, final int inFd, final int outFd, final long bytes, final int flags) {
    call.begin(threads);
    if (bytes == 0) {
      return call.returnNow(0);
    }
    final OpenFile in = files.get(inFd);
    final OpenFile out = files.get(outFd);
    if (in == null || out == null) {
      return call.returnNow(error(Errno.EBADF));
    }
    call.flags = flags;
    if (in instanceof Pipe.End from && from.reads && out instanceof TcpSocket socket) {
      return splicing.toSocket(call, from, socket, bytes);
    }
    if (in instanceof TcpSocket socket && out instanceof Pipe.End to && !to.reads) {
      return splicing.fromSocket(call, socket, to, bytes);
    }
    final boolean wrongEnd =
        (in instanceof Pipe.End from && !from.reads) || (out instanceof Pipe.End to && to.reads);
    return call.returnNow(error(wrongEnd ? Errno.EBADF : Errno.EINVAL));
  }

  // What the calls share.

  /** The connection behind a descriptor, for looking at; null when there is none. */
  public @Nullable TcpConnection connectionOf(final int fd) {
    final TcpSocket socket = socketAt(fd);
    return socket == null ? null : socket.connection;
  }

  /** What poll would report of a descriptor now, without waiting; POLLNVAL when it is not open. */
  public int pollNow(final int fd) {
    final OpenFile file = files.get(fd);
    return file == null ? Uapi.POLLNVAL : file.poll();
  }

  /** Why the last setsockopt or getsockopt was refused, when that is for want of a model. */
  public String lastRefusal() {
    return socketOptions.lastRefusal();
  }

  /** Whether a call that cannot go on returns instead of sleeping. */
  boolean mayNotSleep(final Call call, final TcpSocket socket) {
    return socket.nonBlocking || (call.flags & Uapi.MSG_DONTWAIT) != 0 || threads.hasTimedOut(call);
  }

  /** Lets a call sleep for so long at most; 0 is for ever. */
  void limitTime(final Call call, final long us) {
    if (us > 0) {
      threads.timeOutAt(call, tcp.timeoutAtPs(us));
    }
  }
}
