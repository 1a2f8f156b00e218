package netmemsim.models.nic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.PacketPool;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** kernel-facts.md 10.3: what gve answers. */
class FlowRulesTest {
  private static final IpAddress A = IpAddress.parse("10.0.0.1");
  private static final IpAddress B = IpAddress.parse("10.0.0.2");

  private static final int NO_MATCH = -1;

  private final FlowRules rules = new FlowRules(1024, false);
  private final Packet packet = new PacketPool().take();

  FlowRulesTest() {
    packet.source = A;
    packet.destination = B;
    packet.tcp.sourcePort = 40000;
    packet.tcp.destinationPort = 5201;
  }

  private static FlowRule rule(
      final int location, final @Nullable IpAddress destination, final int port, final int queue) {
    return new FlowRule(location, false, null, destination, FlowRule.ANY, port, queue, 0);
  }

  private static void assertErrno(final Errno errno, final ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(KernelException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  /** The ethtool utility picks a location from the end: the first rule has the highest ID. */
  @Test
  void ruleWithoutLocationGetsTheHighestFreeOne() throws KernelException {
    assertThat(rules.insert(rule(FlowRules.LOCATION_ANY, null, 5201, 1), 4)).isEqualTo(1023);
    assertThat(rules.insert(rule(FlowRules.LOCATION_ANY, null, 5202, 1), 4)).isEqualTo(1022);
    rules.delete(1023);
    assertThat(rules.insert(rule(FlowRules.LOCATION_ANY, null, 5203, 1), 4)).isEqualTo(1023);
  }

  @Test
  void lowerLocationWins() throws KernelException {
    rules.insert(rule(7, null, 5201, 1), 4);
    rules.insert(rule(3, null, 5201, 2), 4);
    assertThat(queueFor(packet)).isEqualTo(2);
    rules.delete(3);
    assertThat(queueFor(packet)).isEqualTo(1);
    rules.delete(7);
    assertThat(queueFor(packet)).isEqualTo(NO_MATCH);
  }

  @Test
  void everyGivenFieldMustMatch() throws KernelException {
    rules.insert(new FlowRule(0, false, A, B, 40000, 5201, 3, 0), 4);
    assertThat(queueFor(packet)).isEqualTo(3);
    packet.tcp.sourcePort = 40001;
    assertThat(queueFor(packet)).isEqualTo(NO_MATCH);
    packet.tcp.sourcePort = 40000;
    packet.source = B;
    assertThat(queueFor(packet)).isEqualTo(NO_MATCH);
    packet.source = A;
    packet.destination = A;
    assertThat(queueFor(packet)).isEqualTo(NO_MATCH);
  }

  @Test
  void ruleForTcp6LeavesTcp4Alone() throws KernelException {
    rules.insert(new FlowRule(0, true, null, null, FlowRule.ANY, 5201, 3, 0), 4);
    assertThat(queueFor(packet)).isEqualTo(NO_MATCH);
    packet.destination = IpAddress.parse("fd00::2");
    assertThat(queueFor(packet)).isEqualTo(3);
  }

  @Test
  void errnosOfGve() throws KernelException {
    assertErrno(Errno.EINVAL, () -> rules.insert(rule(0, null, 1, 4), 4));
    assertErrno(Errno.EOPNOTSUPP, () -> rules.insert(rule(0, null, 1, FlowRule.DISCARD), 4));
    assertErrno(Errno.EINVAL, () -> rules.insert(rule(1024, null, 1, 0), 4));
    assertErrno(Errno.EINVAL, () -> rules.delete(5));
    assertErrno(Errno.EOPNOTSUPP, () -> new FlowRules(0, false).insert(rule(0, null, 1, 0), 4));
    final FlowRules one = new FlowRules(1, false);
    one.insert(rule(FlowRules.LOCATION_ANY, null, 1, 0), 4);
    assertErrno(Errno.ENOSPC, () -> one.insert(rule(FlowRules.LOCATION_ANY, null, 2, 0), 4));
  }

  @Test
  void ntupleOffForgetsRulesAndRefusesNewOnes() throws KernelException {
    rules.insert(rule(0, null, 5201, 1), 4);
    rules.setEnabled(false);
    assertThat(queueFor(packet)).isEqualTo(NO_MATCH);
    assertErrno(Errno.EOPNOTSUPP, () -> rules.insert(rule(0, null, 5201, 1), 4));
    rules.setEnabled(true);
    assertThat(rules.rules()).isEmpty();
    rules.insert(rule(0, null, 5201, 1), 4);
    assertThat(queueFor(packet)).isEqualTo(1);
  }

  private int queueFor(final Packet packet) {
    final FlowRule rule = rules.match(packet);
    return rule == null ? NO_MATCH : rule.queue();
  }
}
