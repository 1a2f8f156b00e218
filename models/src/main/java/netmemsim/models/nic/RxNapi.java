package netmemsim.models.nic;

import netmemsim.models.host.Core;
import netmemsim.models.host.Cost;
import netmemsim.models.host.Host;
import netmemsim.models.host.Napi;
import netmemsim.models.kernel.PagePoolSwitch;
import netmemsim.models.packet.Skb;

/** The NAPI of an RX queue: reaps completions, builds skbs, runs GRO, refills the ring. */
final class RxNapi extends Napi {
  private static final int KIB = 1024;

  private final RxQueue queue;
  private final Gro gro;
  private final boolean staticBranch;
  private int claimed;

  RxNapi(final RxQueue queue, final Core core) {
    super(core);
    this.queue = queue;
    this.staticBranch = queue.device().host().kernel().has(PagePoolSwitch.NETMEM_STATIC_BRANCH);
    this.gro = new Gro(queue.device()::deliver, queue.device().host().hz());
  }

  @Override
  protected long beginPoll(final long nowPs) {
    final RxQueueMemory memory = queue.live();
    claimed = memory == null ? 0 : memory.ready(nowPs, BUDGET);
    return core().costs().ps(Cost.NAPI_POLL) + claimed * core().costs().ps(Cost.NAPI_PACKET);
  }

  @Override
  protected boolean endPoll(final long nowPs) {
    final RxQueueMemory memory = queue.live();
    if (memory == null) {
      return false;
    }
    final NetDevice device = queue.device();
    final Driver driver = device.driver();
    final int work = Math.min(claimed, memory.ready(nowPs, claimed));
    for (int i = 0; i < work; i++) {
      final LateSplit late = queue.lateSplit();
      if (late != null) {
        late.before(device, memory.firstPacket());
      }
      final Skb skb = driver.receive(queue, memory, nowPs);
      if (skb != null) {
        if (late != null) {
          late.after(skb);
        }
        checkFrame(skb, device);
        if (!device.xdpHooks().isEmpty() && !device.xdpHooks().pass(skb)) {
          continue;
        }
        if (device.config().gro()) {
          gro.receive(skb);
        } else {
          device.deliver(skb);
        }
      }
    }
    final int refilled = driver.refill(queue, memory);
    final Host host = device.host();
    host.charge(refilled * core().costs().ps(Cost.NAPI_REFILL));
    if (staticBranch) {
      host.charge(refilled * core().costs().ps(Cost.NETMEM_STATIC_BRANCH));
    }
    queue.napiPolls.increment();
    if (queue.napiPoll.on) {
      queue.napiPoll.emit(work, BUDGET);
    }
    final boolean again = queue.takePollAgain();
    if (work == BUDGET || again) {
      gro.flushAfterFullPoll(nowPs, host.hz());
      return true;
    }
    gro.flush();
    return false;
  }

  /** GRO sums what the NIC did not (skb_gro_checksum_validate), if it can read it. */
  private void checkFrame(final Skb skb, final NetDevice device) {
    skb.checksumNone = device.changes().nextIsUnchecked();
    if (skb.checksumNone && !skb.unreadable && device.config().gro()) {
      device.host().charge(skb.payloadBytes * core().costs().ps(Cost.CHECKSUM_KIB) / KIB);
      skb.checksumNone = false;
    }
  }

  @Override
  protected void complete(final long nowPs) {
    final RxQueueMemory memory = queue.live();
    if (memory != null && memory.hasCompletions()) {
      queue.armInterrupt(memory.firstReadyPs());
    }
  }

  /** Passes on what GRO holds, when the queue is stopped. */
  void flushGro() {
    gro.flush();
  }
}
