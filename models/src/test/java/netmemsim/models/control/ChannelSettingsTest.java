package netmemsim.models.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.packet.Skb;
import netmemsim.models.testbed.NicOptions;
import netmemsim.models.testbed.NicTestbed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ethnl_set_channels and ethtool_check_max_channel; kernel-facts.md 1.8 and 10.4. */
class ChannelSettingsTest {
  private final NicTestbed at = new NicTestbed(new NicOptions());

  private Result run(final String text) {
    final List<Result> results = new ArrayList<>();
    EthtoolCommand.parse(text).execute(at.nic, true, results::add);
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  @Test
  void queuesGoAndComeBackAndTheDefaultTableFollows() {
    assertThat(run("-L eth1 rx 2 tx 1").ok()).isTrue();
    assertThat(at.nic.rxQueues()).hasSize(2);
    assertThat(at.nic.txQueues()).hasSize(1);
    assertThat(at.nic.rss().highestQueue()).isEqualTo(1);
    assertThat(at.nic.pagePools()).hasSize(2);
    assertThat(run("-L eth1 rx 4 tx 4").ok()).isTrue();
    assertThat(at.nic.rxQueues()).hasSize(4);
    assertThat(at.rxq(3).isRunning()).isTrue();
    assertThat(at.nic.rss().highestQueue()).isEqualTo(3);
    at.assertBalanced(0);
  }

  @Test
  void whatIsSetAlreadyDisturbsNothing() {
    final PagePool pool = at.pool(1);
    assertThat(run("-L eth1 rx 4").ok()).isTrue();
    assertThat(at.pool(1)).isSameAs(pool);
  }

  /** netif_is_rxfh_configured: the kernel does not rewrite what the user set. */
  @Test
  void tableOfTheUserStaysAndForbidsToTakeItsQueues() {
    run("-X eth1 equal 3");
    assertThat(run("-L eth1 rx 2").extack())
        .isEqualTo("requested channel counts are too low for existing indirection table (2)");
    assertThat(run("-L eth1 rx 3").ok()).isTrue();
    assertThat(run("-L eth1 rx 4").ok()).isTrue();
    assertThat(at.nic.rss().highestQueue()).isEqualTo(2);
  }

  @Test
  void ruleForbidsToTakeItsQueue() {
    run("-N eth1 flow-type tcp4 dst-port 5201 action 3");
    assertThat(run("-L eth1 rx 3").extack())
        .isEqualTo("requested channel counts are too low for existing ntuple filter settings");
    run("-N eth1 flow-type tcp4 dst-port 5201 action 1 loc 15");
    assertThat(run("-L eth1 rx 3").ok()).isTrue();
  }

  /** The comparison is off by one: with queue 1 bound even 2 channels are refused. */
  @ParameterizedTest
  @CsvSource({"1, EINVAL", "2, EINVAL", "3, OK"})
  void boundQueueForbidsOneChannelMoreThanItNeeds(final int rx, final Errno errno) {
    at.split(NetDevice.TcpDataSplit.ON);
    assertThat(at.bind(at.dmabuf(600), 1).ok()).isTrue();
    final Result result = run("-L eth1 rx " + rx);
    assertThat(result.errno()).isEqualTo(errno);
    if (!result.ok()) {
      assertThat(result.extack())
          .isEqualTo(
              "requested channel counts are too low for existing memory provider setting (2)");
    }
    // All rings are made anew; the provider stays with its queue.
    assertThat(at.pool(1).provider()).isNotNull();
  }

  @Test
  void whatWaitsOnATxQueueThatGoesIsFreed() {
    for (int queue = 0; queue < 4; queue++) {
      final Skb skb = at.host.skbs().take();
      skb.queue = queue;
      at.nic.transmit(skb);
    }
    run("-L eth1 tx 1");
    assertThat(at.host.skbs().live()).isEqualTo(1);
    at.assertBalanced(0);
  }
}
