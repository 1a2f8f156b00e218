package netmemsim.models.socket;

import static netmemsim.models.socket.SocketPair.CLIENT_FD;
import static netmemsim.models.socket.SocketPair.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import netmemsim.models.kernel.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values read back and errors as measured on Linux 6.18.44, socket by socket. */
final class SocketOptionsTest {
  private final SocketPair pair = new SocketPair();
  private final SystemCalls calls = pair.client;

  private static int level(final String name) {
    if (name.startsWith("SO_")) {
      return Uapi.SOL_SOCKET;
    }
    if (name.startsWith("TCP_")) {
      return Uapi.SOL_TCP;
    }
    return name.startsWith("IPV6_") ? Uapi.SOL_IPV6 : Uapi.SOL_IP;
  }

  /** Sets, and reads back: the value, or the name of the error. */
  private String setAndGet(final int fd, final String name, final long number) {
    final int option = Uapi.value(name);
    final int set = calls.setsockopt(fd, level(name), option, number);
    if (set != 0) {
      return errno(set);
    }
    return "" + pair.option(calls, fd, level(name), option);
  }

  private static String errno(final int result) {
    for (final Errno errno : Errno.values()) {
      if (errno.number() == -result) {
        return errno.name();
      }
    }
    return "" + result;
  }

  @ParameterizedTest
  @CsvSource({
    "SO_REUSEADDR,-1,1",
    "SO_KEEPALIVE,2,1",
    "SO_OOBINLINE,100,1",
    "SO_PRIORITY,-1,-1",
    "SO_MARK,40000,40000",
    "SO_RCVLOWAT,0,1",
    "SO_RCVLOWAT,-1,16777216",
    "SO_RCVLOWAT,2147483647,16777216",
    "SO_LINGER,1,EINVAL",
    "SO_RCVTIMEO,1,EINVAL",
    "SO_SNDLOWAT,1,ENOPROTOOPT",
    "SO_TYPE,1,ENOPROTOOPT",
    "SO_ACCEPTCONN,1,ENOPROTOOPT",
    "SO_ZEROCOPY,2,EINVAL",
    "SO_ZEROCOPY,1,1",
    "SO_BUSY_POLL,-1,EINVAL",
    "SO_BUF_LOCK,4,EINVAL",
    "SO_BUF_LOCK,2,2",
    "SO_MAX_PACING_RATE,1000,1000",
    "SO_MAX_PACING_RATE,-1,-1",
    "SO_TIMESTAMPING,1000,EINVAL",
    "SO_TIMESTAMPING,128,EINVAL",
    "SO_TIMESTAMPING,4096,EINVAL",
    "SO_TIMESTAMPING,32768,EOPNOTSUPP",
    "SO_TIMESTAMPING,65536,EINVAL",
    "SO_TIMESTAMPING,524288,EINVAL",
    "SO_TIMESTAMPING,100,100",
    "TCP_NODELAY,40000,1",
    "TCP_MAXSEG,0,536",
    "TCP_MAXSEG,87,EINVAL",
    "TCP_MAXSEG,1000,1000",
    "TCP_MAXSEG,40000,EINVAL",
    "TCP_CORK,100,1",
    "TCP_KEEPIDLE,0,EINVAL",
    "TCP_KEEPIDLE,1000,1000",
    "TCP_KEEPIDLE,40000,EINVAL",
    "TCP_KEEPINTVL,40000,EINVAL",
    "TCP_KEEPCNT,100,100",
    "TCP_KEEPCNT,128,EINVAL",
    "TCP_SYNCNT,0,EINVAL",
    "TCP_SYNCNT,127,127",
    "TCP_LINGER2,-1,-1",
    "TCP_LINGER2,0,60",
    "TCP_LINGER2,1000,120",
    "TCP_DEFER_ACCEPT,-1,0",
    "TCP_DEFER_ACCEPT,2,3",
    "TCP_DEFER_ACCEPT,100,127",
    "TCP_DEFER_ACCEPT,1000,1087",
    "TCP_DEFER_ACCEPT,40000,29887",
    "TCP_WINDOW_CLAMP,0,0",
    "TCP_WINDOW_CLAMP,1000,1152",
    "TCP_WINDOW_CLAMP,40000,40000",
    "TCP_INFO,1,ENOPROTOOPT",
    "TCP_USER_TIMEOUT,-1,EINVAL",
    "TCP_USER_TIMEOUT,40000,40000",
    "TCP_TIMESTAMP,1,EPERM",
    "TCP_NOTSENT_LOWAT,-1,-1",
    "TCP_INQ,2,EINVAL",
    "TCP_INQ,1,1",
    "TCP_RTO_MAX_MS,100,EINVAL",
    "TCP_RTO_MAX_MS,40000,40000",
    "TCP_RTO_MAX_MS,2147483647,EINVAL",
    "IP_TOS,-1,252",
    "IP_TOS,1,0",
    "IP_TOS,1000,232",
    "IP_TTL,0,EINVAL",
    "IP_TTL,-1,64",
    "IP_MTU_DISCOVER,-1,EINVAL",
    "IP_MTU_DISCOVER,2,2",
    "IP_MTU_DISCOVER,6,EINVAL",
    "IP_MTU,1,ENOPROTOOPT",
    "IPV6_TCLASS,1000,EINVAL",
    "IPV6_TCLASS,-1,0",
    "IPV6_TCLASS,100,100",
    "IPV6_V6ONLY,2,1",
    "IPV6_UNICAST_HOPS,1000,EINVAL"
  })
  void aNewSocketTakesOrRefuses(final String name, final long number, final String expected) {
    final boolean v6 = name.startsWith("IPV6");
    final int fd = calls.socket(v6 ? Uapi.AF_INET6 : Uapi.AF_INET, Uapi.SOCK_STREAM, 0);
    assertEquals(expected, setAndGet(fd, name, number), name);
  }

