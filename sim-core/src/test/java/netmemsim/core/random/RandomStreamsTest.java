package netmemsim.core.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import netmemsim.core.TestRun;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {
  private static final class Thing extends Entity {
    final RandomStream loss = stream("loss");
    final RandomStream delay = stream("delay");

    Thing(final EntityTree tree, final String name) {
      super(tree, name);
    }
  }

  @Test
  void anEntityMoreLeavesTheOthersDrawsUnchanged() {
    final EntityTree few = new EntityTree(TestRun.simulator(), 7);
    final Thing alone = new Thing(few, "server");
    final EntityTree many = new EntityTree(TestRun.simulator(), 7);
    final Thing before = new Thing(many, "client");
    draws(before.loss);
    final Thing among = new Thing(many, "server");
    draws(new Thing(many, "switch").loss);

    assertThat(draws(among.loss)).isEqualTo(draws(alone.loss));
    assertThat(draws(among.delay)).isEqualTo(draws(alone.delay));
  }

  @Test
  void streamsOfOtherEntitiesPurposesAndSeedsDiffer() {
    final Set<List<Integer>> all = new HashSet<>();
    for (final long seed : new long[] {0, 1, -1, Long.MIN_VALUE}) {
      final EntityTree tree = new EntityTree(TestRun.simulator(), seed);
      // Names that are each other's purposes, too.
      for (final String name : List.of("a", "b", "loss", "delay")) {
        final Thing thing = new Thing(tree, name);
        all.add(draws(thing.loss));
        all.add(draws(thing.delay));
      }
    }
    assertThat(all).hasSize(32);
  }

  @Test
  void theSameDrawsComeEverywhere() {
    final EntityTree tree = new EntityTree(TestRun.simulator(), 1);
    assertThat(draws(new Thing(tree, "server").loss)).startsWith(1518652271, 215535132);
  }

  @Test
  void everyDrawIsReportedWithItsEntity() {
    final EntityTree tree = new EntityTree(TestRun.simulator(), 1);
    final List<String> told = new ArrayList<>();
    tree.random().setObserver((source, bits) -> told.add(source.path() + " " + bits));
    final Thing thing = new Thing(tree, "server");
    final int drawn = thing.loss.nextInt();
    assertThat(told).containsExactly("server " + drawn);
    thing.loss.nextDouble();
    assertThat(told).as("a double takes two draws").hasSize(3);
  }

  private static List<Integer> draws(final RandomStream stream) {
    final List<Integer> draws = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      draws.add(stream.nextInt());
    }
    return draws;
  }
}
