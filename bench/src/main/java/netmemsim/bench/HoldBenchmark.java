package netmemsim.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The hold model: take the first event, let it happen, schedule it again; N stay pending. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"-Xms6g", "-Xmx6g", "-Xmn4g", "-XX:+UseSerialGC"})
public class HoldBenchmark {
  private static final int EVENTS = 100_000;

  /** Stock DSOL with N events pending. */
  @State(Scope.Benchmark)
  public static class Stock {
    /** Events pending. */
    @Param({"4", "100", "10000", "1000000"})
    public int pending;

    private HoldStock simulator;

    /** Fills the event list. */
    @Setup(Level.Trial)
    public void fill() {
      simulator = new HoldStock(pending);
    }

    /** Ends the worker thread, which waits for ever otherwise. */
    @TearDown(Level.Trial)
    public void end() {
      simulator.cleanUp();
    }
  }

  /** NetmemSim with N events pending. */
  @State(Scope.Benchmark)
  public static class Netmemsim {
    /** Events pending. */
    @Param({"4", "100", "10000", "1000000"})
    public int pending;

    private HoldNetmemsim simulator;

    /** Fills the event list. */
    @Setup(Level.Trial)
    public void fill() {
      simulator = new HoldNetmemsim(pending);
    }

    /** Ends the worker thread, which waits for ever otherwise. */
    @TearDown(Level.Trial)
    public void end() {
      simulator.cleanUp();
    }
  }

  /** An event on stock DSOL. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void stock(final Stock state) {
    state.simulator.runEvents(EVENTS);
  }

  /** An event on NetmemSim. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void netmemsim(final Netmemsim state) {
    state.simulator.runEvents(EVENTS);
  }
}
