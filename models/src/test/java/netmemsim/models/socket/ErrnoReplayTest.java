package netmemsim.models.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import netmemsim.models.control.DmabufFd;
import netmemsim.models.control.NetdevMessage;
import netmemsim.models.control.NetlinkAttribute;
import netmemsim.models.control.netdev.NetdevGet;
import netmemsim.models.control.netdev.NetdevRequest;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.Result;
import netmemsim.models.tcp.VirtualTime;
import netmemsim.models.testbed.ErrnoRows;
import netmemsim.models.testbed.ErrnoRows.Row;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of golden/errno.json on netdev netlink and the devmem socket options: the model answers
 * as Linux 6.18.44 did, or the row is listed with the reason why it is not replayed.
 */
class ErrnoReplayTest {
  private static final Set<String> AREAS =
      Set.of(
          "family",
          "dev-get",
          "queue-get",
          "napi-get",
          "napi-set",
          "qstats-get",
          "page-pool",
          "bind-rx",
          "bind-tx",
          "nocap",
          "DONTNEED",
          "sockopt",
          "recvmsg",
          "sendmsg");
  private static final Set<String> NETLINK = Set.of("family", "bind-rx", "bind-tx", "nocap");
  private static final int MEMFD = 9;
  private static final int NO_DEVICE = 9999;

  private static List<Row> rows() {
    return ErrnoRows.all().stream().filter(row -> AREAS.contains(row.area())).toList();
  }

  private static List<Row> replayed(final Set<String> areas) {
    final Set<String> left = ErrnoRows.notModelled().keySet();
    return rows().stream()
        .filter(row -> areas.contains(row.area()) && !left.contains(row.key()))
        .toList();
  }

  static Stream<Row> netlinkRows() {
    return replayed(NETLINK).stream()
        .filter(row -> !row.input().contains("SO_DEVMEM") && !row.input().contains("-get"));
  }

  static Stream<Row> getRows() {
    return replayed(AREAS).stream()
        .filter(
            row ->
                row.area().contains("-get")
                    || row.area().equals("page-pool")
                    || (row.area().equals("nocap") && row.input().contains("-get")));
  }

  static Stream<Row> optionRows() {
    return rows().stream()
        .filter(row -> row.input().contains("SO_DEVMEM"))
        .filter(row -> !ErrnoRows.notModelled().containsKey(row.key()));
  }

  /** 159 rows, each replayed by one of the tests below or listed, and none listed in vain. */
  @Test
  void everyRowIsReplayedOrListedWithItsReason() {
    final Set<String> measured = new TreeSet<>(rows().stream().map(Row::key).toList());
    assertThat(rows()).hasSize(159);
    assertThat(measured).containsAll(ErrnoRows.notModelled().keySet());
    assertThat(ErrnoRows.notModelled().values()).allMatch(reason -> reason.length() > 20);
    final Set<String> taken =
        Stream.of(netlinkRows(), getRows(), optionRows(), replayed(Set.of("recvmsg")).stream())
            .flatMap(stream -> stream)
            .map(Row::key)
            .collect(Collectors.toCollection(TreeSet::new));
    taken.addAll(ErrnoRows.notModelled().keySet());
    assertThat(taken).isEqualTo(measured);
  }

  // netdev netlink

  @ParameterizedTest(name = "{0}")
  @MethodSource("netlinkRows")
  void netlinkRequestIsAnsweredAsMeasured(final Row row) {
    final NicOptions options = new NicOptions();
    options.kernel = KernelProfile.V6_18;
    // veth, dummy and lo have no queue management; which of them it is makes no difference.
    options.queueManagement = false;
    final NicTestbed at = new NicTestbed(options);
    final boolean admin = !row.area().equals("nocap");
    final String input = row.input().replaceFirst("^uid 65534, no CAP_NET_ADMIN: ", "");
    final List<Result> answers = new ArrayList<>();
    message(row.area(), input, admin)
        .send(at.netdev, at.socket, ErrnoReplayTest::descriptor, answers::add);
    assertThat(answers).hasSize(1);
    final Result answer = answers.get(0);
    assertThat(answer.errno().name()).isEqualTo(row.outcome());
    if (row.area().equals("bind-rx") || row.area().equals("bind-tx")) {
      assertThat(answer.extack() == null ? "" : answer.extack()).isEqualTo(row.extack());
    }
    at.assertBalanced(0);
  }

  private static DmabufFd descriptor(final int fd) {
    return fd == MEMFD ? DmabufFd.NOT_A_DMABUF : DmabufFd.CLOSED;
  }

