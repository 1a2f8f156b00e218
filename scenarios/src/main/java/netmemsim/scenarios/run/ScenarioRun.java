package netmemsim.scenarios.run;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.NetSimulator;
import netmemsim.core.fingerprint.Fingerprint;
import netmemsim.core.metric.Reading;
import netmemsim.scenarios.assembly.Assembly;
import netmemsim.scenarios.assembly.World;
import netmemsim.scenarios.expect.CheckResult;
import netmemsim.scenarios.expect.Expectations;
import netmemsim.scenarios.expect.KernelCondition;
import netmemsim.scenarios.language.KernelSpec;
import netmemsim.scenarios.language.LoadedScenario;
import nl.tudelft.simulation.dsol.simulators.ErrorStrategy;
import nl.tudelft.simulation.dsol.simulators.SimulatorInterface;
import org.djutils.event.EventListener;

/** Runs a scenario once, as a DSOL replication. */
public final class ScenarioRun {
  private final LoadedScenario loaded;
  private final KernelSpec kernel;
  private final long seed;
  private final List<RunObserver> observers;
  private KernelSpec judgedAs;
  private boolean checked;

  /**
   * A run that has not begun, with the scenario's seed and without recorders.
   *
   * @param loaded the scenario
   * @param kernel which of its kernels
   */
  public ScenarioRun(final LoadedScenario loaded, final KernelSpec kernel) {
    this(loaded, kernel, loaded.scenario().seed(), List.of());
  }

  /**
   * A run that has not begun.
   *
   * @param loaded the scenario
   * @param kernel which of its kernels
   * @param seed the seed
   * @param observers recorders; they change nothing
   */
  public ScenarioRun(
      final LoadedScenario loaded,
      final KernelSpec kernel,
      final long seed,
      final List<RunObserver> observers) {
    this.loaded = loaded;
    this.kernel = kernel;
    this.seed = seed;
    this.observers = List.copyOf(observers);
    this.judgedAs = kernel;
  }

  /**
   * Lets the expectations of another kernel be checked than the run's.
   *
   * @param other that kernel
   * @return this run
   */
  public ScenarioRun judgedAs(final KernelSpec other) {
    judgedAs = other;
    return this;
  }

  /**
   * Lets every invariant be checked after every event.
   *
   * @param wanted whether to; slow
   * @return this run
   */
  public ScenarioRun check(final boolean wanted) {
    checked = wanted;
    return this;
  }

  /**
   * Runs it to its end.
   *
   * @return what came of it
   * @throws netmemsim.scenarios.yaml.ScenarioException when the scenario cannot be built
   * @throws RunFailedException when a model failed during the run
   */
  public RunOutcome execute() {
    final NetSimulator simulator = simulator(loaded);
    simulator.setErrorStrategy(ErrorStrategy.WARN_AND_PAUSE);
    final EntityTree tree = new EntityTree(simulator, seed);
    final Fingerprint fingerprint = new Fingerprint(tree);
    final EveryEventCheck everyEvent = checked ? new EveryEventCheck(tree) : null;
    final Expectations expectations = expectations(tree);
    final ScenarioModel model = new ScenarioModel(simulator, () -> build(tree, expectations));
    try {
      simulator.initialize(
          model, new IsolatedReplication(loaded.scenario().id(), loaded.scenario().stopPs()));
      final long cpuNs = runToEnd(simulator);
      final Exception failure = simulator.failure();
      if (failure != null) {
        throw new RunFailedException(simulator.nowPs(), failure);
      }
      final World world = model.world();
      final List<CheckResult> checks = new ArrayList<>(expectations.finish(world.operations()));
      if (everyEvent != null) {
        checks.add(everyEvent.finish());
      }
      world.idleSwitches().forEach(name -> checks.add(idleSwitch(name)));
      fingerprint.addFinalMetrics();
      observers.forEach(observer -> observer.onEnd(tree));
      return new RunOutcome(
          loaded,
          kernel.name(),
          seed,
          simulator.nowPs(),
          cpuNs,
          simulator.eventsFired(),
          sum(tree, "packets"),
          sum(tree, "data_packets"),
          fingerprint.ladder(),
          checks,
          tree,
          world.operations(),
          world.askedSwitches());
    } finally {
      simulator.cleanUp();
    }
  }

  /**
   * Builds the models of a scenario and lets them go: finds everything that is wrong with it short
   * of running it.
   *
   * @param loaded the scenario
   * @param kernel which of its kernels
   * @throws netmemsim.scenarios.yaml.ScenarioException when the scenario cannot be built
   */
  public static void buildOnly(final LoadedScenario loaded, final KernelSpec kernel) {
    final ScenarioRun run = new ScenarioRun(loaded, kernel, loaded.scenario().seed(), List.of());
    final EntityTree tree = new EntityTree(simulator(loaded), run.seed);
    run.build(tree, run.expectations(tree));
  }

  private Expectations expectations(final EntityTree tree) {
    return new Expectations(loaded, new KernelCondition(loaded, judgedAs), tree);
  }

  /** A switch that is set for nothing is a mistake: of its name, of the device, of the kernel. */
  private CheckResult idleSwitch(final String name) {
    return new CheckResult(
        "kernel",
        "switch " + name + " is asked for",
        false,
        "some model asks",
        "nothing in this run asks: setting it changes nothing",
        loaded.marks().value("/kernel").toString());
  }

  /**
   * One at a time: every DSOL simulator takes its log category out of a map that the whole JVM
   * shares and puts it back.
   */
  private static synchronized NetSimulator simulator(final LoadedScenario loaded) {
    return new NetSimulator(loaded.scenario().id());
  }

  private World build(final EntityTree tree, final Expectations expectations) {
    observers.forEach(observer -> observer.onStart(tree));
    final World world = Assembly.build(loaded, kernel, tree);
    expectations.prepare();
    return world;
  }

  /** Starts the replication and waits for its end. Returns the CPU time of its thread, ns. */
  private static long runToEnd(final NetSimulator simulator) {
    final CountDownLatch stopped = new CountDownLatch(1);
    final AtomicLong cpuNs = new AtomicLong();
    final EventListener listener =
        event -> {
          cpuNs.set(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
          stopped.countDown();
        };
    simulator.addListener(listener, SimulatorInterface.STOP_EVENT);
    simulator.start();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      simulator.stop();
      Thread.currentThread().interrupt();
      throw new RunFailedException(simulator.nowPs(), e);
    }
    return cpuNs.get();
  }

  private static long sum(final EntityTree tree, final String metric) {
    long sum = 0;
    for (final Reading reading : tree.readings()) {
      if (reading.metric().name().equals(metric) && reading.path().endsWith("/link/" + metric)) {
        sum += reading.read();
      }
    }
    return sum;
  }
}
