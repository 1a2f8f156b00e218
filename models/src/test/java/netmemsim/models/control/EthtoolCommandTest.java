package netmemsim.models.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import netmemsim.core.time.Picoseconds;
import netmemsim.core.time.TransmissionTime;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.nic.FlowRule;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Skb;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;
import netmemsim.models.topology.DropList;
import netmemsim.models.topology.LinkDirection;
import netmemsim.models.topology.LinkQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ethtool(8); net/ethtool/rings.c, gve_ethtool.c, v6.12 to v6.18. */
class EthtoolCommandTest {
  private static final long US = Picoseconds.PER_US;

  private final NicOptions options = new NicOptions();

  private static Result run(final NicTestbed at, final String text) {
    final List<Result> results = new ArrayList<>();
    EthtoolCommand.parse(text).execute(at.nic, true, results::add);
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|missing an option such as -G",
        "ethtool|missing an option such as -G",
        "-G|missing a device",
        "-s eth1|ethtool -s is not modelled (modelled: -G, -g, -L, -l, -X, -x, -N, -n, -K, -k, -S, -i, --reset)",
        "-G eth1 rx|missing rx",
        "-G eth1 rx many|rx must be a number: 'many'",
        "-G eth1 rx -5|rx must be at least 0: '-5'",
        "-G eth1 rx 99999999999|rx must be a number: '99999999999'",
        "-G eth1 rx-mini 5|ethtool -G rx-mini is not modelled (modelled: rx, tx, tcp-data-split, hds-thresh)",
        "-G eth1 tcp-data-split yes|tcp-data-split must be on, off or auto: 'yes'",
        "-X eth1|ethtool -X needs either 'equal N' or 'default'",
        "-X eth1 equal 3 default|ethtool -X needs either 'equal N' or 'default'",
        "-X eth1 start 3|ethtool -X needs either 'equal N' or 'default'",
        "-X eth1 start 3 default|ethtool -X start needs 'equal N'",
        "-X eth1 weight 1|ethtool -X weight is not modelled (modelled: context, start, equal, default, delete)",
        "-N eth1|missing flow-type or delete",
        "-N eth1 add 5|expected flow-type or delete: 'add'",
        "-N eth1 delete|missing a rule's location",
        "-N eth1 delete 5 6|superfluous '6'",
        "-N eth1 flow-type udp4 action 1|flow-type udp4 is not modelled (modelled: tcp4, tcp6)",
        "-N eth1 flow-type tcp4 dst-port 5201|missing action: the queue that matching packets go to",
        "-N eth1 flow-type tcp4 dst-port 65536 action 1|dst-port must be 0 to 65535: '65536'",
        "-N eth1 flow-type tcp4 action -2|action must be at least -1: '-2'",
        "-N eth1 flow-type tcp4 dst-ip 10.0.0.999 action 1|not an IP address: '10.0.0.999'",
        "-N eth1 flow-type tcp4 dst-ip fd00::1 action 1|dst-ip of flow-type tcp4 must be IPv4: 'fd00:0:0:0:0:0:0:1'",
        "-N eth1 flow-type tcp6 src-ip 10.0.0.1 action 1|src-ip of flow-type tcp6 must be IPv6: '10.0.0.1'",
        "-K eth1|missing a feature",
        "-K eth1 gro|missing gro",
        "-K eth1 gro yes|gro must be on or off: 'yes'",
        "-K eth1 lro on|ethtool -K lro is not modelled (modelled: gro, rx-gro-hw, ntuple)"
      })
  void textThatIsWrongSaysWhat(final String text, final String message) {
    assertThatThrownBy(() -> EthtoolCommand.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  /** A feature that the hardware has not got stays fixed at off. */
  @Test
  void hardwareGroIsRefusedWhereThereIsNone() {
    final NicTestbed at = new NicTestbed(options);
    assertThat(run(at, "-K eth1 rx-gro-hw on").errno()).isEqualTo(Errno.EOPNOTSUPP);
    assertThat(run(at, "-K eth1 rx-gro-hw off").ok()).isTrue();
  }

  @Test
  void leadingWordIsOptionalAndTheDeviceIsKnownBeforeItIsCarriedOut() {
    assertThat(EthtoolCommand.parse("ethtool  -X eth1 equal 3").device()).isEqualTo("eth1");
    assertThat(EthtoolCommand.parse(" --set-ring eth7 rx 64 ").device()).isEqualTo("eth7");
  }

  @Test
  void equalStartAndDefaultSetTheIndirectionTable() {
    final NicTestbed at = new NicTestbed(options);
    assertThat(run(at, "-X eth1 equal 3")).isEqualTo(Result.value(0));
    assertThat(at.nic.rss().entry(5)).isEqualTo(2);
    run(at, "-X eth1 start 2 equal 2");
    assertThat(at.nic.rss().entry(1)).isEqualTo(3);
    run(at, "-X eth1 default");
    assertThat(at.nic.rss().entry(1)).isEqualTo(1);
    assertThat(run(at, "-X eth1 equal 5").errno()).isEqualTo(Errno.EINVAL);
    assertThat(run(at, "-X eth1 equal 0").errno()).isEqualTo(Errno.EINVAL);
    assertThat(run(at, "-X eth1 start 3 equal 2").errno()).isEqualTo(Errno.EINVAL);
  }

  /** ethtool prints "Added rule with ID 15": the answer's value. */
  @Test
  void ruleIsAddedWithAllItsFieldsAndDeleted() {
    final NicTestbed at = new NicTestbed(options);
    assertThat(
            run(
                at,
                "-N eth1 flow-type tcp4 src-ip 10.0.0.1 dst-ip 10.0.0.2 src-port 7 dst-port 5201"
                    + " action 3"))
        .isEqualTo(Result.value(15).printing("Added rule with ID 15\n"));
    assertThat(at.nic.flowRules().rules())
        .containsExactly(
            new FlowRule(15, false, IpAddress.parse("10.0.0.1"), NicTestbed.LOCAL, 7, 5201, 3, 0));
    assertThat(run(at, "-U eth1 flow-type tcp6 dst-port 1 queue 0 loc 2").value()).isEqualTo(2);
    assertThat(run(at, "-N eth1 flow-type tcp4 dst-port 1 action 4").errno())
        .isEqualTo(Errno.EINVAL);
    assertThat(run(at, "-N eth1 flow-type tcp4 dst-port 1 action -1").errno())
        .isEqualTo(Errno.EOPNOTSUPP);
    assertThat(run(at, "-N eth1 delete 15").ok()).isTrue();
    assertThat(run(at, "-N eth1 delete 15").errno()).isEqualTo(Errno.EINVAL);
  }

  @Test
  void featuresAreSwitched() {
    final NicTestbed at = new NicTestbed(options);
    run(at, "-N eth1 flow-type tcp4 dst-port 1 action 1");
    run(at, "-K eth1 gro on ntuple off");
    assertThat(at.nic.config().gro()).isTrue();
    assertThat(at.nic.flowRules().rules()).isEmpty();
    assertThat(run(at, "-N eth1 flow-type tcp4 dst-port 1 action 1").errno())
        .isEqualTo(Errno.EOPNOTSUPP);
    run(at, "-K eth1 generic-receive-offload off ntuple on");
    assertThat(at.nic.config().gro()).isFalse();
    assertThat(run(at, "-N eth1 flow-type tcp4 dst-port 1 action 1").ok()).isTrue();
  }

  @Test
  void ringSizesTakeEffectAndMustBePowersOfTwo() {
    final NicTestbed at = new NicTestbed(options);
    assertThat(run(at, "-G eth1 rx 256 tx 64").ok()).isTrue();
    assertThat(at.metric("eth1/rxq1/posted")).isEqualTo(255);
    assertThat(at.nic.config().txRing()).isEqualTo(64);
    for (final String bad : List.of("rx 0", "rx 100", "tx 0", "tx 65")) {
      assertThat(run(at, "-G eth1 " + bad).errno()).as(bad).isEqualTo(Errno.EINVAL);
    }
    at.assertBalanced(0);
  }

  /** ethnl_set_rings does not call the driver when nothing changes: no queue stands still. */
  @Test
  void settingWhatIsSetAlreadyDisturbsNothing() {
    final NicTestbed at = new NicTestbed(options);
    final PagePool pool = at.pool(1);
    run(at, "-G eth1 rx 128 tcp-data-split off");
    assertThat(at.pool(1)).isSameAs(pool);
    assertThat(at.nic.tcpDataSplit()).isEqualTo(NetDevice.TcpDataSplit.OFF);
    run(at, "-G eth1 tcp-data-split on");
    final PagePool split = at.pool(1);
    assertThat(split).isNotSameAs(pool);
    run(at, "-G eth1 tcp-data-split on rx 128 tx 128");
    assertThat(at.pool(1)).isSameAs(split);
  }

  @Test
  void deviceWithoutHeaderSplitRefusesIt() {
    options.headerSplit = false;
    assertThat(run(new NicTestbed(options), "-G eth1 tcp-data-split on").errno())
        .isEqualTo(Errno.EOPNOTSUPP);
  }

  /** Edge case A13 and kernel-facts.md 1.8: guards of net/ethtool/rings.c since v6.14. */
  @ParameterizedTest
  @CsvSource({
    "tcp-data-split off, EINVAL",
    "tcp-data-split auto, EINVAL",
    "tcp-data-split on, OK",
    "hds-thresh 1, EINVAL",
    "hds-thresh 0, OK",
    "rx 256, OK"
  })
  void boundDeviceKeepsItsHeaderSplit(final String change, final Errno errno) {
    options.kernel = KernelProfile.V6_18;
    final NicTestbed at = new NicTestbed(options);
    run(at, "-G eth1 tcp-data-split on");
    at.bind(at.dmabuf(600), 1);
    assertThat(run(at, "-G eth1 " + change).errno()).isEqualTo(errno);
    assertThat(at.nic.headerSplitOn()).isTrue();
    assertThat(at.nic.hdsThreshold()).isZero();
    assertThat(at.pool(1).provider()).isNotNull();
    at.closeSocket();
    if (!change.startsWith("rx")) {
      assertThat(run(at, "-G eth1 " + change).errno()).as("unbound").isEqualTo(Errno.OK);
    }
    at.assertBalanced(0);
  }

  /** Before v6.14 nothing guarded a bound device: its payload then lands in host memory. */
  @Test
  void v612LetsABoundDeviceStopSplittingAndDoesNotKnowHdsThresh() {
    final NicTestbed at = new NicTestbed(options);
    run(at, "-G eth1 tcp-data-split on");
    at.steerTo(1);
    assertThat(at.bind(at.dmabuf(600), 1).ok()).isTrue();
    assertThat(run(at, "-G eth1 hds-thresh 0").errno()).isEqualTo(Errno.EINVAL);
    assertThat(run(at, "-G eth1 tcp-data-split off").ok()).isTrue();
    at.simulator.runFor(US);
    at.arrive(1, 1000);
    at.simulator.runFor(US);
    assertThat(at.received.get(0).unreadable).isFalse();
  }

  /** gve_adjust_config closes and opens the device: frames are lost, the qdisc keeps its own. */
  @Test
  void reopenLosesFramesForItsTimeAndKeepsWhatWaitsToBeSent() {
    final NicTestbed at = new NicTestbed(options);
    at.steerTo(1);
    final List<Integer> wire = new ArrayList<>();
    at.nic.attachLink(
        new LinkDirection(
            at.nic,
            new TransmissionTime(10_000_000_000L),
            0,
            LinkQueue.UNLIMITED,
            DropList.NONE,
            packet -> {
              wire.add(packet.tcp.sequence);
              packet.release();
            }));
    final List<Result> results = new ArrayList<>();
    EthtoolCommand.parse("-G eth1 rx 256").execute(at.nic, false, results::add);
    at.arrive(3, 1000);
    final Skb skb = at.host.skbs().take();
    skb.tcp.sequence = 42;
    at.nic.transmit(skb);
    at.simulator.runFor(500 * US - 1);
    assertThat(results).isEmpty();
    assertThat(wire).isEmpty();
    assertThat(at.metric("eth1/rx_dropped")).isEqualTo(3);
    at.simulator.runFor(US);
    assertThat(results).containsExactly(Result.OK);
    assertThat(wire).containsExactly(42);
    at.arrive(1, 1000);
    at.simulator.runFor(US);
    assertThat(at.received).hasSize(1);
    at.assertBalanced(0);
  }

  @Test
  void commandsWaitForTheDevicesLock() {
    final NicTestbed at = new NicTestbed(options);
    at.restart(1);
    final List<Result> results = new ArrayList<>();
    EthtoolCommand.parse("-X eth1 equal 2").execute(at.nic, false, results::add);
    IpCommand.parse("link set eth1 down").execute(at.nic, false, results::add);
    at.simulator.runFor(600 * US - 1);
    assertThat(results).isEmpty();
    assertThat(at.nic.isUp()).isTrue();
    at.simulator.runFor(1);
    assertThat(results).hasSize(2);
    assertThat(at.nic.isUp()).isFalse();
  }
}
