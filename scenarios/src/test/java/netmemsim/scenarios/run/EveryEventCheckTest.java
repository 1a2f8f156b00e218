package netmemsim.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.Event;
import netmemsim.core.time.Picoseconds;
import netmemsim.scenarios.cli.TwoHosts;
import netmemsim.scenarios.expect.CheckResult;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.library.Library;
import org.junit.jupiter.api.Test;

class EveryEventCheckTest {
  private static final long FROM_PS = 2 * Picoseconds.PER_MS;
  private static final long TO_PS = 3 * Picoseconds.PER_MS;

  /** A law that is broken for a millisecond and holds again at the end. */
  private static final class Lapse extends Entity {
    private boolean broken;

    Lapse(final EntityTree tree) {
      super(tree, "lapse");
      invariant("unbroken", () -> broken ? "1 reference too few" : null);
      tree.simulator().scheduleAt(new Change(true), FROM_PS);
      tree.simulator().scheduleAt(new Change(false), TO_PS);
    }

    private final class Change extends Event {
      private final boolean to;

      Change(final boolean to) {
        super(Lapse.this);
        this.to = to;
      }

      @Override
      public void fire(final long nowPs) {
        broken = to;
      }
    }
  }

  /** Adds the entity to the run's tree. */
  private static final class Planter implements RunObserver {
    @Override
    public void onStart(final EntityTree tree) {
      new Lapse(tree);
    }

    @Override
    public void onEnd(final EntityTree tree) {}
  }

  private static RunOutcome run(final boolean check, final RunObserver... observers) {
    final LoadedScenario loaded = Library.loadText(TwoHosts.TEXT);
    return new ScenarioRun(loaded, loaded.scenario().kernels().get(0), 1, List.of(observers))
        .check(check)
        .execute();
  }

  @Test
  void aLawThatIsBrokenOnlyInTheMiddleOfARunIsSeenAtTheEventThatBrokeIt() {
    assertThat(Library.failures(run(false, new Planter()))).isEmpty();
    final RunOutcome checked = run(true, new Planter());
    assertThat(checked.passed()).isFalse();
    final List<CheckResult> failed =
        checked.checks().stream().filter(check -> !check.passed()).toList();
    assertThat(failed).hasSize(1);
    assertThat(failed.get(0).kind()).isEqualTo("check");
    assertThat(failed.get(0).where()).isEqualTo("lapse");
    assertThat(failed.get(0).seen())
        .matches(
            "lapse: unbroken: 1 reference too few; first broken by EveryEventCheckTest\\$Lapse\\$Change"
                + " of lapse at 2ms \\(event [1-9]\\d+\\)");
  }

  @Test
  void checkingChangesNothingOfTheRun() {
    final RunOutcome plain = run(false);
    final RunOutcome checked = run(true);
    assertThat(checked.fingerprint().text()).isEqualTo(plain.fingerprint().text());
    assertThat(checked.events()).isEqualTo(plain.events());
    assertThat(checked.passed()).isTrue();
    assertThat(checked.checks()).hasSize(plain.checks().size() + 1);
    assertThat(checked.checks().get(plain.checks().size()).seen())
        .isEqualTo("hold after " + (plain.events() + 1) + " events");
  }
}
