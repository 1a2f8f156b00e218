package netmemsim.scenarios.expect;

import java.util.ArrayList;
import java.util.List;
import netmemsim.core.entity.EntityTree;
import netmemsim.scenarios.assembly.OperationLog;
import netmemsim.scenarios.language.EventPattern;
import netmemsim.scenarios.language.OrderExpectation;
import netmemsim.scenarios.language.Window;

/**
 * Whether events happen one after the other: the first match of each pattern that comes after the
 * match of the pattern before it.
 */
final class OrderCheck implements PendingCheck {
  private final OrderExpectation expectation;
  private final Place place;
  private final EntityTree tree;
  private final long[] foundPs;
  private final List<EventMatcher> matchers = new ArrayList<>();
  private int found;

  OrderCheck(final OrderExpectation expectation, final Place place, final EntityTree tree) {
    this.expectation = expectation;
    this.place = place;
    this.tree = tree;
    this.foundPs = new long[expectation.order().size()];
  }

  @Override
  public void prepare() {
    for (int i = 0; i < expectation.order().size(); i++) {
      final EventPattern pattern = expectation.order().get(i);
      final Place own = new Place(place.loaded(), place.pointer() + "/order/" + i);
      matchers.add(new EventMatcher(pattern.event(), pattern.on(), pattern.where(), own, tree));
    }
    // One sink for all: a record that fits two patterns is one event, and not after itself.
    tree.subscribe(
        trace -> matchers.stream().anyMatch(matcher -> matcher.wants(trace)),
        (nowPs, tracepoint, source, a, b, c, d, e, f) -> {
          if (found == matchers.size() || !isInside(expectation.order().get(found), nowPs)) {
            return;
          }
          final EventMatcher next = matchers.get(found);
          if (next.wants(tracepoint, source) && next.matches(a, b, c, d, e, f)) {
            foundPs[found++] = nowPs;
          }
        });
  }

  private static boolean isInside(final EventPattern pattern, final long nowPs) {
    final Window window = pattern.between();
    return window == null || (nowPs >= window.fromPs() && nowPs < window.toPs());
  }

  @Override
  public CheckResult finish(final OperationLog operations) {
    final StringBuilder expected = new StringBuilder();
    final StringBuilder was = new StringBuilder();
    for (int i = 0; i < foundPs.length; i++) {
      expected.append(i == 0 ? "" : ", then ").append(matchers.get(i));
      was.append(i == 0 ? "" : ", ")
          .append(i < found ? "at " + ReadableTime.of(foundPs[i]) : "not");
    }
    return new CheckResult(
        "order",
        expected.toString(),
        found == foundPs.length,
        "in this order",
        was.toString(),
        place.mark());
  }
}
