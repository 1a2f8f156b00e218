package netmemsim.models.socket;

/**
 * The constants of the socket calls by their names and numbers on x86-64 Linux 6.18
 * (include/uapi/asm-generic/socket.h, linux/tcp.h, linux/in.h, linux/in6.h, linux/net_tstamp.h,
 * linux/errqueue.h, linux/eventpoll.h; bits/socket.h).
 */
@SuppressWarnings("MissingJavadoc") // the names are the documentation, and are looked up by name
public final class Uapi {
  public static final int AF_UNSPEC = 0;
  public static final int AF_UNIX = 1;
  public static final int AF_INET = 2;
  public static final int AF_INET6 = 10;
  public static final int PF_INET = AF_INET;
  public static final int PF_INET6 = AF_INET6;
  public static final int SOCK_STREAM = 1;
  public static final int SOCK_DGRAM = 2;
  public static final int SOCK_NONBLOCK = 0x800;
  public static final int SOCK_CLOEXEC = 0x80000;
  public static final int IPPROTO_IP = 0;
  public static final int IPPROTO_TCP = 6;
  public static final int IPPROTO_UDP = 17;
  public static final int IPPROTO_IPV6 = 41;
  public static final int IPPROTO_MPTCP = 262;

  public static final int SHUT_RD = 0;
  public static final int SHUT_WR = 1;
  public static final int SHUT_RDWR = 2;

  public static final int F_GETFL = 3;
  public static final int F_SETFL = 4;
  public static final int O_RDWR = 2;
  public static final int O_NONBLOCK = 0x800;

  public static final int FIONREAD = 0x541B;
  public static final int SIOCINQ = FIONREAD;
  public static final int TIOCINQ = FIONREAD;
  public static final int TIOCOUTQ = 0x5411;
  public static final int SIOCOUTQ = TIOCOUTQ;
  public static final int SIOCOUTQNSD = 0x894B;
  public static final int SIOCATMARK = 0x8905;
  public static final int FIONBIO = 0x5421;

  public static final int MSG_OOB = 0x1;
  public static final int MSG_PEEK = 0x2;
  public static final int MSG_DONTROUTE = 0x4;
  public static final int MSG_CTRUNC = 0x8;
  public static final int MSG_TRUNC = 0x20;
  public static final int MSG_DONTWAIT = 0x40;
  public static final int MSG_EOR = 0x80;
  public static final int MSG_WAITALL = 0x100;
  public static final int MSG_ERRQUEUE = 0x2000;
  public static final int MSG_NOSIGNAL = 0x4000;
  public static final int MSG_MORE = 0x8000;
  public static final int MSG_ZEROCOPY = 0x4000000;
  public static final int MSG_FASTOPEN = 0x20000000;
  public static final int MSG_SOCK_DEVMEM = 0x2000000;

  public static final int SOL_IP = 0;
  public static final int SOL_SOCKET = 1;
  public static final int SOL_TCP = 6;
  public static final int SOL_IPV6 = 41;

  public static final int SO_DEBUG = 1;
  public static final int SO_REUSEADDR = 2;
  public static final int SO_TYPE = 3;
  public static final int SO_ERROR = 4;
  public static final int SO_DONTROUTE = 5;
  public static final int SO_BROADCAST = 6;
  public static final int SO_SNDBUF = 7;
  public static final int SO_RCVBUF = 8;
  public static final int SO_KEEPALIVE = 9;
  public static final int SO_OOBINLINE = 10;
  public static final int SO_PRIORITY = 12;
  public static final int SO_LINGER = 13;
  public static final int SO_REUSEPORT = 15;
  public static final int SO_RCVLOWAT = 18;
  public static final int SO_SNDLOWAT = 19;
  public static final int SO_RCVTIMEO = 20;
  public static final int SO_SNDTIMEO = 21;
  public static final int SO_BINDTODEVICE = 25;
  public static final int SO_TIMESTAMP = 29;
  public static final int SO_ACCEPTCONN = 30;
  public static final int SO_SNDBUFFORCE = 32;
  public static final int SO_RCVBUFFORCE = 33;
  public static final int SO_TIMESTAMPNS = 35;
  public static final int SO_MARK = 36;
  public static final int SO_TIMESTAMPING = 37;
  public static final int SO_PROTOCOL = 38;
  public static final int SO_DOMAIN = 39;
  public static final int SO_BUSY_POLL = 46;
  public static final int SO_MAX_PACING_RATE = 47;
  public static final int SO_INCOMING_CPU = 49;
  public static final int SO_MEMINFO = 55;
  public static final int SO_INCOMING_NAPI_ID = 56;
  public static final int SO_COOKIE = 57;
  public static final int SO_ZEROCOPY = 60;
  public static final int SO_TXTIME = 61;
  public static final int SO_TIMESTAMP_NEW = 63;
  public static final int SO_TIMESTAMPNS_NEW = 64;
  public static final int SO_TIMESTAMPING_NEW = 65;
  public static final int SO_RCVTIMEO_NEW = 66;
  public static final int SO_SNDTIMEO_NEW = 67;
  public static final int SO_PREFER_BUSY_POLL = 69;
  public static final int SO_BUSY_POLL_BUDGET = 70;
  public static final int SO_BUF_LOCK = 72;
  public static final int SO_TXREHASH = 74;
  public static final int SO_DEVMEM_LINEAR = 78;
  public static final int SO_DEVMEM_DMABUF = 79;
  public static final int SO_DEVMEM_DONTNEED = 80;

