package netmemsim.core.dsol;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEvent;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEventInterface;
import nl.tudelft.simulation.dsol.model.AbstractDsolModel;
import nl.tudelft.simulation.dsol.simulators.DevsSimulator;
import nl.tudelft.simulation.dsol.simulators.SimulatorInterface;
import nl.tudelft.simulation.dsol.statistics.SimCounter;
import nl.tudelft.simulation.dsol.statistics.SimPersistent;
import nl.tudelft.simulation.dsol.statistics.SimTally;
import nl.tudelft.simulation.jstats.streams.MersenneTwister;
import org.djutils.event.EventType;
import org.djutils.event.LocalEventProducer;
import org.djutils.metadata.MetaData;
import org.djutils.metadata.ObjectDescriptor;
import org.jspecify.annotations.Nullable;

/** A model that uses DSOL's simulator in every way that a model can. */
final class DsolModel extends AbstractDsolModel<Long, SimulatorInterface<Long>> {
  private static final long serialVersionUID = 1L;

  private static final EventType LEVEL =
      new EventType(
          new MetaData("LEVEL", "level", new ObjectDescriptor("level", "level", Double.class)));

  private final transient DevsSimulator<Long> devs;
  private final transient DsolLog log;
  private final transient LocalEventProducer levels = new LocalEventProducer();
  private final transient List<SimEventInterface<Long>> cancellable = new ArrayList<>();
  private MersenneTwister stream = new MersenneTwister(10);
  private int made;
  private int replications;

  private transient @Nullable Statistics statistics;

  /** What it counts; made anew for each replication. */
  record Statistics(SimCounter<Long> counter, SimTally<Long> tally, SimPersistent<Long> level) {}

  DsolModel(final DevsSimulator<Long> simulator, final DsolLog log) {
    super(simulator);
    this.devs = simulator;
    this.log = log;
  }

  @Override
  public void constructModel() {
    made = 0;
    replications++;
    stream = new MersenneTwister(10 + replications);
    cancellable.clear();
    statistics =
        new Statistics(
            new SimCounter<>("counter", "events", this),
            new SimTally<>("tally", "delays", this),
            new SimPersistent<>("level", "level", this, levels, LEVEL));
    log.listenToAllButTime();
    devs.scheduleEventNow(this::generate);
    devs.scheduleEventAbs(300L, () -> log.listen(SimulatorInterface.TIME_CHANGED_EVENT));
    devs.scheduleEventAbs(600L, () -> log.ignore(SimulatorInterface.TIME_CHANGED_EVENT));
    devs.scheduleEventAbs(1_000L, this, "reflective", new Object[] {"at a limit"});
    devs.scheduleEventAbs(2_000L, this, "reflective", new Object[] {"at another"});
    devs.scheduleEventAbs(900L, this::refused);
    devs.scheduleEventAbs(950L, this::twice);
  }

  Statistics statistics() {
    return Objects.requireNonNull(statistics);
  }

  /** Makes events of every kind, and itself again. */
  private void generate() {
    log.add("generate");
    statistics().counter.register(1);
    final long delay = stream.nextInt(1, 20);
    statistics().tally.register((double) delay);
    levels.fireTimedEvent(LEVEL, (double) stream.nextInt(0, 9), devs.getSimulatorTime());
    for (int i = stream.nextInt(0, 4); i > 0; i--) {
      final short priority = (short) stream.nextInt(1, 10);
      final int number = made++;
      final Long later = (long) stream.nextInt(0, 25);
      switch (stream.nextInt(0, 5)) {
        case 0 -> note(devs.scheduleEventRel(later, priority, () -> lambda(number)));
        case 1 -> note(devs.scheduleEventRel(later, priority, this, "reflective", args(number)));
        case 2 ->
            note(
                devs.scheduleEventAbs(
                    devs.getSimulatorTime() + later, priority, () -> lambda(number)));
        case 3 -> note(devs.scheduleEventNow(priority, () -> lambda(number)));
        case 4 -> note(devs.scheduleEventNow(priority, this, "reflective", args(number)));
        default ->
            note(
                devs.scheduleEvent(
                    new SimEvent<>(
                        devs.getSimulatorTime() + later,
                        priority,
                        this,
                        "reflective",
                        args(number))));
      }
    }
    if (!cancellable.isEmpty() && stream.nextInt(0, 3) == 0) {
      final SimEventInterface<Long> victim =
          cancellable.remove((int) (cancellable.size() * stream.nextDouble()));
      log.add("pending " + devs.getEventList().contains(victim));
      log.add("cancelled " + devs.cancelEvent(victim) + " " + devs.cancelEvent(victim));
    }
    devs.scheduleEventRel(delay, this::generate);
  }

  private void note(final SimEventInterface<Long> event) {
    log.add("made for " + event.getAbsoluteExecutionTime() + "/" + event.getPriority());
    if (stream.nextInt(0, 4) == 0) {
      cancellable.add(event);
    }
  }

  private static Object[] args(final int number) {
    return new Object[] {"number " + number};
  }

  private void lambda(final int number) {
    log.add("lambda " + number);
    statistics().counter.register(10);
  }

  /** Called by name. */
  @SuppressWarnings({"unused", "UnusedMethod"})
  private void reflective(final String text) {
    log.add("reflective " + text);
    statistics().counter.register(100);
  }

  private void refused() {
    final SimEvent<Long> past = new SimEvent<>(3L, this, "reflective", args(-1));
    log.attempt("the past", () -> devs.scheduleEvent(past));
    log.attempt("a negative delay", () -> devs.scheduleEventRel(-1L, this, "reflective", args(-2)));
    log.attempt("nothing", () -> devs.scheduleEventNow(null));
    log.attempt("a step while it runs", devs::step);
    log.attempt("an initialisation", () -> devs.initialize(this, devs.getReplication()));
  }

  private void twice() {
    final SimEvent<Long> event = new SimEvent<>(955L, this, "reflective", args(-3));
    devs.scheduleEvent(event);
    devs.scheduleEvent(event);
    final SimEventInterface<Long> own = devs.scheduleEventAbs(956L, () -> lambda(-4));
    devs.scheduleEvent(own);
    log.add("of two kinds, each twice, are pending " + devs.getEventList().contains(own));
  }

  @Override
  public String toString() {
    return "model";
  }
}
