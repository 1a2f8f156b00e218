package netmemsim.core.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import netmemsim.core.event.NetSimulator;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.core.random.RandomStream;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;
import org.junit.jupiter.api.Test;

class EntityTreeTest {
  private static final Metric COUNT = Metric.counter("count", "things", "things counted");
  private static final Tracepoint SEEN = Tracepoint.of("seen", Rung.NONE, "seen", "what");

  private static final class Thing extends Entity {
    final Counter count = counter(COUNT);
    final Trace seen = trace(SEEN);
    final RandomStream random = stream("test");
    int broken;

    Thing(final EntityTree tree, final String name) {
      super(tree, name);
      invariant("whole", () -> broken == 0 ? null : broken + " pieces");
    }

    Thing(final Thing parent, final String name) {
      super(parent, name);
    }
  }

  private static EntityTree tree(final long seed) {
    return new EntityTree(new NetSimulator("test"), seed);
  }

  @Test
  void everythingIsFoundByItsPath() {
    final EntityTree tree = tree(1);
    final Thing child = new Thing(new Thing(tree, "server"), "eth1");
    child.count.add(3);
    assertThat(child.path()).isEqualTo("server/eth1");
    assertThat(tree.find("server/eth1")).isSameAs(child);
    assertThat(Objects.requireNonNull(tree.findReading("server/eth1/count")).read()).isEqualTo(3);
    assertThat(tree.find("server/eth2")).isNull();
  }

  @Test
  void twoEntitiesCannotHaveOnePath() {
    final EntityTree tree = tree(1);
    new Thing(tree, "server");
    assertThatThrownBy(() -> new Thing(tree, "server"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("server");
  }

  @Test
  void addingAnEntityChangesNobodyElsesRandomNumbers() {
    final int alone = new Thing(tree(7), "b").random.nextInt();
    final EntityTree crowded = tree(7);
    new Thing(crowded, "a").random.nextInt();
    assertThat(new Thing(crowded, "b").random.nextInt()).isEqualTo(alone);
    assertThat(new Thing(tree(8), "b").random.nextInt()).isNotEqualTo(alone);
  }

  @Test
  void aSubscriptionHearsEntitiesMadeBeforeAndAfterIt() {
    final EntityTree tree = tree(1);
    final Thing before = new Thing(tree, "before");
    assertThat(before.seen.on).isFalse();
    final List<String> heard = new ArrayList<>();
    tree.subscribe(
        trace -> trace.tracepoint().equals(SEEN),
        (nowPs, tracepoint, source, a, b, c, d, e, f) -> heard.add(source.path() + " " + a));
    final Thing after = new Thing(tree, "after");
    before.seen.emit(1);
    after.seen.emit(2);
    assertThat(heard).containsExactly("before 1", "after 2");
  }

  @Test
  void aBrokenLawIsReportedWithItsPlaceAndFigures() {
    final EntityTree tree = tree(1);
    final Thing thing = new Thing(tree, "server");
    assertThat(tree.violations()).isEmpty();
    thing.broken = 2;
    assertThat(tree.violations()).containsExactly("server: whole: 2 pieces");
  }
}
