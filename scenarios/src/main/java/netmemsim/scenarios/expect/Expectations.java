package netmemsim.scenarios.expect;

import java.util.ArrayList;
import java.util.List;
import netmemsim.core.check.Invariant;
import netmemsim.core.entity.EntityTree;
import netmemsim.scenarios.assembly.OperationLog;
import netmemsim.scenarios.language.EventExpectation;
import netmemsim.scenarios.language.Expectation;
import netmemsim.scenarios.language.InvariantExpectation;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.MetricExpectation;
import netmemsim.scenarios.language.OperationExpectation;
import netmemsim.scenarios.language.OrderExpectation;
import netmemsim.scenarios.language.Step;
import netmemsim.scenarios.yaml.BadValueException;

/**
 * The expectations of one run: those of the scenario that hold for its kernel, the errno that its
 * timeline steps name, and every invariant of the models.
 */
public final class Expectations {
  private final EntityTree tree;
  private final List<PendingCheck> checks = new ArrayList<>();

  /** What nobody asked about but everybody wants to know. */
  private final List<CheckResult> notes = new ArrayList<>();

  /**
   * The expectations of a run.
   *
   * @param loaded the scenario
   * @param kernel the kernel that it is judged as
   * @param tree the run's entities, still to come
   */
  public Expectations(
      final LoadedScenario loaded, final KernelCondition kernel, final EntityTree tree) {
    this.tree = tree;
    final List<Expectation> expectations = loaded.scenario().expect();
    for (int i = 0; i < expectations.size(); i++) {
      final Expectation expectation = expectations.get(i);
      final Place place = new Place(loaded, "/expect/" + i);
      if (appliesTo(kernel, expectation, place)) {
        checks.add(check(expectation, place, tree));
      }
    }
    final List<? extends Step> timeline = loaded.scenario().timeline();
    for (int i = 0; i < timeline.size(); i++) {
      final String errno = timeline.get(i).errno();
      if (errno != null) {
        checks.add(
            new OperationCheck(
                "timeline[" + i + "]",
                errno,
                null,
                null,
                PrintedText.ANY,
                new Place(loaded, "/timeline/" + i)));
      }
    }
  }

  private static boolean appliesTo(
      final KernelCondition kernel, final Expectation expectation, final Place place) {
    boolean any = expectation.kernels().isEmpty();
    for (int i = 0; i < expectation.kernels().size(); i++) {
      try {
        any |= kernel.holds(expectation.kernels().get(i));
      } catch (BadValueException e) {
        final boolean list = place.loaded().tree().at(place.pointer() + "/kernel").isArray();
        throw place.error(list ? "kernel/" + i : "kernel", String.valueOf(e.getMessage()));
      }
    }
    return any;
  }

  private static PendingCheck check(
      final Expectation expectation, final Place place, final EntityTree tree) {
    if (expectation instanceof MetricExpectation metric) {
      return new MetricCheck(metric, place, tree);
    }
    if (expectation instanceof EventExpectation event) {
      return new EventCheck(event, place, tree);
    }
    if (expectation instanceof OperationExpectation operation) {
      return new OperationCheck(
          operation.operation(),
          operation.errno() == null ? "OK" : operation.errno(),
          operation.extack(),
          operation.returns(),
          PrintedText.of(operation),
          place);
    }
    if (expectation instanceof OrderExpectation order) {
      return new OrderCheck(order, place, tree);
    }
    return new InvariantCheck((InvariantExpectation) expectation, place, tree);
  }

  /**
   * Hooks all of them into the models.
   *
   * @throws netmemsim.scenarios.yaml.ScenarioException when one names what does not exist
   */
  public void prepare() {
    checks.forEach(PendingCheck::prepare);
    tree.subscribe(
        trace -> trace.tracepoint().name().equals("ncdevmem_bound"),
        (nowPs, tracepoint, source, id, errno, c, d, e, f) -> {
          if (errno != 0) {
            notes.add(
                new CheckResult(
                    "note",
                    source.path() + ": bind-rx failed, nothing is bound",
                    true,
                    "-",
                    "errno " + errno + " at " + ReadableTime.of(nowPs),
                    source.path()));
          }
        });
  }

  /**
   * Gives the verdicts. Call at the end of the run.
   *
   * @param operations what the operations answered
   * @return one for each expectation, then one for each broken invariant or one for all
   */
  public List<CheckResult> finish(final OperationLog operations) {
    final List<CheckResult> results = new ArrayList<>(notes);
    for (final PendingCheck check : checks) {
      results.add(check.finish(operations));
    }
    boolean allHold = true;
    for (final Invariant invariant : tree.invariants()) {
      final String violation = invariant.check();
      if (violation != null) {
        allHold = false;
        results.add(
            new CheckResult(
                "invariant",
                invariant.name(),
                false,
                "holds",
                violation,
                invariant.source().path()));
      }
    }
    if (allHold) {
      results.add(
          new CheckResult(
              "invariant",
              "all " + tree.invariants().size() + " invariants",
              true,
              "hold",
              "hold",
              "-"));
    }
    return results;
  }
}
