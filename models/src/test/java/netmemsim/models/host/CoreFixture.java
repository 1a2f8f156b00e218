package netmemsim.models.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.Event;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.testbed.Costs;
import netmemsim.models.testbed.SteppedSimulator;

/** A host with one core, on which what begins and ends is noted with its time. */
final class CoreFixture {
  final SteppedSimulator simulator = new SteppedSimulator();
  final EntityTree tree = new EntityTree(simulator, 1);
  final Host host;
  final Core core;
  final List<String> log = new ArrayList<>();

  CoreFixture(final Map<Cost, Long> costs) {
    host = new Host(tree, "h", 0, KernelProfile.V6_12, 250, 1, Costs.only(costs));
    core = host.cores().get(0);
  }

  void note(final String what) {
    log.add(simulator.nowPs() + " " + what);
  }

  long metric(final String name) {
    return Objects.requireNonNull(tree.findReading("h/cpu0/" + name)).read();
  }

  /** Something at a time. */
  void at(final long timePs, final Runnable what) {
    simulator.scheduleAt(
        new Event(null) {
          @Override
          public void fire(final long nowPs) {
            what.run();
          }
        },
        timePs);
  }

  /** A thread whose steps take the given times, after which it sleeps. */
  final class Steps extends ProcessThread {
    private final String name;
    private final List<Long> costsPs = new ArrayList<>();

    Steps(final String name, final Long... costsPs) {
      super(core);
      this.name = name;
      this.costsPs.addAll(List.of(costsPs));
    }

    void add(final long costPs) {
      costsPs.add(costPs);
    }

    @Override
    protected long step(final long nowPs) {
      if (costsPs.isEmpty()) {
        note(name + " sleeps");
        return SLEEP;
      }
      note(name + " steps");
      return costsPs.remove(0);
    }
  }

  /** A NAPI that has a number of full polls to do, and then an empty one. */
  final class Polls extends Napi {
    final String name;
    final long costPs;
    int full;
    long chargePs;
    Runnable onEnd = () -> {};

    Polls(final String name, final long costPs, final int full) {
      super(core);
      this.name = name;
      this.costPs = costPs;
      this.full = full;
      enable();
    }

    @Override
    protected long beginPoll(final long nowPs) {
      note(name + " polls");
      return costPs;
    }

    @Override
    protected boolean endPoll(final long nowPs) {
      host.charge(chargePs);
      onEnd.run();
      return full-- > 0;
    }

    @Override
    protected void complete(final long nowPs) {
      note(name + " completes");
    }
  }
}
