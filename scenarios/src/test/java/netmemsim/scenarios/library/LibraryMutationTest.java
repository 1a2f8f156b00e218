package netmemsim.scenarios.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.KernelSwitch;
import netmemsim.scenarios.language.LoadedScenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scenario proves something only if it fails when its mechanism is taken away. */
class LibraryMutationTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      quickstart | tokens are returned | apps[0].ncdevmem.return-tokens=never
      quickstart | the flow rule steers | setup[2].ethtool="-N eth1 flow-type tcp4 dst-port 5202 action 15"
      quickstart | headers are split | setup[0].ethtool="-G eth1 tcp-data-split off"
      quickstart | the content is checked | apps[1].netcat.pattern=9
      quickstart | the line is fast | links[0].rate=100Gbps
      quickstart | nothing is lost | links[0].drop=[{from: client/eth0, packets: [5000]}]
      quickstart | the dma-buf holds a ring and what is on its way | apps[0].ncdevmem.dmabuf.size=1MiB
      quickstart | the reader knows device memory | apps[0].ncdevmem.msg-sock-devmem=off
      quickstart | the right queue is bound | apps[0].ncdevmem.queues=[14]
      devmem/bind-errno-order | header split is switched on | timeline[10]=~
      devmem/bind-errno-order | the caller has no capability | timeline[0].bind-rx.admin=on
      devmem/bind-errno-order | nobody else owns the queue | timeline[11].bind-rx.queues=[13]
      devmem/queue-restart-during-traffic | there is a restart | timeline[0].at=1299ms
      devmem/queue-restart-during-traffic | the bound queue is restarted | timeline[0].restart-queue.rxq=3
      devmem/queue-restart-during-traffic | the restart works | timeline=[{at: 19ms, on: server, inject: {dev: eth1, rxq: 15, step: start, errno: EIO}}, {at: 20ms, on: server, as: restart, restart-queue: {dev: eth1, rxq: 15}}]
      devmem/queue-restart-during-traffic | a probe finds the tail | hosts.client.sysctl={net.ipv4.tcp_wmem: "4096 16384 33554432", net.ipv4.tcp_early_retrans: 0}
      devmem/restart-double-failure | the new queue does not start | timeline[0]=~
      devmem/restart-double-failure | the old queue does not come back | timeline[1]=~
      devmem/restart-double-failure | the interface is cycled | timeline[4].at=999ms
      devmem/restart-start-fails-old-restored | the new queue does not start | timeline[0]=~
      devmem/restart-start-fails-old-restored | another step fails | timeline[0].inject.step=mem-alloc
      devmem/restart-start-fails-old-restored | the old queue comes back | timeline=[{at: 15ms, on: server, inject: {dev: eth1, rxq: 15, step: start, errno: EIO}}, {at: 15ms, on: server, inject: {dev: eth1, rxq: 15, step: restart-old, errno: EIO}}, {at: 20ms, on: server, as: restart, errno: EIO, restart-queue: {dev: eth1, rxq: 15}}]
      devmem/restart-start-fails-old-restored | the error is the injected one | timeline[0].inject.errno=ENOMEM
      devmem/shared-genpool-one-stalled-reader | one reader hoards | apps[1].ncdevmem.return-tokens=per-call
      devmem/shared-genpool-one-stalled-reader | the other does not | apps[0].ncdevmem.return-tokens=never
      devmem/shared-genpool-one-stalled-reader | the hoard comes back | timeline[0].at=119ms
      devmem/shared-genpool-one-stalled-reader | both share one binding | setup[4].bind-rx.dmabuf.size=256MiB
      devmem/steering-change-mid-flow | the rule goes | timeline[0].ethtool="-N eth1 delete 1022"
      devmem/steering-change-mid-flow | the rule comes back | timeline[1].ethtool="-N eth1 flow-type tcp4 dst-port 5202 action 15"
      devmem/steering-change-mid-flow | the rule comes back to the bound queue | timeline[1].ethtool="-N eth1 flow-type tcp4 dst-port 5201 action 3"
      devmem/steering-change-mid-flow | the content is checked | apps[1].netcat.pattern=9
      devmem/token-exhaustion | no token is returned | apps[0].ncdevmem.return-tokens=per-call
      devmem/token-exhaustion | tokens are returned late | timeline[0].at=290ms
      devmem/token-exhaustion | a restart wakes the queue | kernel=v6.12 ; timeline[1].at=899ms
      devmem/token-exhaustion | v6.12 has no timer | kernel={profile: v6.12, gve-starvation-timer: on}
      devmem/token-exhaustion | v6.18 has one | kernel={profile: v6.18, gve-starvation-timer: off}
      devmem/token-exhaustion | the sender sends more than fits | apps[1].netcat.send=32MiB
      devmem/unaware-reader-efault | the reader lacks the flag | apps[0].ncdevmem.msg-sock-devmem=on
      devmem/unaware-reader-efault | it learns the flag | timeline=[]
      devmem/unaware-reader-efault | data is in device memory | apps[0].ncdevmem.queues=[14]
      devmem/unaware-reader-efault | the window is smaller than the dma-buf | apps[0].ncdevmem.dmabuf.size=8MiB ; hosts.server.sysctl={net.ipv4.tcp_rmem: "4096 33554432 33554432"}
      devmem/unbind-with-tokens-held | the socket is closed | timeline[0].at=1199ms
      devmem/unbind-with-tokens-held | tokens are held | apps[0].ncdevmem.return-tokens=per-call
      devmem/unbind-with-tokens-held | tokens come back | timeline[1].at=1190ms
      devmem/unbind-with-tokens-held | they come back before the pool's look | timeline[1].at=1050ms
      """)
  void failsWhenItsMechanismIsTakenAway(
      final String id, final String mechanism, final String changes) {
    final LoadedScenario loaded = Library.load(Library.file(id), List.of(changes.split(" ; ")));
    assertThat(loaded.scenario().kernels())
        .allSatisfy(
            kernel ->
                assertThat(Library.failures(Library.run(loaded, kernel)))
                    .as("%s without '%s' under %s", id, mechanism, kernel.profile())
                    .isNotEmpty());
  }

  /** Which errno wins differs between releases by these switches. */
  @ParameterizedTest
  @CsvSource({
    "v6.12, bind-checks-header-split",
    "v6.12, bind-parses-queues-first",
    "v6.18, bind-checks-header-split",
    "v6.18, bind-parses-queues-first",
  })
  void bindErrnoOrderFailsWhenOneSwitchIsFlipped(final String name, final String which) {
    final KernelSwitch flipped = Objects.requireNonNull(KernelSwitch.named(which));
    final KernelProfile profile = Objects.requireNonNull(KernelProfile.named(name));
    final String kernel =
        "kernel={profile: %s, %s: %s}"
            .formatted(name, flipped.yamlName(), profile.has(flipped) ? "off" : "on");
    final LoadedScenario plain = bindErrnoOrder("kernel=" + name);
    assertThat(Library.failures(Library.run(plain))).as("as it stands").isEmpty();
    assertThat(Library.failures(Library.run(bindErrnoOrder(kernel)))).as(kernel).isNotEmpty();
  }

  private static LoadedScenario bindErrnoOrder(final String set) {
    return Library.load(Library.file("devmem/bind-errno-order"), List.of(set));
  }
}