  private static NetdevMessage message(final String area, final String input, final boolean admin) {
    if (input.equals("unknown command 99")) {
      return new NetdevMessage(99, false, admin, List.of());
    }
    final boolean transmit = area.equals("bind-tx") || input.startsWith("bind-tx");
    return new NetdevMessage(
        transmit ? NetdevMessage.BIND_TX : NetdevMessage.BIND_RX,
        input.startsWith("NLM_F_DUMP"),
        admin,
        transmit ? transmitAttributes(input) : receiveAttributes(input));
  }

  private static NetlinkAttribute ifindex(final long value) {
    return NetlinkAttribute.u32(1, value);
  }

  private static NetlinkAttribute fd(final long value) {
    return NetlinkAttribute.u32(3, value);
  }

  private static NetlinkAttribute queue(
      final @Nullable Integer id, final @Nullable Integer type, final NetlinkAttribute... more) {
    final List<NetlinkAttribute> all = new ArrayList<>();
    if (id != null) {
      all.add(NetlinkAttribute.u32(1, id));
    }
    if (type != null) {
      all.add(NetlinkAttribute.u32(3, type));
    }
    all.addAll(Arrays.asList(more));
    return NetlinkAttribute.nest(2, all.toArray(NetlinkAttribute[]::new));
  }

  private static List<NetlinkAttribute> transmitAttributes(final String input) {
    return switch (input) {
      case "no attrs" -> List.of();
      case "ifindex only" -> List.of(ifindex(NicTestbed.IFINDEX));
      case "fd only" -> List.of(fd(MEMFD));
      case "ifindex 9999 memfd" -> List.of(ifindex(NO_DEVICE), fd(MEMFD));
      case "v1 memfd", "dum0 memfd", "lo memfd", "bind-tx v1 memfd" ->
          List.of(ifindex(NicTestbed.IFINDEX), fd(MEMFD));
      case "v1 fd -1" -> List.of(ifindex(NicTestbed.IFINDEX), fd(0xffffffffL));
      default -> throw new IllegalArgumentException("bind-tx: " + input);
    };
  }

  private static List<NetlinkAttribute> receiveAttributes(final String input) {
    final NetlinkAttribute device = ifindex(NicTestbed.IFINDEX);
    final NetlinkAttribute memfd = fd(MEMFD);
    final NetlinkAttribute good = queue(0, 0);
    return switch (input) {
      case "no attributes", "bind-rx no attrs" -> List.of();
      case "ifindex only" -> List.of(device);
      case "ifindex+fd, no queues" -> List.of(device, fd(0));
      case "ifindex+queues, no fd" -> List.of(device, good);
      case "no ifindex" -> List.of(fd(5), good);
      case "ifindex 0" -> List.of(ifindex(0), memfd, good);
      case "ifindex 9999", "bind-rx ifindex 9999" -> List.of(ifindex(NO_DEVICE), memfd, good);
      case "fd=-1 (0xffffffff)" -> List.of(device, fd(0xffffffffL), good);
      case "fd=9999 (closed)" -> List.of(device, fd(9999), good);
      case "fd = memfd (not a dma-buf)",
          "fd = /dev/null",
          "fd = socket",
          "dum0, memfd",
          "lo, memfd",
          "NLM_F_DUMP on bind-rx",
          "bind-rx valid-looking (memfd)" ->
          List.of(device, memfd, good);
      case "queue id 99 (>= real_num_rx), memfd" -> List.of(device, memfd, queue(99, 0));
      case "queue type tx, memfd" -> List.of(device, memfd, queue(0, 1));
      case "queue without id" -> List.of(device, memfd, queue(null, 0));
      case "queue without type" -> List.of(device, memfd, queue(0, null));
      case "queue type 9 (invalid enum)" -> List.of(device, memfd, queue(0, 9));
      case "queues attr without NLA_F_NESTED" -> List.of(device, memfd, good.withoutNestedFlag());
      case "empty nested queues" -> List.of(device, memfd, queue(null, null));
      case "queue nest contains ifindex too (unexpected attr)" ->
          List.of(device, memfd, queue(0, 0, NetlinkAttribute.u32(2, NicTestbed.IFINDEX)));
      case "queue nest contains napi-id" ->
          List.of(device, memfd, queue(0, 0, NetlinkAttribute.u32(4, 1)));
      case "unknown top attr 60" -> List.of(device, memfd, good, NetlinkAttribute.u32(60, 1));
      case "id attr supplied (reply-only)" ->
          List.of(device, memfd, good, NetlinkAttribute.u32(4, 1));
      case "fd attr 2 bytes long" -> List.of(device, NetlinkAttribute.ofBytes(3, 2, MEMFD), good);
      case "dup queue 0 twice, memfd" -> List.of(device, memfd, good, good);
      default -> throw new IllegalArgumentException("bind-rx: " + input);
    };
  }

