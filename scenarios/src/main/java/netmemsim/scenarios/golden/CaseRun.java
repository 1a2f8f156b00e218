package netmemsim.scenarios.golden;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.Event;
import netmemsim.core.event.NetSimulator;
import netmemsim.core.metric.Reading;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.PacketPool;
import netmemsim.models.tcp.TcpSysctl;
import netmemsim.models.tun.TunHost;

/** Runs a case on the model: A, the forwarder, B, and the programs on both. */
final class CaseRun {
  private static final long PS_PER_US = 1_000_000;
  private static final long US_PER_S = 1_000_000;
  private static final int PORT = 5001;

  /** How many places in the timer wheel a case is begun at: a real kernel begins anywhere in it. */
  static final int PHASES = 5;

  /** Timers of more than two seconds at 250 Hz end at multiples of so many ticks (timer.c). */
  private static final int WHEEL_TICKS = 64;

  private static final long EARLIEST_US = 1_000_000;

  /** After so long the recording program kills the sender. */
  private static final long LIMIT_S = 90;

  private static final long SETTLE_US = 50_000;

  private final Simulation simulation = Simulation.make();
  private final TunHost a;
  private final TunHost b;
  private final Forwarder forwarder;
  private final SenderProgram sender;
  private final ReceiverProgram receiver;
  private final EntityTree tree;
  private final long startUs;
  private final long rttUs;

  /**
   * When A connects: places that divide the timer wheel, its ticks and the milliseconds evenly.
   *
   * @param phase 0 to {@link #PHASES} - 1
   * @param hz the kernel's CONFIG_HZ
   * @return microseconds
   */
  static long startUs(final int phase, final int hz) {
    return EARLIEST_US + US_PER_S * WHEEL_TICKS * (2L * phase + 1) / (2L * PHASES * hz);
  }

  /**
   * A run.
   *
   * @param startUs when A connects, microseconds
   * @param params the case
   * @param latency what the machine that recorded added
   * @param folder where it is from
   * @throws CannotRunException when the model lacks what the case asks for
   */
  CaseRun(
      final long startUs, final CaseParams params, final Latency latency, final GoldenFolder folder)
      throws CannotRunException {
    this.startUs = startUs;
    this.rttUs = params.rttUs();
    tree = new EntityTree(simulation, 1);
    final PacketPool packets = new PacketPool();
    a = host("a", "10.0.0.1", params, folder, packets);
    b = host("b", "10.0.0.2", params, folder, packets);
    forwarder = new Forwarder(tree, params, latency.wayUs(params.rttUs()), a, b);
    sender = new SenderProgram(a, params, latency.wakeUs(params.rttUs()));
    receiver = new ReceiverProgram(b, params, latency.wakeUs(params.rttUs()));
  }

  private TunHost host(
      final String name,
      final String address,
      final CaseParams params,
      final GoldenFolder folder,
      final PacketPool packets)
      throws CannotRunException {
    final TcpSysctl sysctl = new TcpSysctl();
    for (final Map.Entry<String, String> setting : folder.sysctls().entrySet()) {
      try {
        sysctl.set(setting.getKey(), setting.getValue());
      } catch (IllegalArgumentException e) {
        // A record of the machine: more than TCP knows, and values that no case depends on.
      }
    }
    set(sysctl, "net.ipv4.tcp_congestion_control", params.congestionControl());
    for (final Map.Entry<String, String> setting : params.sysctls().entrySet()) {
      set(sysctl, setting.getKey(), setting.getValue());
    }
    final TunHost host =
        new TunHost(tree, name, folder.hz(), sysctl, packets, IpAddress.parse(address));
    host.setGso(params.gso());
    return host;
  }

  private static void set(final TcpSysctl sysctl, final String name, final String value)
      throws CannotRunException {
    try {
      sysctl.set(name, value);
    } catch (IllegalArgumentException e) {
      throw new CannotRunException(name + "=" + value + ": " + e.getMessage());
    }
  }

  /**
   * Runs it to the end.
   *
   * @return what it did
   * @throws CannotRunException when it does not end
   */
  CaseOutcome execute() throws CannotRunException {
    receiver.start(PORT);
    simulation.at(startUs * PS_PER_US, () -> sender.start(b.addresses().get(0), PORT), a);
    simulation.runWhile(() -> !sender.hasExited() || !receiver.hasExited(), LIMIT_S * US_PER_S, a);
    if (!sender.hasExited() || !receiver.hasExited()) {
      throw new CannotRunException(
          "not over after " + LIMIT_S + " s: " + receiver.readBytes() + " bytes were read");
    }
    // The recording program counts so much later: what is in flight arrives.
    simulation.runFor(2 * rttUs + SETTLE_US, a);
    final Map<Measure, Double> values = new EnumMap<>(Measure.class);
    values.put(Measure.COMPLETE, (receiver.lastByteUs() - sender.startUs()) / 1e6);
    values.put(Measure.RETRANS, (double) Figures.of(sender.open(), "retrans"));
    values.put(Measure.RTO, (double) counter("TcpExtTCPTimeouts"));
    values.put(
        Measure.FAST_RECOVERIES,
        (double) counter("TcpExtTCPSackRecovery") + counter("TcpExtTCPRenoRecovery"));
    values.put(Measure.TLP, (double) counter("TcpExtTCPLossProbes"));
    values.put(Measure.CWND, (double) sender.congestionWindow());
    values.put(Measure.SSTHRESH, (double) sender.ssthresh());
    values.put(Measure.QUEUE, (double) forwarder.maxQueue);
    values.put(Measure.ACKS, (double) forwarder.pureAcks);
    return new CaseOutcome(values, sender.timeline(), receiver.timeline(), forwarder.log());
  }

  private long counter(final String name) {
    final Reading reading = tree.findReading(a.tcp().path() + "/" + name);
    if (reading == null) {
      throw new IllegalStateException("TCP does not count " + name);
    }
    return reading.read();
  }

  /** A simulator that runs in the thread that asks for it, without a DSOL replication. */
  private static final class Simulation extends NetSimulator {
    private static final long serialVersionUID = 1L;

    private boolean over;

    private Simulation() {
      super("golden");
    }

    /** One at a time: a DSOL simulator takes its log category out of a map of the whole JVM. */
    static synchronized Simulation make() {
      return new Simulation();
    }

    void at(final long timePs, final Runnable what, final TunHost host) {
      scheduleAt(
          new Event(host) {
            @Override
            public void fire(final long nowPs) {
              what.run();
            }
          },
          timePs);
    }

    void runWhile(final BooleanSupplier condition, final long limitUs, final TunHost host) {
      over = false;
      at(limitUs * PS_PER_US, () -> over = true, host);
      while (!over && condition.getAsBoolean()) {
        stepImpl();
      }
    }

    void runFor(final long us, final TunHost host) {
      runWhile(() -> true, nowPs() / PS_PER_US + us, host);
    }
  }
}
