package netmemsim.scenarios.run;

import java.util.List;
import netmemsim.core.check.Invariant;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.Event;
import netmemsim.core.event.EventObserver;
import netmemsim.core.time.Picoseconds;
import netmemsim.scenarios.expect.CheckResult;
import org.jspecify.annotations.Nullable;

/**
 * Checks every invariant after every event, and keeps the first that was broken with the event that
 * broke it. Costs as much as there are invariants for each event, so it is asked for by name.
 */
final class EveryEventCheck implements EventObserver {
  private final EntityTree tree;
  private final @Nullable EventObserver next;
  private @Nullable Event last;
  private long lastPs;
  private @Nullable CheckResult violation;
  private long checkedEvents;

  /**
   * Begins to look at a run, beside whoever looks already.
   *
   * @param tree the run's entities
   */
  EveryEventCheck(final EntityTree tree) {
    this.tree = tree;
    this.next = tree.simulator().eventObserver();
    tree.simulator().setEventObserver(this);
  }

  @Override
  public void onEvent(final long nowPs, final Event event) {
    checkAfterLast();
    last = event;
    lastPs = nowPs;
    if (next != null) {
      next.onEvent(nowPs, event);
    }
  }

  /** What came of it. Call at the end of the run. */
  CheckResult finish() {
    checkAfterLast();
    final CheckResult broken = violation;
    return broken != null
        ? broken
        : new CheckResult(
            "check",
            tree.invariants().size() + " invariants after every event",
            true,
            "hold",
            "hold after " + checkedEvents + " events",
            "-");
  }

  private void checkAfterLast() {
    if (violation != null) {
      return;
    }
    checkedEvents++;
    final List<Invariant> invariants = tree.invariants();
    for (int i = 0; i < invariants.size(); i++) {
      final String wrong = invariants.get(i).check();
      if (wrong != null) {
        violation = violation(invariants.get(i), wrong);
        return;
      }
    }
  }

  private CheckResult violation(final Invariant invariant, final String wrong) {
    final Event event = last;
    final String after =
        event == null
            ? "before the first event"
            : "first broken by "
                + event.getClass().getName().replaceFirst(".*\\.", "")
                + (event.source() == null ? "" : " of " + event.source().path())
                + " at "
                + Picoseconds.format(lastPs)
                + " (event "
                + (checkedEvents - 1)
                + ")";
    return new CheckResult(
        "check",
        invariant.name() + " after every event",
        false,
        "holds",
        wrong + "; " + after,
        invariant.source().path());
  }
}
