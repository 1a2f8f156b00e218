package netmemsim.models.control.netdev;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.control.netdev.NetdevRequest.Operation;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.PagePoolListener;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of golden/errno.json on get operations, and what the answers say. */
class NetdevGetTest {
  private static final int EXISTS = NicTestbed.IFINDEX;

  private final NicOptions options = new NicOptions();

  private static Result answer(final NicTestbed at, final NetdevRequest request) {
    return new NetdevGet(at.host, List.of(at.nic)).answer(request);
  }

  private static String dump(final NicTestbed at, final Operation operation) {
    return text(answer(at, new NetdevRequest(operation, true, null, null, null, null)));
  }

  private static String text(final Result result) {
    return Objects.requireNonNull(result.text());
  }

  private static NetdevRequest queue(
      final @Nullable Integer ifindex, final @Nullable Long id, final @Nullable Integer type) {
    return new NetdevRequest(Operation.QUEUE_GET, false, ifindex, id, type, null);
  }

  /** Measured on 6.18: the device has 4 queues. */
  @ParameterizedTest
  @CsvSource({
    "QUEUE_GET, false, 2, 0, 0, , OK,",
    "QUEUE_GET, false, 2, 3, 0, , OK,",
    "QUEUE_GET, false, 2, 4, 0, , EINVAL,",
    "QUEUE_GET, false, 2, 99, 1, , EINVAL,",
    "QUEUE_GET, false, 2, 0, 7, , ERANGE, integer out of range",
    "QUEUE_GET, false, 2, , 0, , EINVAL,",
    "QUEUE_GET, false, 2, 0, , , EINVAL,",
    "QUEUE_GET, false, 9999, 0, 0, , ENODEV,",
    "QUEUE_GET, false, 0, 0, 0, , ERANGE, integer out of range",
    "QUEUE_GET, false, , 0, 0, , EINVAL,",
    "QUEUE_GET, true, 9999, , , , ENODEV,",
    "NAPI_GET, false, , 0, , , ENOENT,",
    "NAPI_GET, false, , 77777, , , ENOENT,",
    "NAPI_GET, false, , , , , EINVAL,",
    "NAPI_GET, true, 9999, , , , ENODEV,",
    "PAGE_POOL_GET, false, , 999999, , , ENOENT,",
    "PAGE_POOL_GET, false, , 0, , , ERANGE, integer out of range",
    "PAGE_POOL_GET, false, , , , , EINVAL,",
    "PAGE_POOL_GET, true, , , , , OK,",
    "QSTATS_GET, true, 2, , , 2, EINVAL, reserved bit set",
    "QSTATS_GET, true, 9999, , , , ENODEV,",
    "QSTATS_GET, true, 0, , , , ERANGE, integer out of range",
    "QSTATS_GET, true, , , , , OK,",
    "QSTATS_GET, false, 2, , , , EOPNOTSUPP,",
    "DEV_GET, false, 2, , , , OK,",
    "DEV_GET, false, , , , , EINVAL,",
    "DEV_GET, false, 9999, , , , ENODEV,"
  })
  void errnoAndExtackAreTheKernels(
      final Operation operation,
      final boolean dump,
      final @Nullable Integer ifindex,
      final @Nullable Long id,
      final @Nullable Integer type,
      final @Nullable Integer scope,
      final Errno errno,
      final @Nullable String extack) {
    final Result result =
        answer(
            new NicTestbed(options), new NetdevRequest(operation, dump, ifindex, id, type, scope));
    assertThat(result.errno()).isEqualTo(errno);
    assertThat(result.extack()).isEqualTo(extack);
    assertThat(text(result)).startsWith(errno == Errno.OK ? "" : "Netlink error: ");
  }

  @Test
  void deviceThatIsDownHasNoQueuesToShow() {
    final NicTestbed at = new NicTestbed(options);
    at.nic.close();
    assertThat(answer(at, queue(EXISTS, 0L, 0)).errno()).isEqualTo(Errno.ENOENT);
    assertThat(dump(at, Operation.QUEUE_GET)).isEqualTo("[]\n");
    assertThat(dump(at, Operation.NAPI_GET)).isEqualTo("[]\n");
  }

  /** gve links queues to NAPI since v6.13: TX instances first, each queue its own. */
  @Test
  void queueNamesItsNapiAndItsBinding() {
    assertThat(text(answer(new NicTestbed(options), queue(EXISTS, 1L, 0))))
        .isEqualTo("{'id': 1, 'ifindex': 2, 'type': 'rx'}\n");
    options.kernel = KernelProfile.V6_18;
    final NicTestbed at = new NicTestbed(options);
    assertThat(text(answer(at, queue(EXISTS, 0L, 1))))
        .isEqualTo("{'id': 0, 'ifindex': 2, 'napi-id': 8193, 'type': 'tx'}\n");
    at.split(NetDevice.TcpDataSplit.ON);
    assertThat(at.bind(at.dmabuf(600), 1).ok()).isTrue();
    assertThat(text(answer(at, queue(EXISTS, 1L, 0))))
        .isEqualTo("{'dmabuf': 1, 'id': 1, 'ifindex': 2, 'napi-id': 8209, 'type': 'rx'}\n");
  }

