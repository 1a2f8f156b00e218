package netmemsim.bench;

import java.util.concurrent.TimeUnit;
import netmemsim.bench.peers.BulkLoad;
import netmemsim.bench.peers.BulkNetwork;
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

/**
 * A data packet of a bulk flow between two TCP endpoints and over one link, its share of the ACKs
 * included. Run with {@code -prof gc} for the bytes that it allocates.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx512m", "-XX:+UseSerialGC"})
@State(Scope.Benchmark)
public class EndpointBenchmark {
  private static final int PACKETS = 10_000;

  /** Link rate, Gbit/s: with it grows the window, 0.5 MB at 10 and 5 MB at 100. */
  @Param({"10", "100"})
  public int gigabits;

  /** Payload of a segment, bytes. */
  @Param({"1448", "8948"})
  public int mss;

  /** Congestion control. */
  @Param({"reno", "cubic"})
  public String control = "";

  private BulkNetwork network;
  private long untilPs;
  private long spanPs;

  /** Opens the connection and fills the window. */
  @Setup(Level.Trial)
  public void open() {
    final BulkLoad load = new BulkLoad("p2p", gigabits, mss, control, 1);
    network = new BulkNetwork(load);
    spanPs = PACKETS * load.packetPs();
    untilPs = 10 * spanPs;
    network.simulator().runUntil(untilPs);
  }

  /** Ends the worker thread, which waits for ever otherwise. */
  @TearDown(Level.Trial)
  public void end() {
    network.close();
  }

  /** A data packet. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public void dataPacket() {
    untilPs += spanPs;
    network.simulator().runUntil(untilPs);
  }
}