  // netdev netlink, get operations

  @ParameterizedTest(name = "{0}")
  @MethodSource("getRows")
  void getOperationIsAnsweredAsMeasured(final Row row) {
    final NicOptions options = new NicOptions();
    options.kernel = KernelProfile.V6_18;
    final NicTestbed at = new NicTestbed(options);
    if (row.input().contains("DOWN")) {
      at.nic.close();
    }
    final Result answer =
        new NetdevGet(at.host, List.of(at.nic)).answer(getRequest(at, row.area(), row.input()));
    assertThat(answer.errno().name()).isEqualTo(row.outcome());
  }

  private static NetdevRequest getRequest(
      final NicTestbed at, final String area, final String input) {
    final String text = input.replaceFirst("^uid 65534, no CAP_NET_ADMIN: ", "");
    final String name = area.equals("nocap") ? text : area;
    final NetdevRequest.Operation operation =
        name.startsWith("dev-get")
            ? NetdevRequest.Operation.DEV_GET
            : name.startsWith("queue-get")
                ? NetdevRequest.Operation.QUEUE_GET
                : name.startsWith("napi-get")
                    ? NetdevRequest.Operation.NAPI_GET
                    : name.startsWith("qstats-get")
                        ? NetdevRequest.Operation.QSTATS_GET
                        : NetdevRequest.Operation.PAGE_POOL_GET;
    final boolean dump = text.contains("dump");
    return new NetdevRequest(
        operation,
        dump,
        getIfindex(area, text),
        getId(at, text),
        getType(text),
        number("scope=(\\d+)", text.replace("scope=queue", "scope=1")));
  }

  /** v1, and what stands in for it; the requests without a device name none. */
  private static @Nullable Integer getIfindex(final String area, final String text) {
    if (text.contains("ifindex 9999") || text.contains("ifindex=9999")) {
      return NO_DEVICE;
    }
    if (text.contains("ifindex 0")) {
      return 0;
    }
    final boolean none =
        text.contains("no ifindex")
            || text.equals("dump all")
            || area.equals("page-pool")
            || area.equals("nocap")
            || (area.equals("napi-get") && text.startsWith("do "));
    return none ? null : Integer.valueOf(NicTestbed.IFINDEX);
  }

  private static @Nullable Long getId(final NicTestbed at, final String text) {
    if (text.contains("real id")) {
      return (long) at.nic.napiIds().get(0);
    }
    final boolean plain = text.contains("ifindex 9999") || text.contains("ifindex 0");
    final Integer id = number("id=(\\d+)", text.contains("no ifindex") || plain ? "id=0" : text);
    return id == null || text.contains("dump") ? null : Long.valueOf(id);
  }

  /** Requests that do not say so ask for a receive queue. */
  private static @Nullable Integer getType(final String text) {
    if (text.contains("dump") || text.contains("without type")) {
      return null;
    }
    final Integer type =
        number("type=(\\d+)", text.replace("type=rx", "type=0").replace("type=tx", "type=1"));
    return type == null ? Integer.valueOf(0) : type;
  }

  private static @Nullable Integer number(final String pattern, final String text) {
    final var found = Pattern.compile("(?<![a-z])" + pattern).matcher(text);
    return found.find() ? Integer.valueOf(found.group(1)) : null;
  }

  // SO_DEVMEM_*

  @ParameterizedTest(name = "{0}")
  @MethodSource("optionRows")
  void socketOptionIsAnsweredAsMeasured(final Row row) {
    final SocketPair pair = new SocketPair();
    pair.connect();
    assertThat(outcome(option(pair, row.input()))).isEqualTo(row.outcome());
  }

  private static int option(final SocketPair pair, final String input) {
    final SystemCalls calls = pair.server;
    final OptionValue value = new OptionValue();
    if (input.contains("SO_DEVMEM_LINEAR") || input.contains("SO_DEVMEM_DMABUF")) {
      final int name = input.contains("LINEAR") ? Uapi.SO_DEVMEM_LINEAR : Uapi.SO_DEVMEM_DMABUF;
      return input.startsWith("get")
          ? calls.getsockopt(SocketPair.SERVER_FD, Uapi.SOL_SOCKET, name, value)
          : calls.setsockopt(SocketPair.SERVER_FD, Uapi.SOL_SOCKET, name, 1);
    }
    if (input.startsWith("getsockopt")) {
      return calls.getsockopt(
          SocketPair.SERVER_FD, Uapi.SOL_SOCKET, Uapi.SO_DEVMEM_DONTNEED, value);
    }
    value.lengthBytes = optlen(input);
    return calls.setsockopt(fd(pair, input), Uapi.SOL_SOCKET, Uapi.SO_DEVMEM_DONTNEED, value);
  }

