package netmemsim.core.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import netmemsim.core.TestRun;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.core.metric.Reading;
import org.junit.jupiter.api.Test;

class EntityTreeTest {
  private static final Metric PACKETS =
      Metric.counter("rx_packets", "packets", "Packets received.");

  private final EntityTree tree = new EntityTree(TestRun.simulator(), 1);

  private static final class Thing extends Entity {
    Thing(final EntityTree tree, final String name) {
      super(tree, name);
    }

    Thing(final Entity parent, final String name) {
      super(parent, name);
    }

    Counter count() {
      return counter(PACKETS);
    }

    void law(final String violation) {
      invariant("balance", () -> violation.isEmpty() ? null : violation);
    }
  }

  @Test
  void anEntityIsFoundByItsPath() {
    final Thing server = new Thing(tree, "server");
    final Thing nic = new Thing(server, "eth1");
    final Thing queue = new Thing(nic, "rxq15");
    assertThat(queue.path()).isEqualTo("server/eth1/rxq15");
    assertThat(tree.find("server/eth1/rxq15")).isSameAs(queue);
    assertThat(tree.find("server/eth2")).isNull();
    assertThat(tree.entities()).containsExactly(server, nic, queue);
    assertThat(queue.sourceIndex()).isEqualTo(2);
    assertThat(queue.parent()).isSameAs(nic);
  }

  @Test
  void aNameIsTakenOnceOnlyAmongSiblings() {
    final Thing server = new Thing(tree, "server");
    final Thing client = new Thing(tree, "client");
    new Thing(server, "eth1");
    new Thing(client, "eth1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Thing(server, "eth1"))
        .withMessageContaining("server/eth1");
    assertThatIllegalArgumentException().isThrownBy(() -> new Thing(tree, "server"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Thing(tree, ""));
    assertThat(tree.entities()).hasSize(4);
  }

  @Test
  void aMetricIsFoundByItsPathAndRegisteredOnce() {
    final Thing server = new Thing(tree, "server");
    final Counter counter = server.count();
    counter.add(3);
    counter.increment();
    final Reading reading = tree.findReading("server/rx_packets");
    assertThat(reading).isNotNull();
    assertThat(reading == null ? 0 : reading.read()).isEqualTo(4);
    assertThatIllegalArgumentException()
        .isThrownBy(server::count)
        .withMessageContaining("server/rx_packets");
    assertThat(tree.readings()).hasSize(1);
  }

  @Test
  void aLawThatIsBrokenIsNamedWithItsPlace() {
    new Thing(tree, "server").law("");
    new Thing(tree, "client").law("hold 3, release 1, in flight 1");
    assertThat(tree.violations())
        .containsExactly("client: balance: hold 3, release 1, in flight 1");
  }
}
