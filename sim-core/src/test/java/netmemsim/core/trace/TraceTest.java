package netmemsim.core.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import netmemsim.core.TestRun;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import org.junit.jupiter.api.Test;

class TraceTest {
  private static final Tracepoint HOLD =
      Tracepoint.of("page_pool_state_hold", Rung.HOST, "A page leaves the pool.", "page", "hold");
  private static final Tracepoint RELEASE =
      Tracepoint.of("page_pool_state_release", Rung.HOST, "A page comes back.", "page", "release");

  private final EntityTree tree = new EntityTree(TestRun.simulator(), 1);
  private final List<String> heard = new ArrayList<>();
  private final TraceSink sink =
      (nowPs, tracepoint, source, a, b, c, d, e, f) ->
          heard.add(
              nowPs
                  + " "
                  + tracepoint.name()
                  + " "
                  + source.path()
                  + " "
                  + List.of(a, b, c, d, e, f));

  private static final class Pool extends Entity {
    final Trace hold = trace(HOLD);
    final Trace release = trace(RELEASE);

    Pool(final EntityTree tree, final String name) {
      super(tree, name);
    }
  }

  @Test
  void aTraceIsOffUntilSomebodyListens() {
    final Pool pool = new Pool(tree, "pp0");
    assertThat(pool.hold.on).isFalse();
    pool.hold.emit(1, 2);
    tree.subscribe(trace -> trace.tracepoint().equals(HOLD), sink);
    assertThat(pool.hold.on).isTrue();
    assertThat(pool.release.on).isFalse();
    pool.hold.emit(3, 4);
    assertThat(heard).containsExactly("0 page_pool_state_hold pp0 [3, 4, 0, 0, 0, 0]");
  }

  @Test
  void aSubscriptionHoldsForEntitiesMadeLater() {
    tree.subscribe(trace -> trace.source().path().equals("pp1"), sink);
    final Pool other = new Pool(tree, "pp0");
    final Pool pool = new Pool(tree, "pp1");
    assertThat(other.release.on).isFalse();
    pool.release.emit(1, 2, 3, 4, 5, 6);
    pool.release.emit();
    assertThat(heard)
        .containsExactly(
            "0 page_pool_state_release pp1 [1, 2, 3, 4, 5, 6]",
            "0 page_pool_state_release pp1 [0, 0, 0, 0, 0, 0]");
  }

  @Test
  void allWhoListenAreToldInOrderOfSubscription() {
    final Pool pool = new Pool(tree, "pp0");
    tree.subscribe(trace -> true, sink);
    tree.subscribe(
        trace -> true, (nowPs, tracepoint, source, a, b, c, d, e, f) -> heard.add("second"));
    pool.hold.emit(9);
    assertThat(heard).hasSize(2).last().isEqualTo("second");
  }

  @Test
  void aRecordHasSixFieldsAtMost() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tracepoint.of("x", Rung.NONE, "", "a", "b", "c", "d", "e", "f", "g"));
  }
}