  private static int fd(final SocketPair pair, final String input) {
    if (input.endsWith("fd -1")) {
      return -1;
    }
    if (input.contains("/dev/null")) {
      return pair.server.openFile(0);
    }
    if (input.contains("listening")) {
      return SocketPair.CLIENT_FD;
    }
    if (input.contains("fresh")) {
      return pair.server.socket(
          input.contains("v6") ? Uapi.AF_INET6 : Uapi.AF_INET, Uapi.SOCK_STREAM, 0);
    }
    return SocketPair.SERVER_FD;
  }

  private static int optlen(final String input) {
    final var length = Pattern.compile("optlen (\\d+)").matcher(input);
    if (length.find()) {
      return Integer.parseInt(length.group(1));
    }
    final var tokens = Pattern.compile(", (\\d+) tokens").matcher(input);
    return 8 * (tokens.find() ? Integer.parseInt(tokens.group(1)) : 1);
  }

  private static String outcome(final long result) {
    if (result >= 0) {
      return "ret " + result;
    }
    for (final Errno errno : Errno.values()) {
      if (errno.number() == -result) {
        return errno.name();
      }
    }
    return Long.toString(result);
  }

  // MSG_SOCK_DEVMEM on ordinary data

  /** The rows of recvmsg come in pairs: the second looks at what the first left. */
  @Test
  void receiveCallsAreAnsweredAsMeasured() {
    SocketPair pair = new SocketPair();
    for (final Row row : replayed(Set.of("recvmsg"))) {
      final String outcome;
      if (row.input().startsWith("  then ordinary recvmsg total")) {
        outcome = receiveAll(pair) + " bytes";
      } else if (row.input().startsWith("  then")) {
        outcome = outcome(receive(pair, 1 << 16, 0));
      } else if (row.input().startsWith("  second")) {
        outcome = outcome(receive(pair, 1 << 16, Uapi.MSG_SOCK_DEVMEM));
      } else {
        pair = new SocketPair();
        pair.connect();
        outcome = first(pair, row.input());
      }
      assertThat(outcome).as(row.input()).isEqualTo(row.outcome());
    }
  }

  private static String first(final SocketPair pair, final String input) {
    final int bytes =
        switch (input) {
          case "MSG_SOCK_DEVMEM|DONTWAIT, empty queue",
              "MSG_SOCK_DEVMEM|MSG_ERRQUEUE",
              "MSG_SOCK_DEVMEM after peer FIN" ->
              0;
          case "MSG_SOCK_DEVMEM|MSG_PEEK", "MSG_SOCK_DEVMEM|MSG_TRUNC" -> 100;
          case "MSG_SOCK_DEVMEM, 100 kB ordinary (page-frag skb)" -> 100_000;
          case "MSG_SOCK_DEVMEM, 5000 B ordinary over veth" -> 5000;
          default -> 1000;
        };
    if (bytes > 0) {
      pair.finish(pair.client.write(new Call(), SocketPair.CLIENT_FD, bytes));
    }
    if (input.endsWith("FIN")) {
      pair.client.shutdown(SocketPair.CLIENT_FD, Uapi.SHUT_WR);
    }
    pair.run(VirtualTime.S);
    int flags = Uapi.MSG_SOCK_DEVMEM;
    flags |= input.contains("MSG_PEEK") ? Uapi.MSG_PEEK : 0;
    flags |= input.contains("MSG_TRUNC") ? Uapi.MSG_TRUNC : 0;
    flags |= input.contains("MSG_ERRQUEUE") ? Uapi.MSG_ERRQUEUE : 0;
    return outcome(receive(pair, input.contains("iov 100 B") ? 100 : 1 << 16, flags));
  }

  /** What is there, and what the window that opens lets in. */
  private static long receiveAll(final SocketPair pair) {
    long total = 0;
    for (long read = 0; read >= 0; read = receive(pair, 1 << 20, 0)) {
      total += read;
      pair.run(VirtualTime.S);
    }
    return total;
  }

  private static long receive(final SocketPair pair, final long bytes, final int flags) {
    return pair.finish(
        pair.server.recv(new Call(), SocketPair.SERVER_FD, bytes, flags | Uapi.MSG_DONTWAIT));
  }
}
