package netmemsim.scenarios.expect;

import netmemsim.core.entity.EntityTree;
import netmemsim.core.time.Picoseconds;
import netmemsim.scenarios.assembly.OperationLog;
import netmemsim.scenarios.language.EventExpectation;
import netmemsim.scenarios.language.Window;
import org.jspecify.annotations.Nullable;

/** How often an event happens. */
final class EventCheck implements PendingCheck {
  private final EventExpectation expectation;
  private final Place place;
  private final EntityTree tree;
  private @Nullable EventMatcher matcher;
  private @Nullable String firstSeen;
  private long count;

  EventCheck(final EventExpectation expectation, final Place place, final EntityTree tree) {
    this.expectation = expectation;
    this.place = place;
    this.tree = tree;
  }

  @Override
  public void prepare() {
    final EventMatcher wanted =
        new EventMatcher(expectation.event(), expectation.on(), expectation.where(), place, tree);
    matcher = wanted;
    final Window window = expectation.between();
    tree.subscribe(
        wanted::wants,
        (nowPs, tracepoint, source, a, b, c, d, e, f) -> {
          final boolean inside =
              window == null || (nowPs >= window.fromPs() && nowPs < window.toPs());
          if (inside && wanted.matches(a, b, c, d, e, f)) {
            if (count++ == 0) {
              firstSeen = "first at " + ReadableTime.of(nowPs) + " on " + source.path();
            }
          }
        });
  }

  @Override
  public CheckResult finish(final OperationLog operations) {
    final Window window = expectation.between();
    final String when =
        window == null
            ? ""
            : " from "
                + Picoseconds.format(window.fromPs())
                + " to "
                + Picoseconds.format(window.toPs());
    return new CheckResult(
        "event",
        matcher + when + " " + expectation.is(),
        expectation.is().holds(count),
        expectation.is().toString(),
        count + (firstSeen == null ? "" : " (" + firstSeen + ")"),
        place.mark());
  }
}
