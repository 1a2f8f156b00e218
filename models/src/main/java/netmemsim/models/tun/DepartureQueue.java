package netmemsim.models.tun;

import java.util.function.Consumer;
import netmemsim.core.entity.Entity;
import netmemsim.models.packet.Skb;
import netmemsim.models.tcp.EventTimer;
import netmemsim.models.tcp.TcpTimer;
import org.jspecify.annotations.Nullable;

/**
 * Buffers that wait for their time of departure, in its order (net/sched/sch_fq.c, v6.18, without
 * its fairness, which the device never lets come to bear). Among equal times the first comes first.
 */
final class DepartureQueue {
  private final Entity host;
  private final Consumer<Skb> device;
  private final TcpTimer timer;
  private @Nullable Skb first;

  DepartureQueue(final Entity host, final Consumer<Skb> device) {
    this.host = host;
    this.device = device;
    this.timer = new EventTimer(host, this::release);
  }

  void add(final Skb skb) {
    Skb before = null;
    Skb after = first;
    while (after != null && after.departurePs <= skb.departurePs) {
      before = after;
      after = after.next;
    }
    skb.next = after;
    if (before == null) {
      first = skb;
    } else {
      before.next = skb;
    }
    release();
  }

  private void release() {
    Skb due = first;
    while (due != null && due.departurePs <= host.nowPs()) {
      first = due.next;
      due.next = null;
      device.accept(due);
      due = first;
    }
    if (due != null) {
      timer.schedule(due.departurePs);
    }
  }
}