  @ParameterizedTest
  @CsvSource({"SO_SNDBUF,7,4608,4194304", "SO_RCVBUF,8,2304,4194304"})
  void buffersAreDoubledWithinTheirLimits(
      final String name, final int option, final int least, final int max) {
    final int fd = calls.socket(Uapi.AF_INET, Uapi.SOCK_STREAM, 0);
    assertEquals(option, Uapi.value(name));
    assertEquals("" + least, setAndGet(fd, name, 0));
    assertEquals("80000", setAndGet(fd, name, 40000));
    assertEquals("" + 2 * max, setAndGet(fd, name, -1), "taken as unsigned");
    assertEquals("" + 2 * max, setAndGet(fd, name, 0x7fffffff));
    assertEquals(0, calls.setsockopt(fd, Uapi.SOL_SOCKET, Uapi.value(name + "FORCE"), 1_000_000));
    assertEquals(2_000_000, pair.option(calls, fd, Uapi.SOL_SOCKET, option));
  }

  @Test
  void aLargeLowWaterMarkGrowsAnUnlockedBuffer() {
    final int fd = calls.socket(Uapi.AF_INET, Uapi.SOCK_STREAM, 0);
    assertEquals("1000000", setAndGet(fd, "SO_RCVLOWAT", 1_000_000));
    assertEquals(2_000_000, pair.option(calls, fd, Uapi.SOL_SOCKET, Uapi.SO_RCVBUF));
    assertEquals(1_000_000, pair.option(calls, fd, Uapi.SOL_TCP, Uapi.TCP_WINDOW_CLAMP));
    final int locked = calls.socket(Uapi.AF_INET, Uapi.SOCK_STREAM, 0);
    assertEquals("100000", setAndGet(locked, "SO_RCVBUF", 50000));
    assertEquals("50000", setAndGet(locked, "SO_RCVLOWAT", 200_000));
    assertEquals(100_000, pair.option(calls, locked, Uapi.SOL_SOCKET, Uapi.SO_RCVBUF));
  }

  @Test
  void aConnectedSocketRefusesWhatIsForClosedOnes() {
    pair.connect();
    final int fd = CLIENT_FD;
    assertEquals("1448", setAndGet(fd, "TCP_MAXSEG", 1000));
    assertEquals("EINVAL", setAndGet(fd, "TCP_WINDOW_CLAMP", 0));
    assertEquals("EINVAL", setAndGet(fd, "TCP_FASTOPEN", 1));
    assertEquals("EINVAL", setAndGet(fd, "TCP_FASTOPEN_CONNECT", 1));
    assertEquals("0", setAndGet(fd, "TCP_QUICKACK", 0));
    assertEquals("1", setAndGet(fd, "TCP_QUICKACK", 100));
    assertEquals(1500, pair.option(calls, fd, Uapi.SOL_IP, Uapi.IP_MTU));
    final int closed = calls.socket(Uapi.AF_INET, Uapi.SOCK_STREAM, 0);
    assertEquals(
        error(Errno.ENOTCONN),
        calls.getsockopt(closed, Uapi.SOL_IP, Uapi.IP_MTU, new OptionValue()));
  }