  public static final int TCP_NODELAY = 1;
  public static final int TCP_MAXSEG = 2;
  public static final int TCP_CORK = 3;
  public static final int TCP_KEEPIDLE = 4;
  public static final int TCP_KEEPINTVL = 5;
  public static final int TCP_KEEPCNT = 6;
  public static final int TCP_SYNCNT = 7;
  public static final int TCP_LINGER2 = 8;
  public static final int TCP_DEFER_ACCEPT = 9;
  public static final int TCP_WINDOW_CLAMP = 10;
  public static final int TCP_INFO = 11;
  public static final int TCP_QUICKACK = 12;
  public static final int TCP_CONGESTION = 13;
  public static final int TCP_MD5SIG = 14;
  public static final int TCP_THIN_LINEAR_TIMEOUTS = 16;
  public static final int TCP_THIN_DUPACK = 17;
  public static final int TCP_USER_TIMEOUT = 18;
  public static final int TCP_REPAIR = 19;
  public static final int TCP_FASTOPEN = 23;
  public static final int TCP_TIMESTAMP = 24;
  public static final int TCP_NOTSENT_LOWAT = 25;
  public static final int TCP_CC_INFO = 26;
  public static final int TCP_SAVE_SYN = 27;
  public static final int TCP_SAVED_SYN = 28;
  public static final int TCP_FASTOPEN_CONNECT = 30;
  public static final int TCP_ULP = 31;
  public static final int TCP_FASTOPEN_KEY = 33;
  public static final int TCP_FASTOPEN_NO_COOKIE = 34;
  public static final int TCP_ZEROCOPY_RECEIVE = 35;
  public static final int TCP_INQ = 36;
  public static final int TCP_CM_INQ = TCP_INQ;
  public static final int TCP_TX_DELAY = 37;
  public static final int TCP_RTO_MAX_MS = 44;
  public static final int TCP_RTO_MIN_US = 45;
  public static final int TCP_DELACK_MAX_US = 46;

  public static final int IP_TOS = 1;
  public static final int IP_TTL = 2;
  public static final int IP_OPTIONS = 4;
  public static final int IP_MTU_DISCOVER = 10;
  public static final int IP_RECVERR = 11;
  public static final int IP_RECVTOS = 13;
  public static final int IP_MTU = 14;
  public static final int IP_FREEBIND = 15;
  public static final int IP_TRANSPARENT = 19;
  public static final int IP_BIND_ADDRESS_NO_PORT = 24;
  public static final int IP_LOCAL_PORT_RANGE = 51;
  public static final int IP_PMTUDISC_DONT = 0;
  public static final int IP_PMTUDISC_WANT = 1;
  public static final int IP_PMTUDISC_DO = 2;
  public static final int IP_PMTUDISC_PROBE = 3;
  public static final int IP_PMTUDISC_INTERFACE = 4;
  public static final int IP_PMTUDISC_OMIT = 5;

  public static final int IPV6_UNICAST_HOPS = 16;
  public static final int IPV6_MTU_DISCOVER = 23;
  public static final int IPV6_MTU = 24;
  public static final int IPV6_RECVERR = 25;
  public static final int IPV6_V6ONLY = 26;
  public static final int IPV6_RECVTCLASS = 66;
  public static final int IPV6_TCLASS = 67;
  public static final int IPV6_FREEBIND = 78;

  public static final int POLLIN = 0x1;
  public static final int POLLPRI = 0x2;
  public static final int POLLOUT = 0x4;
  public static final int POLLERR = 0x8;
  public static final int POLLHUP = 0x10;
  public static final int POLLNVAL = 0x20;
  public static final int POLLRDNORM = 0x40;
  public static final int POLLRDBAND = 0x80;
  public static final int POLLWRNORM = 0x100;
  public static final int POLLWRBAND = 0x200;
  public static final int POLLMSG = 0x400;
  public static final int POLLRDHUP = 0x2000;
  public static final int EPOLLIN = POLLIN;
  public static final int EPOLLPRI = POLLPRI;
  public static final int EPOLLOUT = POLLOUT;
  public static final int EPOLLERR = POLLERR;
  public static final int EPOLLHUP = POLLHUP;
  public static final int EPOLLRDNORM = POLLRDNORM;
  public static final int EPOLLRDBAND = POLLRDBAND;
  public static final int EPOLLWRNORM = POLLWRNORM;
  public static final int EPOLLWRBAND = POLLWRBAND;
  public static final int EPOLLMSG = POLLMSG;
  public static final int EPOLLRDHUP = POLLRDHUP;
  public static final int EPOLLEXCLUSIVE = 1 << 28;
  public static final int EPOLLWAKEUP = 1 << 29;
  public static final int EPOLLONESHOT = 1 << 30;
  public static final int EPOLLET = 1 << 31;
  public static final int EPOLL_CTL_ADD = 1;
  public static final int EPOLL_CTL_DEL = 2;
  public static final int EPOLL_CTL_MOD = 3;
  public static final int EPOLL_CLOEXEC = SOCK_CLOEXEC;

