package netmemsim.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.Event;
import netmemsim.core.fingerprint.Ladder;
import netmemsim.scenarios.cli.Invocation;
import netmemsim.scenarios.library.Library;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The same scenario, seed and version leave the same fingerprint, whatever it runs on. */
@Tag("determinism")
class DeterminismTest {
  private static final int RUNS = 20;

  /** Short runs that pass through much of the models. */
  enum Subject {
    /** A devmem flow at full speed. */
    QUICKSTART("quickstart", "stop=8ms", "expect=[]"),

    /** Losses one by one and at a rate, SACK repair, and a restart under load. */
    LOSSES_AND_RESTART(
        "devmem/queue-restart-during-traffic",
        "stop=60ms",
        "expect=[]",
        "timeline[0].at=10ms",
        "links[0].drop=[{from: client/eth0, packets: [100, 101, 150]}, {from: client/eth0, every: 900}]");

    private final Path file;
    private final String sets;

    Subject(final String id, final String... sets) {
      this.file = Library.file(id);
      this.sets = String.join("\n", sets);
    }

    private List<String> sets() {
      return sets.lines().toList();
    }

    Ladder ladder() {
      return run().fingerprint();
    }

    RunOutcome run(final RunObserver... observers) {
      return Library.run(Library.load(file, sets()), observers);
    }

    /** Its ladder with some things changed. */
    Ladder changed(final String... more) {
      final List<String> all = new ArrayList<>(sets());
      all.addAll(List.of(more));
      return Library.run(Library.load(file, all)).fingerprint();
    }

    List<String> arguments(final String... more) {
      final List<String> arguments = new ArrayList<>();
      arguments.add(file.toString());
      sets().forEach(set -> arguments.addAll(List.of("--set", set)));
      arguments.addAll(List.of(more));
      return arguments;
    }
  }

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void twentyRunsInOneJvmAgree(final Subject subject) {
    final Ladder first = subject.ladder();
    for (int i = 1; i < RUNS; i++) {
      final Ladder again = subject.ladder();
      assertThat(again.text()).isEqualTo(first.text());
      assertThat(first.firstDifference(again)).isNull();
    }
  }

  @Test
  void theSubjectsDoWhatTheyAreChosenFor() {
    final RunOutcome outcome = Subject.LOSSES_AND_RESTART.run();
    assertThat(value(outcome, "client/tcp/TcpRetransSegs")).isGreaterThan(3);
    assertThat(value(outcome, "server/eth1/rxq15/rx_hw_drops")).isPositive();
    assertThat(Subject.QUICKSTART.run().dataPackets()).isGreaterThan(1_000);
  }

  private static long value(final RunOutcome outcome, final String metric) {
    return Objects.requireNonNull(outcome.tree().findReading(metric), metric).read();
  }

  @ParameterizedTest
  @EnumSource
  void aFreshJvmAgrees(final Subject subject) throws Exception {
    assertThat(FreshJvm.fingerprint(List.of(), subject.arguments()))
        .isEqualTo(subject.ladder().text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-XX:TieredStopAtLevel=1",
        "-Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Kathmandu",
        "-Duser.language=ar -Duser.country=EG -Duser.timezone=Pacific/Chatham -Dfile.encoding=ISO-8859-1",
        "-XX:+UseSerialGC -Xmx96m",
        "-XX:+UseParallelGC -Xmx700m -XX:hashCode=3",
      })
  void aFreshJvmWithOtherOptionsAgrees(final String options) throws Exception {
    final List<String> all = new ArrayList<>(List.of("-XX:+UnlockExperimentalVMOptions"));
    all.addAll(List.of(options.split(" ")));
    assertThat(FreshJvm.fingerprint(all, Subject.LOSSES_AND_RESTART.arguments()))
        .isEqualTo(Subject.LOSSES_AND_RESTART.ladder().text());
  }

