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
      final int index = i;
      final Window window = pattern.between();
      final Place own = new Place(place.loaded(), place.pointer() + "/order/" + i);
      final EventMatcher matcher =
          new EventMatcher(pattern.event(), pattern.on(), pattern.where(), own, "event");
      matchers.add(matcher);
      tree.subscribe(
          matcher::wants,
          (nowPs, tracepoint, source, a, b, c, d, e, f) -> {
            final boolean inside =
                window == null || (nowPs >= window.fromPs() && nowPs < window.toPs());
            if (found == index && inside && matcher.matches(a, b, c, d, e, f)) {
              foundPs[index] = nowPs;
              found++;
            }
          });
    }
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
