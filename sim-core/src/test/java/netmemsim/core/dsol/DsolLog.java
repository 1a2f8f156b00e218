package netmemsim.core.dsol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import nl.tudelft.simulation.dsol.experiment.Replication;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEventInterface;
import nl.tudelft.simulation.dsol.simulators.DevsSimulator;
import nl.tudelft.simulation.dsol.simulators.SimulatorInterface;
import nl.tudelft.simulation.dsol.statistics.SimCounter;
import nl.tudelft.simulation.dsol.statistics.SimPersistent;
import nl.tudelft.simulation.dsol.statistics.SimTally;
import org.djutils.event.EventListener;
import org.djutils.event.EventType;
import org.djutils.event.TimedEvent;
import org.djutils.event.reference.ReferenceType;

/** All that a DSOL model can see of its simulator, line by line. */
final class DsolLog {
  private static final Map<EventType, String> NAMES =
      Map.of(
          SimulatorInterface.STARTING_EVENT, "STARTING",
          SimulatorInterface.START_EVENT, "START",
          SimulatorInterface.STOPPING_EVENT, "STOPPING",
          SimulatorInterface.STOP_EVENT, "STOP",
          SimulatorInterface.TIME_CHANGED_EVENT, "TIME_CHANGED",
          Replication.START_REPLICATION_EVENT, "START_REPLICATION",
          Replication.WARMUP_EVENT, "WARMUP",
          Replication.END_REPLICATION_EVENT, "END_REPLICATION");

  private final DevsSimulator<Long> simulator;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final EventListener listener = this::heard;

  DsolLog(final DevsSimulator<Long> simulator) {
    this.simulator = simulator;
  }

  List<String> lines() {
    return lines;
  }

  void add(final String line) {
    lines.add(simulator.getSimulatorTime() + " " + simulator.getRunState() + " " + line);
  }

  void listen(final EventType... types) {
    for (final EventType type : types) {
      add(
          "listens to "
              + NAMES.get(type)
              + ": "
              + simulator.addListener(listener, type, ReferenceType.STRONG));
    }
  }

  void listenToAllButTime() {
    listen(
        SimulatorInterface.STARTING_EVENT,
        SimulatorInterface.START_EVENT,
        SimulatorInterface.STOPPING_EVENT,
        SimulatorInterface.STOP_EVENT,
        Replication.START_REPLICATION_EVENT,
        Replication.WARMUP_EVENT,
        Replication.END_REPLICATION_EVENT);
  }

  void ignore(final EventType type) {
    add("ignores " + NAMES.get(type) + ": " + simulator.removeListener(listener, type));
  }

  private void heard(final org.djutils.event.Event event) {
    final Object stamp = event instanceof TimedEvent<?> timed ? timed.getTimeStamp() : "-";
    add(
        "hears "
            + NAMES.get(event.getType())
            + " of "
            + stamp
            + " with "
            + event.getContent()
            + ", replication "
            + simulator.getReplicationState());
  }

  /** The event list as DSOL shows it. */
  void addPending() {
    final List<String> pending = new ArrayList<>();
    for (final SimEventInterface<Long> event : simulator.getEventList()) {
      pending.add(event.getAbsoluteExecutionTime() + "/" + event.getPriority());
      if (!simulator.getEventList().contains(event)) {
        pending.add("not contained");
      }
    }
    final SimEventInterface<Long> first = simulator.getEventList().first();
    add(
        "pending "
            + simulator.getEventList().size()
            + " from "
            + (first == null ? "-" : first.getAbsoluteExecutionTime())
            + ": "
            + pending);
  }

  void add(final DsolModel.Statistics statistics) {
    final SimCounter<Long> counter = statistics.counter();
    final SimTally<Long> tally = statistics.tally();
    final SimPersistent<Long> persistent = statistics.level();
    add("counter " + counter.getCount() + " " + counter.getN());
    add(
        "tally "
            + Arrays.asList(
                tally.getN(),
                tally.getSum(),
                tally.getMin(),
                tally.getMax(),
                tally.getSampleMean(),
                tally.getSampleVariance(),
                tally.getSampleSkewness()));
    add(
        "persistent "
            + Arrays.asList(
                persistent.getN(),
                persistent.getWeightedSum(),
                persistent.getMin(),
                persistent.getMax(),
                persistent.getWeightedSampleMean(),
                persistent.getWeightedSampleVariance()));
  }

  /** Runs something that may be refused. */
  void attempt(final String what, final Runnable action) {
    try {
      action.run();
      add(what + ": done");
    } catch (RuntimeException e) {
      add(what + ": " + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}