  /** gve removes the NAPI of a queue that it stops; the new one has a new id. */
  @Test
  void restartGivesAGveQueueAnotherNapi() {
    final NicTestbed at = new NicTestbed(options);
    final int before = at.rxq(1).napiId();
    final int other = at.rxq(2).napiId();
    assertThat(at.restartNow(1).ok()).isTrue();
    assertThat(at.rxq(1).napiId()).isEqualTo(other + 2);
    assertThat(before).isEqualTo(other - 1);
    assertThat(at.rxq(2).napiId()).isEqualTo(other);
    assertThat(at.nic.napiIds()).hasSize(8).isSortedAccordingTo((a, b) -> b - a);
  }

  /** The ring's counters are cleared with the ring (gve_rx_alloc_ring_dqo): the sums go back. */
  @Test
  void restartTakesTheCountsOfItsQueueAlong() {
    final NicTestbed at = new NicTestbed(options);
    at.simulator.runFor(Picoseconds.PER_US);
    at.steerTo(1);
    at.arrive(5, 1000);
    at.simulator.runFor(Picoseconds.PER_MS);
    assertThat(dump(at, Operation.QSTATS_GET)).contains("'rx-packets': 5");
    at.restartNow(1);
    assertThat(dump(at, Operation.QSTATS_GET)).contains("'rx-packets': 0");
    assertThat(at.metric("eth1/rxq1/rx_packets")).isEqualTo(5);
  }

  /** A failed start puts the old ring back with what it had counted. */
  @Test
  void ringThatComesBackHasItsCounts() {
    final NicTestbed at = new NicTestbed(options);
    at.simulator.runFor(Picoseconds.PER_US);
    at.steerTo(1);
    at.arrive(5, 1000);
    at.simulator.runFor(Picoseconds.PER_MS);
    at.nic.faults().inject(1, netmemsim.models.nic.RestartStep.START, Errno.EIO, 1);
    assertThat(at.restartNow(1).errno()).isEqualTo(Errno.EIO);
    assertThat(dump(at, Operation.QSTATS_GET)).contains("'rx-packets': 5");
  }

  /** Edge case X3: unbinding with a token held leaves a detached pool, newest pool first. */
  @Test
  void detachedPoolIsListedWithItsTimeAndWithoutNapi() {
    final NicTestbed at = new NicTestbed(options);
    at.split(NetDevice.TcpDataSplit.ON);
    at.bind(at.dmabuf(600), 1);
    at.steerTo(1);
    at.simulator.runFor(Picoseconds.PER_US);
    at.arrive(1, 1000);
    at.simulator.runFor(Picoseconds.PER_MS);
    final List<String> heard = new ArrayList<>();
    at.nic.watchPagePools((pool, change) -> heard.add(pool.id() + " " + change.netlinkName()));
    final int bound = at.pool(1).id();
    at.closeSocket();
    assertThat(heard)
        .containsExactly(
            (bound + 1) + " " + PagePoolListener.Change.ADD.netlinkName(),
            bound + " " + PagePoolListener.Change.CHANGE.netlinkName());
    final Result one =
        answer(
            at, new NetdevRequest(Operation.PAGE_POOL_GET, false, null, (long) bound, null, null));
    assertThat(text(one))
        .isEqualTo(
            "{'detach-time': 3600,\n 'dmabuf': 1,\n 'id': "
                + bound
                + ",\n 'ifindex': 2,\n 'inflight': 1,\n 'inflight-mem': 4096}\n");
    final String all = dump(at, Operation.PAGE_POOL_GET);
    assertThat(all.indexOf("'id': " + (bound + 1)))
        .isGreaterThan(0)
        .isLessThan(all.indexOf("'id': " + bound + ","));
    at.freeReceived();
    at.simulator.runFor(1100 * Picoseconds.PER_MS);
    assertThat(heard).last().isEqualTo(bound + " page-pool-del-ntf");
    assertThat(dump(at, Operation.PAGE_POOL_GET)).doesNotContain("detach-time");
  }

  @Test
  void statisticsOfAPoolAreAllThere() {
    final String text = dump(new NicTestbed(options), Operation.PAGE_POOL_STATS_GET);
    final String names = text.replaceAll("[^a-z':-]", "");
    assertThat(netmemsim.models.control.ToolText.of("ynl-page-pool-stats"))
        .as("every name of the captured layout")
        .satisfies(
            layout ->
                layout
                    .lines()
                    .forEach(line -> assertThat(names).contains(line.replaceAll("[^a-z':-]", ""))));
  }

  @Test
  void requestReadsAsYnlTakesIt() {
    assertThat(queue(2, 15L, 0).commandLine())
        .isEqualTo(
            "ynl --family netdev --do queue-get --json '{\"ifindex\": 2, \"id\": 15, \"type\": \"rx\"}'");
    assertThat(new NetdevRequest(Operation.QSTATS_GET, true, 2, null, null, 1).commandLine())
        .isEqualTo(
            "ynl --family netdev --dump qstats-get --json '{\"ifindex\": 2, \"scope\": \"queue\"}'");
    assertThat(
            new NetdevRequest(Operation.PAGE_POOL_GET, true, null, null, null, null).commandLine())
        .isEqualTo("ynl --family netdev --dump page-pool-get");
  }
}
