package netmemsim.output.relay;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.NetSimulator;
import netmemsim.core.fingerprint.Fingerprint;
import netmemsim.core.fingerprint.Ladder;
import nl.tudelft.simulation.dsol.experiment.Replication;
import nl.tudelft.simulation.dsol.experiment.SingleReplication;
import nl.tudelft.simulation.dsol.model.AbstractDsolModel;
import org.djutils.event.Event;
import org.djutils.event.EventListener;

/** A run of two relays. */
public final class RelayRun {
  /** Opens a recorder in the model's construction. */
  @FunctionalInterface
  public interface Recording {
    Closeable open(EntityTree tree) throws IOException;
  }

  /** What is left of a run. */
  public record Result(EntityTree tree, Ladder ladder, long events) {}

  private RelayRun() {}

  public static Result of(final long seed, final long endPs, final Recording... recordings)
      throws IOException, InterruptedException {
    final NetSimulator simulator = new NetSimulator("relay");
    final Model model = new Model(simulator, seed, List.of(recordings));
    simulator.initialize(model, new SingleReplication<Long>("replication", 0L, 0L, endPs), true);
    model.awaitEnd();
    for (final Closeable recorder : model.recorders) {
      recorder.close();
    }
    final EntityTree tree = model.tree();
    final Fingerprint fingerprint = model.fingerprint();
    fingerprint.addFinalMetrics();
    return new Result(tree, fingerprint.ladder(), simulator.eventsFired());
  }

  private static final class Model extends AbstractDsolModel<Long, NetSimulator>
      implements EventListener {
    private static final long serialVersionUID = 1L;

    private final transient EntityTree tree;
    private final transient Fingerprint fingerprint;
    private final transient List<Recording> recordings;
    private final transient List<Closeable> recorders = new ArrayList<>();
    private final transient CountDownLatch ended = new CountDownLatch(1);

    Model(final NetSimulator simulator, final long seed, final List<Recording> recordings) {
      super(simulator);
      this.tree = new EntityTree(simulator, seed);
      this.fingerprint = new Fingerprint(tree);
      this.recordings = recordings;
    }

    EntityTree tree() {
      return tree;
    }

    Fingerprint fingerprint() {
      return fingerprint;
    }

    @Override
    public void constructModel() {
      try {
        for (final Recording recording : recordings) {
          recorders.add(recording.open(tree));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      new Relay(tree, "client");
      new Relay(tree, "server, \"the\" one");
    }

    void awaitEnd() throws InterruptedException {
      getSimulator().addListener(this, Replication.END_REPLICATION_EVENT);
      getSimulator().start();
      if (!ended.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the run does not end");
      }
      final Exception failure = getSimulator().failure();
      if (failure != null) {
        throw new IllegalStateException("the run failed", failure);
      }
    }

    @Override
    public void notify(final Event event) {
      ended.countDown();
    }
  }
}
