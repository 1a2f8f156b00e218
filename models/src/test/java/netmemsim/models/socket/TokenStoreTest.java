package netmemsim.models.socket;

import static org.assertj.core.api.Assertions.assertThat;

import netmemsim.models.kernel.Errno;
import netmemsim.models.netmem.NetIov;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.packet.Skb;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SO_DEVMEM_DONTNEED on both kinds of account: kernel-facts.md 6.1, 6.2 and 6.4. */
class TokenStoreTest {
  private static final long NO_LIMIT = Long.MAX_VALUE;

  private final NicTestbed at = new NicTestbed(new NicOptions());
  private Skb skb = at.host.skbs().take();

  @BeforeEach
  void threeFragments() {
    at.split(NetDevice.TcpDataSplit.ON);
    assertThat(at.bind(at.dmabuf(256), 1).ok()).isTrue();
    at.steerTo(1);
    at.arrive(1, 3 * 4096);
    at.simulator.runFor(1_000_000_000);
    skb.free();
    skb = at.received.remove(0);
    assertThat(skb.fragments).isEqualTo(3);
  }

  private NetIov netIov(final int fragment) {
    assertThat(skb.fragmentMemory[fragment]).isInstanceOf(NetIov.class);
    return (NetIov) java.util.Objects.requireNonNull(skb.fragmentMemory[fragment]);
  }

  private static long dontneed(final TokenStore store, final int start, final int count) {
    return store.dontneed(new int[] {start}, new int[] {count}, 1, NO_LIMIT);
  }

  @Test
  void theLowestFreeTokenIsNext() {
    final TokenTable table = new TokenTable();
    assertThat(table.issue(netIov(0))).isEqualTo(1);
    assertThat(table.issue(netIov(1))).isEqualTo(2);
    assertThat(table.issue(netIov(2))).isEqualTo(3);
    assertThat(dontneed(table, 2, 1)).isEqualTo(1);
    assertThat(table.next(netIov(1))).isEqualTo(2);
    at.assertBalanced(2);
    assertThat(dontneed(table, 1, -1)).isEqualTo(2);
    assertThat(table.lastAttempts).isEqualTo(0xFFFFFFFFL);
    at.assertBalanced(0);
  }

  /** token_start + j is 32 bits: a range can run over the top to the tokens at the bottom. */
  @Test
  void aRangeWrapsAroundAt32Bits() {
    final TokenTable table = new TokenTable();
    table.issue(netIov(0));
    table.issue(netIov(1));
    assertThat(dontneed(table, -1, 2)).isZero();
    assertThat(dontneed(table, -1, 4)).isEqualTo(2);
    at.assertBalanced(0);
  }

  @Test
  void aTokenOfACounterIsThePageOfTheDmabuf() {
    final TokenCounters counters = new TokenCounters();
    assertThat(dontneed(counters, 0, 1)).isEqualTo(-Errno.EINVAL.number());
    assertThat(counters.admit(netIov(0))).isEqualTo(Errno.OK);
    final int token = counters.issue(netIov(0));
    assertThat(token).isEqualTo((int) (netIov(0).dmabufOffset() / 4096));
    assertThat(counters.issue(netIov(0))).isEqualTo(token);
    // Two users, one reference: the second return drops it.
    at.assertBalanced(1);
    assertThat(dontneed(counters, token, 1)).isEqualTo(1);
    at.assertBalanced(1);
    assertThat(dontneed(counters, token, 1)).isEqualTo(1);
    at.assertBalanced(0);
  }

  /** One return too many is counted as freed, and the next user has no reference. */
  @Test
  void aCounterThatWasReturnedTooOftenHoldsNothing() {
    final TokenCounters counters = new TokenCounters();
    counters.admit(netIov(0));
    final int token = counters.next(netIov(0));
    assertThat(dontneed(counters, token, 1)).isEqualTo(1);
    counters.issue(netIov(0));
    at.assertBalanced(0);
  }

  @Test
  void aTokenBeyondTheDmabufEndsItsElementOnly() {
    final TokenCounters counters = new TokenCounters();
    counters.admit(netIov(0));
    final int token = counters.issue(netIov(0));
    assertThat(counters.dontneed(new int[] {255, token}, new int[] {1000, 1}, 2, NO_LIMIT))
        .isEqualTo(2);
    at.assertBalanced(0);
  }

  @Test
  void whatIsLeftGoesWithTheBindingNotWithTheSocket() {
    final TokenCounters counters = new TokenCounters();
    counters.admit(netIov(0));
    counters.issue(netIov(0));
    assertThat(counters.releaseAll()).isZero();
    at.assertBalanced(1);
    netIov(0).binding().putAllUsers();
    at.assertBalanced(0);
  }
}
