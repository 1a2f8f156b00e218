package netmemsim.models.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.QueueSwitch;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.Dmabuf;
import netmemsim.models.netmem.Netmem;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.RestartStep;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;
import org.junit.jupiter.api.Test;

/** kernel-facts.md 1.6, 3.9; edge cases A6, A7, A16, C9, X3. */
class UnbindTest {
  private static final long US = Picoseconds.PER_US;
  private static final long MS = Picoseconds.PER_MS;

  private final NicOptions options = new NicOptions();

  private NicTestbed testbed() {
    final NicTestbed at = new NicTestbed(options);
    at.split(NetDevice.TcpDataSplit.ON);
    at.steerTo(1);
    return at;
  }

  private static BindRxRequest request(final Dmabuf dmabuf, final int queue) {
    return new BindRxRequest(
        true, NicTestbed.IFINDEX, DmabufFd.of(dmabuf), List.of(QueueRef.rx(queue)));
  }

  @Test
  void unbindWithNothingOutReleasesTheDmabufAtOnce() {
    for (final KernelProfile kernel : KernelProfile.ALL) {
      options.kernel = kernel;
      final NicTestbed at = testbed();
      final Dmabuf dmabuf = at.dmabuf(200);
      at.bind(dmabuf, 1, 2);
      dmabuf.put();
      at.closeSocket();
      at.simulator.runFor(US);
      assertThat(dmabuf.isReleased()).as(kernel.name()).isTrue();
      assertThat(at.nic.hasMemoryProvider()).isFalse();
      assertThat(at.metric("dmabuf/1/freed")).isEqualTo(1);
      at.arrive(1, 1000);
      at.simulator.runFor(US);
      assertThat(at.received.get(0).unreadable).isFalse();
    }
  }

  /** The detached pool looks each second: released at the first look after the last token. */
  @Test
  void tokensKeepTheDmabufUntilTheSecondAfterTheLastOne() {
    for (final KernelProfile kernel : KernelProfile.ALL) {
      if (!kernel.has(QueueSwitch.QUEUE_API)) {
        continue; // a bind restarts nothing there
      }
      options.kernel = kernel;
      final NicTestbed at = testbed();
      final Dmabuf dmabuf = at.dmabuf(200);
      at.bind(dmabuf, 1);
      dmabuf.put();
      at.simulator.runFor(US);
      at.arrive(2, 1000);
      at.simulator.runFor(US);
      final List<Netmem> tokens = new ArrayList<>();
      at.received.forEach(
          skb -> {
            final Netmem netmem = Objects.requireNonNull(skb.fragmentMemory[0]);
            netmem.get();
            tokens.add(netmem);
          });
      at.freeReceived();
      at.assertBalanced(2);
      final long unboundPs = at.simulator.nowPs();
      at.closeSocket();
      at.assertBalanced(2);
      at.simulator.runFor(300 * MS);
      tokens.get(0).put();
      at.simulator.runUntil(unboundPs + 1200 * MS);
      assertThat(dmabuf.isReleased()).isFalse();
      assertThat(at.netdev.bindings().find(1)).as("the id is gone").isNull();
      tokens.get(1).put();
      // Two looks of 256 ticks, counted from a multiple of 8 ticks of 4 ms.
      at.simulator.runUntil(2 * 1024 * MS - 1);
      assertThat(dmabuf.isReleased()).isFalse();
      at.simulator.runUntil(2 * 1024 * MS);
      assertThat(dmabuf.isReleased()).isTrue();
      assertThat(at.metric("gpu0/exported_bytes")).isZero();
      at.assertBalanced(0);
    }
  }

  /** Edge case A7: every binding of the socket goes, not only the first. */
  @Test
  void closingTheSocketUnbindsAllItsBindings() {
    final NicTestbed at = testbed();
    final Dmabuf first = at.dmabuf(200);
    final Dmabuf second = at.dmabuf(200);
    at.bind(first, 1);
    at.bind(second, 2, 3);
    first.put();
    second.put();
    at.closeSocket();
    at.simulator.runFor(US);
    assertThat(at.socket.bindingCount()).isZero();
    assertThat(at.nic.hasMemoryProvider()).isFalse();
    assertThat(first.isReleased()).isTrue();
    assertThat(second.isReleased()).isTrue();
  }

