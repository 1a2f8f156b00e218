package netmemsim.scenarios.expect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.time.Picoseconds;
import netmemsim.scenarios.assembly.OperationLog;
import netmemsim.scenarios.language.EventPattern;
import netmemsim.scenarios.language.OrderExpectation;

/** Whether the first of one event comes before the first of the next. */
final class OrderCheck implements PendingCheck {
  private static final long NEVER = Long.MAX_VALUE;

  private final OrderExpectation expectation;
  private final Place place;
  private final EntityTree tree;
  private final long[] firstOrdinal;
  private final long[] firstPs;
  private final List<EventMatcher> matchers = new ArrayList<>();
  private long seen;

  OrderCheck(final OrderExpectation expectation, final Place place, final EntityTree tree) {
    this.expectation = expectation;
    this.place = place;
    this.tree = tree;
    this.firstOrdinal = new long[expectation.order().size()];
    this.firstPs = new long[expectation.order().size()];
    Arrays.fill(firstOrdinal, NEVER);
  }

  @Override
  public void prepare() {
    for (int i = 0; i < expectation.order().size(); i++) {
      final EventPattern pattern = expectation.order().get(i);
      final int index = i;
      final Place own = new Place(place.loaded(), place.pointer() + "/order/" + i);
      final EventMatcher matcher =
          new EventMatcher(pattern.event(), pattern.on(), pattern.where(), own, "event");
      matchers.add(matcher);
      tree.subscribe(
          matcher::wants,
          (nowPs, tracepoint, source, a, b, c, d, e, f) -> {
            seen++;
            if (firstOrdinal[index] == NEVER && matcher.matches(a, b, c, d, e, f)) {
              firstOrdinal[index] = seen;
              firstPs[index] = nowPs;
            }
          });
    }
  }

  @Override
  public CheckResult finish(final OperationLog operations) {
    final StringBuilder expected = new StringBuilder();
    final StringBuilder was = new StringBuilder();
    boolean inOrder = true;
    for (int i = 0; i < firstOrdinal.length; i++) {
      expected.append(i == 0 ? "" : ", then ").append(matchers.get(i));
      was.append(i == 0 ? "" : ", ")
          .append(firstOrdinal[i] == NEVER ? "never" : "at " + Picoseconds.format(firstPs[i]));
      inOrder &= firstOrdinal[i] != NEVER && (i == 0 || firstOrdinal[i - 1] < firstOrdinal[i]);
    }
    return new CheckResult(
        "order", "order of events", inOrder, expected.toString(), was.toString(), place.mark());
  }
}
