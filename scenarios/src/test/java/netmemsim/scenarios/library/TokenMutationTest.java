package netmemsim.scenarios.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import netmemsim.scenarios.language.LoadedScenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scenarios of tokens and receive calls fail when their mechanism is taken away. */
class TokenMutationTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          receive/control-buffer-too-small | v6.12 cuts messages | kernel={profile: v6.12, cmsg-notrunc: on}
          receive/control-buffer-too-small | v6.14 does not | kernel={profile: v6.14, cmsg-notrunc: off}
          receive/control-buffer-too-small | v6.18 does not | kernel={profile: v6.18, cmsg-notrunc: off}
          receive/control-buffer-too-small | a message takes 40 bytes | timeline[1].recvmsg.control=80B
          receive/errors-collapsed-to-efault | v6.12 tells EFAULT only | kernel={profile: v6.12, recvmsg-exposes-errors: on}
          receive/errors-collapsed-to-efault | so does v6.16 | kernel={profile: v6.16, recvmsg-exposes-errors: on}
          receive/errors-collapsed-to-efault | v6.18 tells more | kernel={profile: v6.18, recvmsg-exposes-errors: off}
          receive/errors-collapsed-to-efault | there is no memory | timeline[2]=~
          receive/errors-collapsed-to-efault | the buffer is not mapped | timeline[10].recvmsg.mapped=1000B
          receive/foreign-memory-blocks-stream | errors are told apart | kernel={profile: v6.18, recvmsg-exposes-errors: off}
          receive/foreign-memory-blocks-stream | v6.16 does not | kernel={profile: v6.16, recvmsg-exposes-errors: on}
          receive/foreign-memory-blocks-stream | there is no io_uring memory | kernel={profile: v6.14, io-uring-zcrx: on}
          receive/foreign-memory-blocks-stream | the flow goes to io_uring's queue | kernel=v6.18 ; timeline[4]=~
          receive/foreign-memory-blocks-stream | the queue has an owner | kernel=v6.18 ; timeline[1].register-zcrx.rxq=0
          receive/linear-and-devmem-mix | packets are split late | setup[3]=~
          receive/linear-and-devmem-mix | by so many bytes | setup[3].split-late.payload=65B
          receive/linear-and-devmem-mix | the stream is the one sent | apps[1].netcat.pattern=8
          receive/kind-boundary-short-read | the rule comes back | timeline[2]=~
          receive/kind-boundary-short-read | it waits for all | timeline[14].recvmsg.flags=[msg-sock-devmem]
          receive/loopback-no-devmem | the client is local | apps[1].on=client
          receive/ncdevmem-check-rx | headers are split | setup[0]=~
          receive/ncdevmem-check-rx | the pattern is the one sent | apps[1].netcat.pattern=8
          receive/ncdevmem-check-rx-hds | headers are split | setup[0]=~
          receive/partial-fragment-tokens | the buffer is short | timeline[1].recvmsg.size=4KiB
          receive/partial-fragment-tokens | the last token comes back | timeline[7].dontneed.tokens=[{start: 9, count: 1}]
          receive/peek-takes-tokens | the first call peeks | timeline[1].recvmsg.flags=[msg-sock-devmem, msg-dontwait]
          receive/peek-takes-tokens | the application forgets | apps[2].ncdevmem.peek=keep
          receive/trunc-skips-devmem | the call discards | timeline[4].recvmsg.flags=[msg-dontwait]
          receive/two-dmabufs-one-socket | tokens are of a socket | kernel={profile: v6.12, devmem-token-counters: on}
          receive/two-dmabufs-one-socket | counters are of a binding | kernel={profile: v6.18, devmem-token-counters: off}
          receive/two-dmabufs-one-socket | the second binding's queue gets the flow | timeline[2].ethtool="-N eth1 flow-type tcp4 dst-port 5201 action 1"
          tokens/bookkeeping-cost | a table costs more | kernel={profile: v6.12, devmem-token-counters: on}
          tokens/bookkeeping-cost | counters cost less | kernel={profile: v6.18, devmem-token-counters: off}
          tokens/dontneed-bad-tokens | the list is stale | timeline[3]=~
          tokens/dontneed-bad-tokens | one is freed twice | timeline[8].dontneed.tokens=[{start: 51, count: 1}, {start: 53, count: 1}, {start: 52, count: 1}]
          tokens/dontneed-burst-overflows-ring | the ring is small | kernel={profile: v6.12, gve-zc-max-ring: on}
          tokens/dontneed-burst-overflows-ring | the large ring is on | kernel={profile: v6.18, gve-zc-max-ring: off}
          tokens/dontneed-burst-overflows-ring | the allocator is slow | kernel=v6.12 ; hosts.server.costs={provider-allocate: 10ns, provider-free: 10ns}
          tokens/dontneed-burst-overflows-ring | tokens come in bursts | kernel=v6.12 ; apps[0].ncdevmem.return-tokens=per-call
          tokens/dontneed-unbounded-count | v6.12 has no limit | kernel={profile: v6.12, dontneed-frag-cap: on}
          tokens/dontneed-unbounded-count | v6.18 has one | kernel={profile: v6.18, dontneed-frag-cap: off}
          tokens/dontneed-unbounded-count | the queue is on that core | kernel=v6.12 ; apps[0].core=3
          tokens/hoard-or-do-not-read | one does not read | apps[0].ncdevmem.read=on
          tokens/hoard-or-do-not-read | one hoards | apps[1].ncdevmem.return-tokens=per-call
          tokens/hold-time-limits-rate | tokens are held | apps[2].ncdevmem.return-tokens=per-call
          tokens/hold-time-limits-rate | the buffer is small | apps[2].ncdevmem.dmabuf.size=8MiB
          tokens/hold-time-limits-rate | the ring is full below | apps[0].ncdevmem.return-tokens={delay: 13ms}
          tokens/leak-until-close | tokens are forgotten | apps[0].ncdevmem.return-tokens=per-call
          tokens/leak-until-close | the socket remembers | kernel={profile: v6.12, devmem-token-counters: on}
          tokens/leak-until-close | the counters do not | kernel={profile: v6.18, devmem-token-counters: off}
          tokens/slow-readers-dry-the-queue | the tenth comes | apps[21].start=999ms
          tokens/slow-readers-dry-the-queue | the ninth comes | apps[19].start=999ms
          tokens/slow-readers-dry-the-queue | the buffer is small | setup[13].bind-rx.dmabuf.size=16MiB
          tokens/small-payload-waste | packets are small | hosts.client.nics.eth0.mtu=4148
          tokens/small-payload-waste | tokens are held | apps[0].ncdevmem.return-tokens=per-call
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
}