  @Test
  void congestionControlsAreKnownByName() {
    final int fd = calls.socket(Uapi.AF_INET, Uapi.SOCK_STREAM, 0);
    final int level = Uapi.SOL_TCP;
    final int option = Uapi.TCP_CONGESTION;
    assertEquals(0, calls.setsockopt(fd, level, option, OptionValue.of("reno")));
    final OptionValue value = new OptionValue();
    assertEquals(0, calls.getsockopt(fd, level, option, value));
    assertEquals("reno", value.text);
    assertEquals(0, calls.setsockopt(fd, level, option, OptionValue.of("cubic\0\0")));
    assertEquals(
        error(Errno.ENOENT), calls.setsockopt(fd, level, option, OptionValue.of("nosuch")));
    assertEquals(error(Errno.EINVAL), calls.setsockopt(fd, level, option, OptionValue.of("")));
  }

  @Test
  void lingerAndTimeoutsHaveStructuresAndRanges() {
    final int fd = calls.socket(Uapi.AF_INET, Uapi.SOCK_STREAM, 0);
    final int level = Uapi.SOL_SOCKET;
    assertEquals(0, calls.setsockopt(fd, level, Uapi.SO_LINGER, OptionValue.of(1, 5)));
    final OptionValue value = OptionValue.of(0, 0);
    assertEquals(0, calls.getsockopt(fd, level, Uapi.SO_LINGER, value));
    assertEquals(1, value.number);
    assertEquals(5, value.second);
    final int time = Uapi.SO_RCVTIMEO;
    assertEquals(0, calls.setsockopt(fd, level, time, OptionValue.timeval(1, 500_000)));
    assertEquals(
        error(Errno.EDOM), calls.setsockopt(fd, level, time, OptionValue.timeval(0, 1_000_000)));
    assertEquals(error(Errno.EDOM), calls.setsockopt(fd, level, time, OptionValue.timeval(0, -1)));
    assertEquals(0, calls.setsockopt(fd, level, time, OptionValue.timeval(-1, 0)));
    assertEquals(0, calls.getsockopt(fd, level, time, value));
    assertEquals(0, value.number);
  }

  @Test
  void unknownLevelsAndOptionsAndShortValuesAreRefused() {
    final int fd = calls.socket(Uapi.AF_INET, Uapi.SOCK_STREAM, 0);
    final OptionValue value = OptionValue.of(1);
    assertEquals(error(Errno.ENOPROTOOPT), calls.setsockopt(fd, 99, 1, value));
    assertEquals(error(Errno.EOPNOTSUPP), calls.getsockopt(fd, 99, 1, value));
    assertEquals(
        error(Errno.ENOPROTOOPT), calls.setsockopt(fd, Uapi.SOL_IPV6, Uapi.IPV6_TCLASS, 1));
    assertEquals(
        error(Errno.EOPNOTSUPP),
        calls.getsockopt(fd, Uapi.SOL_IPV6, Uapi.IPV6_TCLASS, new OptionValue()));
    value.lengthBytes = 3;
    assertEquals(error(Errno.EINVAL), calls.setsockopt(fd, Uapi.SOL_TCP, Uapi.TCP_NODELAY, value));
    value.lengthBytes = 1;
    assertEquals(
        error(Errno.EINVAL), calls.setsockopt(fd, Uapi.SOL_SOCKET, Uapi.SO_REUSEADDR, value));
    assertEquals(0, calls.setsockopt(fd, Uapi.SOL_IP, Uapi.IP_TOS, value));
  }

  @Test
  void whatIsNotModelledIsRefusedWithAReason() {
    final int fd = calls.socket(Uapi.AF_INET, Uapi.SOCK_STREAM, 0);
    assertEquals(
        error(Errno.ENOPROTOOPT), calls.setsockopt(fd, Uapi.SOL_TCP, Uapi.TCP_TX_DELAY, 10));
    assertTrue(calls.lastRefusal().contains("not modelled"), calls.lastRefusal());
    assertEquals(
        error(Errno.ENOPROTOOPT), calls.setsockopt(fd, Uapi.SOL_SOCKET, Uapi.SO_BUSY_POLL, 50));
    assertTrue(calls.lastRefusal().contains("busy polling"), calls.lastRefusal());
  }

  @Test
  void queuesAreCountedInBytesByIoctl() {
    pair.connect();
    final OptionValue value = new OptionValue();
    final Call call = new Call();
    assertEquals(3000, calls.write(call, CLIENT_FD, 3000).result());
    assertEquals(0, calls.ioctl(CLIENT_FD, Uapi.SIOCOUTQ, value));
    assertEquals(3000, value.number);
    assertEquals(0, calls.ioctl(CLIENT_FD, Uapi.SIOCOUTQNSD, value));
    assertEquals(0, value.number);
    assertEquals(error(Errno.ENOTTY), calls.ioctl(CLIENT_FD, 0x1234, value));
    assertEquals(error(Errno.EINVAL), pair.server.ioctl(3, Uapi.SIOCINQ, value));
  }
}
