package netmemsim.scenarios.expect;

import java.util.List;
import netmemsim.core.check.Invariant;
import netmemsim.core.entity.EntityTree;
import netmemsim.models.catalogue.Catalogue;
import netmemsim.scenarios.assembly.OperationLog;
import netmemsim.scenarios.language.InvariantExpectation;
import netmemsim.scenarios.units.NearestName;

/** That an invariant holds at the end of the run, and that there is one of that name. */
final class InvariantCheck implements PendingCheck {
  private final InvariantExpectation expectation;
  private final Place place;
  private final EntityTree tree;

  InvariantCheck(final InvariantExpectation expectation, final Place place, final EntityTree tree) {
    this.expectation = expectation;
    this.place = place;
    this.tree = tree;
  }

  @Override
  public void prepare() {
    final List<String> names = Catalogue.invariants();
    if (!names.contains(expectation.invariant())) {
      throw place.error(
          "invariant",
          "unknown invariant '"
              + expectation.invariant()
              + "'"
              + NearestName.hint(expectation.invariant(), names));
    }
    final String on = expectation.on();
    if (on != null) {
      EntityNames.check(on, tree, place);
    }
  }

  @Override
  public CheckResult finish(final OperationLog operations) {
    int checked = 0;
    String violation = null;
    final String on = expectation.on();
    for (final Invariant invariant : tree.invariants()) {
      final String path = invariant.source().path();
      final boolean beneath = on == null || path.equals(on) || path.startsWith(on + "/");
      if (beneath && invariant.name().equals(expectation.invariant())) {
        checked++;
        final String wrong = invariant.check();
        violation = violation == null ? wrong : violation;
      }
    }
    final String seen =
        violation != null ? violation : checked == 0 ? "no such entity" : "holds " + checked + " x";
    return new CheckResult(
        "invariant",
        expectation.invariant() + (on == null ? "" : " on " + on),
        violation == null && checked > 0,
        "holds",
        seen,
        place.mark());
  }
}