  public static final int SCM_TIMESTAMP = SO_TIMESTAMP;
  public static final int SCM_TIMESTAMPNS = SO_TIMESTAMPNS;
  public static final int SCM_TIMESTAMPING = SO_TIMESTAMPING;
  public static final int SCM_TIMESTAMPING_OPT_STATS = 54;
  public static final int SCM_TSTAMP_SND = 0;
  public static final int SCM_TSTAMP_SCHED = 1;
  public static final int SCM_TSTAMP_ACK = 2;
  public static final int SOF_TIMESTAMPING_TX_HARDWARE = 1;
  public static final int SOF_TIMESTAMPING_TX_SOFTWARE = 1 << 1;
  public static final int SOF_TIMESTAMPING_RX_HARDWARE = 1 << 2;
  public static final int SOF_TIMESTAMPING_RX_SOFTWARE = 1 << 3;
  public static final int SOF_TIMESTAMPING_SOFTWARE = 1 << 4;
  public static final int SOF_TIMESTAMPING_SYS_HARDWARE = 1 << 5;
  public static final int SOF_TIMESTAMPING_RAW_HARDWARE = 1 << 6;
  public static final int SOF_TIMESTAMPING_OPT_ID = 1 << 7;
  public static final int SOF_TIMESTAMPING_TX_SCHED = 1 << 8;
  public static final int SOF_TIMESTAMPING_TX_ACK = 1 << 9;
  public static final int SOF_TIMESTAMPING_OPT_CMSG = 1 << 10;
  public static final int SOF_TIMESTAMPING_OPT_TSONLY = 1 << 11;
  public static final int SOF_TIMESTAMPING_OPT_STATS = 1 << 12;
  public static final int SOF_TIMESTAMPING_OPT_PKTINFO = 1 << 13;
  public static final int SOF_TIMESTAMPING_OPT_TX_SWHW = 1 << 14;
  public static final int SOF_TIMESTAMPING_BIND_PHC = 1 << 15;
  public static final int SOF_TIMESTAMPING_OPT_ID_TCP = 1 << 16;
  public static final int SOF_TIMESTAMPING_OPT_RX_FILTER = 1 << 17;
  public static final int SOF_TIMESTAMPING_TX_COMPLETION = 1 << 18;
  public static final int SO_EE_ORIGIN_NONE = 0;
  public static final int SO_EE_ORIGIN_LOCAL = 1;
  public static final int SO_EE_ORIGIN_ICMP = 2;
  public static final int SO_EE_ORIGIN_ICMP6 = 3;
  public static final int SO_EE_ORIGIN_TIMESTAMPING = 4;
  public static final int SO_EE_ORIGIN_ZEROCOPY = 5;
  public static final int SO_EE_CODE_ZEROCOPY_COPIED = 1;

  public static final int SK_MEMINFO_RMEM_ALLOC = 0;
  public static final int SK_MEMINFO_RCVBUF = 1;
  public static final int SK_MEMINFO_WMEM_ALLOC = 2;
  public static final int SK_MEMINFO_SNDBUF = 3;
  public static final int SK_MEMINFO_FWD_ALLOC = 4;
  public static final int SK_MEMINFO_WMEM_QUEUED = 5;
  public static final int SK_MEMINFO_OPTMEM = 6;
  public static final int SK_MEMINFO_BACKLOG = 7;
  public static final int SK_MEMINFO_DROPS = 8;

  public static final int TCP_CA_Open = 0;
  public static final int TCP_CA_Disorder = 1;
  public static final int TCP_CA_CWR = 2;
  public static final int TCP_CA_Recovery = 3;
  public static final int TCP_CA_Loss = 4;

  public static final int SPLICE_F_MOVE = 1;
  public static final int SPLICE_F_NONBLOCK = 2;
  public static final int SPLICE_F_MORE = 4;

  private Uapi() {}

  /**
   * The value of a constant by its name.
   *
   * @param name such as {@code SO_RCVBUF}
   * @return its value
   * @throws IllegalArgumentException when there is none of that name
   */
  public static int value(final String name) {
    try {
      return Uapi.class.getField(name).getInt(null);
    } catch (NoSuchFieldException | IllegalAccessException e) {
      throw new IllegalArgumentException("no such constant: " + name, e);
    }
  }
}