  @Test
  void everyOtherJdkAgrees() throws Exception {
    final List<Path> jdks = FreshJvm.otherJdks();
    assumeThat(jdks).as("other JDKs under /usr/lib/jvm").isNotEmpty();
    for (final Path jdk : jdks) {
      for (final Subject subject : Subject.values()) {
        assertThat(FreshJvm.fingerprint(jdk, List.of(), subject.arguments()))
            .as("%s", jdk)
            .isEqualTo(subject.ladder().text());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void recordersChangeNothing(final Subject subject) {
    final String target = folder.resolve(subject.name()).toString();
    final List<String> arguments = subject.arguments("--out", target, "--interval", "7us");
    arguments.add(0, "run");
    final Invocation recorded = Invocation.of(arguments);
    assertThat(recorded.err()).isEmpty();
    assertThat(recorded.out()).contains("fingerprint " + subject.ladder().text());
  }

  @Test
  void parallelRunsAgree() throws Exception {
    final String expectedQuick = Subject.QUICKSTART.ladder().text();
    final String expectedLossy = Subject.LOSSES_AND_RESTART.ladder().text();
    final ExecutorService executor = Executors.newFixedThreadPool(6);
    try {
      final List<Callable<String>> tasks = new ArrayList<>();
      final List<String> expected = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        final Subject subject = Subject.values()[i % 2];
        tasks.add(() -> subject.ladder().text());
        expected.add(i % 2 == 0 ? expectedQuick : expectedLossy);
      }
      final List<String> seen = new ArrayList<>();
      for (final Future<String> future : executor.invokeAll(tasks)) {
        seen.add(future.get());
      }
      assertThat(seen).isEqualTo(expected);
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void anotherSeedIsAnotherRun() {
    assertThat(Subject.QUICKSTART.changed("seed=2").text())
        .isNotEqualTo(Subject.QUICKSTART.ladder().text());
  }

  @Test
  void anExtraDropIsFoundOnItsLink() {
    final Ladder plain = Subject.QUICKSTART.ladder();
    final Ladder flipped =
        Subject.QUICKSTART.changed("links[0].drop=[{from: client/eth0, packets: [1000]}]");
    final String difference = Objects.requireNonNull(plain.firstDifference(flipped));
    assertThat(difference)
        .matches(
            "wire: checkpoint \\d+ differs \\(records \\d+ to \\d+, after [0-9.]+.s\\),"
                + " first at client/eth0/link");
    // The thousandth data segment is not in the first checkpoints, and the check says so.
    assertThat(difference).doesNotContain("checkpoint 1 ");
    assertThat(flipped.firstDifference(plain)).isEqualTo(difference);
  }

  @Test
  void aTimelineStepThatMovesByOnePicosecondIsFoundOnItsHost() {
    final String step =
        "timeline=[{at: %s, on: client, ethtool: \"-N eth0 flow-type tcp4 dst-port 9 action 3\"}]";
    final Ladder plain = Subject.QUICKSTART.changed(step.formatted("7ms"));
    final Ladder moved = Subject.QUICKSTART.changed(step.formatted("7000000001ps"));
    assertThat(Objects.requireNonNull(plain.firstDifference(moved)))
        .startsWith("event: ")
        .endsWith("first at client");
  }

  @Test
  void anEventOfOtherPriorityIsFoundAtItsEntity() {
    final Ladder normal = Subject.QUICKSTART.run(new OneEvent(Event.NORMAL_PRIORITY)).fingerprint();
    final Ladder later = Subject.QUICKSTART.run(new OneEvent((short) 4)).fingerprint();
    assertThat(Objects.requireNonNull(normal.firstDifference(later)))
        .startsWith("event: checkpoint ")
        .endsWith("first at server/eth1");
  }

  /** Fires one event that does nothing, at 6 ms, on behalf of a NIC. */
  private record OneEvent(short priority) implements RunObserver {
    private static final long MAKE_PS = 5_900_000_000L;
    private static final long FIRE_PS = 6_000_000_000L;

    @Override
    public void onStart(final EntityTree tree) {
      tree.simulator().scheduleAt(new Maker(tree, priority), MAKE_PS);
    }

    @Override
    public void onEnd(final EntityTree tree) {}

    /** The NIC does not exist yet when observers are told of the run. */
    private static final class Maker extends Event {
      private final EntityTree tree;
      private final short priority;

      Maker(final EntityTree tree, final short priority) {
        super(null);
        this.tree = tree;
        this.priority = priority;
      }

      @Override
      public void fire(final long nowPs) {
        tree.simulator()
            .scheduleAt(
                new Event(Objects.requireNonNull(tree.find("server/eth1")), priority) {
                  @Override
                  public void fire(final long atPs) {}
                },
                FIRE_PS);
      }
    }
  }

  @Test
  void theFingerprintCommandSaysSameOrWhereNot() throws IOException {
    final Path one = store("one");
    final Path same = store("same");
    final Path other =
        store("other", "--set", "links[0].drop=[{from: client/eth0, packets: [1000]}]");

    final Invocation equal = Invocation.of("fingerprint", one.toString(), same.toString());
    assertThat(equal.exit()).isZero();
    assertThat(equal.out())
        .isEqualTo("same: " + Subject.QUICKSTART.ladder().text() + System.lineSeparator());

    final Invocation different =
        Invocation.of("fingerprint", one.resolve("fingerprint.json").toString(), other.toString());
    assertThat(different.exit()).isEqualTo(1);
    assertThat(different.out())
        .contains("wire: different\n", "draws: same\n", "\ndifferent: wire: checkpoint ")
        .endsWith("first at client/eth0/link" + System.lineSeparator());
    assertThat(equal.err() + different.err()).isEmpty();
  }

  private Path store(final String name, final String... more) {
    final Path target = folder.resolve(name);
    final List<String> arguments = Subject.QUICKSTART.arguments(more);
    arguments.addAll(List.of("--out", target.toString()));
    arguments.add(0, "run");
    assertThat(Invocation.of(arguments).exit()).isZero();
    return target;
  }
}
