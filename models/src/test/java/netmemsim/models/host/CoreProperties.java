package netmemsim.models.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import netmemsim.models.host.CoreFixture.Polls;
import netmemsim.models.host.CoreFixture.Steps;

class CoreProperties {
  private record Work(int kind, long atPs, long costPs, int times) {}

  @Provide
  Arbitrary<List<Work>> works() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.longs().between(0, 5_000),
            Arbitraries.longs().between(1, 1_000),
            Arbitraries.integers().between(1, 8))
        .as(Work::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }

  /** Polls, steps and charges: all is done, nothing is done twice, and no two things at once. */
  @Property(tries = 500)
  void coreDoesAllWorkOneThingAtATimeAndNeverIdlesWithWorkLeft(
      @ForAll("works") final List<Work> works) {
    final CoreFixture at = new CoreFixture(Map.of());
    final List<Polls> napis = new ArrayList<>();
    final List<Steps> threads = new ArrayList<>();
    long total = 0;
    for (int i = 0; i < works.size(); i++) {
      final Work work = works.get(i);
      total += work.kind() == 2 ? work.costPs() : work.costPs() * work.times();
      switch (work.kind()) {
        case 0 -> {
          final Polls napi = at.new Polls("n" + i, work.costPs(), work.times() - 1);
          napis.add(napi);
          at.at(work.atPs(), napi::schedule);
        }
        case 1 -> {
          final Steps thread = at.new Steps("t" + i);
          for (int step = 0; step < work.times(); step++) {
            thread.add(work.costPs());
          }
          threads.add(thread);
          at.at(work.atPs(), thread::wake);
        }
        default ->
            at.at(
                work.atPs(),
                () -> {
                  at.host.context().enter(0, true);
                  at.host.charge(work.costPs());
                  at.host.context().leave();
                });
      }
    }
    final Steps last = at.new Steps("last");
    at.simulator.runUntil(10_000_000);
    assertThat(at.metric("busy_ps")).isEqualTo(total);
    assertThat(at.metric("softirq_ps")).isLessThanOrEqualTo(total);
    assertThat(at.log.stream().filter(line -> line.contains(" n") && line.endsWith("completes")))
        .hasSize(napis.size());
    assertThat(at.log.stream().filter(line -> line.contains(" t") && line.endsWith("sleeps")))
        .hasSize(threads.size());
    assertThat(lastTimePs(at)).isLessThanOrEqualTo(workConservingEndPs(works));
    // A thread woken now runs at once: the core is not stuck.
    last.wake();
    at.simulator.runFor(0);
    assertThat(at.log.get(at.log.size() - 1)).isEqualTo("10000000 last sleeps");
  }

  private static long lastTimePs(final CoreFixture at) {
    long last = 0;
    for (final String line : at.log) {
      last = Math.max(last, Long.parseLong(line.substring(0, line.indexOf(' '))));
    }
    return last;
  }

  /** When a server that is never idle with work at hand is done, whatever the order. */
  private static long workConservingEndPs(final List<Work> works) {
    final List<Work> byTime = new ArrayList<>(works);
    byTime.sort((a, b) -> Long.compare(a.atPs(), b.atPs()));
    long freePs = 0;
    for (final Work work : byTime) {
      freePs =
          Math.max(freePs, work.atPs())
              + (work.kind() == 2 ? work.costPs() : work.costPs() * work.times());
    }
    return freePs;
  }
}
