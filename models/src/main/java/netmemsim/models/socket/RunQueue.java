package netmemsim.models.socket;

import java.util.ArrayDeque;
import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.TcpHost;
import netmemsim.models.tcp.TcpTimer;

/**
 * The threads of a process that were woken and try their calls again. That happens in an event of
 * its own, after what woke them has run to its end, as a task runs after softirq.
 */
final class RunQueue {
  private final TcpHost host;
  private final TcpTimer timer;
  private final ArrayDeque<Call> runnable = new ArrayDeque<>();

  RunQueue(final TcpHost host) {
    this.host = host;
    this.timer = host.newTimer(this::run);
  }

  /** Tries a call for the first time; it sleeps if it must. */
  Call start(final Call call, final Call.Attempt attempt) {
    call.attempt = attempt;
    final long result = attempt.run(call);
    return result == Call.BLOCKED ? call : call.returnNow(result);
  }

  /** Lets a call time out. */
  void timeOutAt(final Call call, final long atPs) {
    call.deadlinePs = atPs;
    TcpTimer expiry = call.timer;
    if (expiry == null) {
      expiry = host.newTimer(() -> wake(call));
      call.timer = expiry;
    }
    expiry.schedule(atPs);
  }

  boolean hasTimedOut(final Call call) {
    return host.nowPs() >= call.deadlinePs;
  }

  void wake(final Call call) {
    if (call.woken || call.isDone()) {
      return;
    }
    call.woken = true;
    runnable.add(call);
    if (!timer.isScheduled()) {
      timer.schedule(host.nowPs());
    }
  }

  /** Ends a pending call with EINTR. */
  void interrupt(final Call call) {
    call.interrupted = true;
    wake(call);
  }

  private void run() {
    int left = runnable.size();
    while (left > 0) {
      left--;
      final Call call = runnable.removeFirst();
      final Call.Attempt attempt = call.attempt;
      if (call.isDone() || attempt == null) {
        continue;
      }
      call.woken = false;
      final long result = attempt.run(call);
      if (result != Call.BLOCKED) {
        call.waiter.leave();
        final TcpTimer expiry = call.timer;
        if (expiry != null) {
          expiry.cancel();
        }
        call.complete(result);
      }
    }
    if (!runnable.isEmpty() && !timer.isScheduled()) {
      timer.schedule(host.nowPs());
    }
  }

  /** What a call that cannot go on returns when it does not sleep: 0 if it may sleep on. */
  long reasonToStop(final Call call) {
    if (call.interrupted) {
      return -Errno.EINTR.number();
    }
    return hasTimedOut(call) ? -Errno.EAGAIN.number() : 0;
  }
}