  @Test
  void queuesAreRestartedOneAfterAnother() {
    final NicTestbed at = testbed();
    at.bind(at.dmabuf(400), 1, 2);
    final List<Long> closed = new ArrayList<>();
    final long startPs = at.simulator.nowPs();
    at.netdev.close(at.socket, false, () -> closed.add(at.simulator.nowPs()));
    at.simulator.runFor(600 * US);
    assertThat(at.metric("eth1/rxq1/dmabuf")).isZero();
    assertThat(closed).isEmpty();
    at.simulator.runFor(700 * US);
    assertThat(closed).containsExactly(startPs + 1200 * US);
    at.assertBalanced(0);
  }

  /** close only warns of a failed restart: the provider is gone, the queue keeps its old pool. */
  @Test
  void failedRestartOnUnbindLeavesTheOldPoolUntilTheNextReopen() {
    final NicTestbed at = testbed();
    final Dmabuf dmabuf = at.dmabuf(200);
    at.bind(dmabuf, 1);
    dmabuf.put();
    at.nic.faults().inject(1, RestartStep.MEM_ALLOC, Errno.ENOMEM, 1);
    at.closeSocket();
    at.simulator.runFor(US);
    assertThat(at.rxq(1).memoryProvider()).isNull();
    assertThat(dmabuf.isReleased()).isFalse();
    at.arrive(1, 1000);
    at.simulator.runFor(US);
    assertThat(at.received.get(0).unreadable).isTrue();
    at.freeReceived();
    assertThat(at.restartNow(1).ok()).isTrue();
    at.simulator.runFor(US);
    assertThat(dmabuf.isReleased()).isTrue();
    at.assertBalanced(0);
  }

  /** The process dies while its bind runs, and the bind fails: the binding is put once. */
  @Test
  void socketClosedDuringABindThatFailsUnbindsOnce() {
    final NicTestbed at = testbed();
    final Dmabuf dmabuf = at.dmabuf(400);
    final List<String> log = new ArrayList<>();
    at.nic.faults().inject(2, RestartStep.STOP, Errno.EIO, 1);
    at.netdev.bindRx(
        new BindRxRequest(
            true, NicTestbed.IFINDEX, DmabufFd.of(dmabuf), List.of(QueueRef.rx(1), QueueRef.rx(2))),
        at.socket,
        false,
        result -> log.add("bind " + result.errno()));
    at.simulator.runFor(50 * US);
    at.netdev.close(at.socket, false, () -> log.add("closed"));
    at.simulator.runFor(10_000 * US);
    assertThat(log).containsExactly("bind EIO", "closed");
    assertThat(dmabuf.isReleased()).as("the test's own reference is left").isFalse();
    dmabuf.put();
    assertThat(dmabuf.isReleased()).isTrue();
    assertThat(at.nic.hasMemoryProvider()).isFalse();
    at.assertBalanced(0);
  }

  @Test
  void socketClosedDuringABindThatSucceedsUnbindsAfterIt() {
    final NicTestbed at = testbed();
    final Dmabuf dmabuf = at.dmabuf(200);
    final List<String> log = new ArrayList<>();
    at.netdev.bindRx(
        request(dmabuf, 1), at.socket, false, result -> log.add("bind " + result.errno()));
    dmabuf.put();
    at.simulator.runFor(50 * US);
    at.netdev.close(at.socket, false, () -> log.add("closed"));
    at.simulator.runFor(10_000 * US);
    assertThat(log).containsExactly("bind OK", "closed");
    assertThat(dmabuf.isReleased()).isTrue();
    assertThat(at.nic.hasMemoryProvider()).isFalse();
  }

  @Test
  void bindThatWaitsForTheLockWhenItsSocketIsClosedBindsNothing() {
    final NicTestbed at = testbed();
    final List<String> log = new ArrayList<>();
    at.restart(3);
    final Dmabuf dmabuf = at.dmabuf(200);
    at.netdev.bindRx(
        request(dmabuf, 1), at.socket, false, result -> log.add("bind " + result.errno()));
    at.netdev.close(at.socket, false, () -> log.add("closed"));
    at.simulator.runFor(10_000 * US);
    assertThat(log).containsExactly("closed", "bind EBADF");
    dmabuf.put();
    assertThat(dmabuf.isReleased()).isTrue();
    assertThat(at.nic.hasMemoryProvider()).isFalse();
  }

  @Test
  void bindTakesTheTimeOfARestartAndAnswersAtItsEnd() {
    final NicTestbed at = testbed();
    final List<Result> results = new ArrayList<>();
    at.netdev.bindRx(request(at.dmabuf(200), 1), at.socket, false, results::add);
    at.simulator.runFor(600 * US - 1);
    assertThat(results).isEmpty();
    at.simulator.runFor(1);
    assertThat(results).containsExactly(Result.value(1));
  }
}
