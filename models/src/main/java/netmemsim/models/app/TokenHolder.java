package netmemsim.models.app;

import netmemsim.core.event.Event;
import netmemsim.core.event.NetSimulator;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Histogram;
import netmemsim.models.host.Core;
import netmemsim.models.host.Cost;
import netmemsim.models.socket.Socket;

/** The tokens that an application has received, and the rule by which it gives them back. */
final class TokenHolder {
  private final NetSimulator simulator;
  private final Core core;
  private final Counter received;
  private final Counter returned;
  private final Counter notFound;
  private final Counter forgotten;
  private final Histogram holdTime;
  private final Event due;
  private final HeldTokens held = new HeldTokens();
  private final int[] elementStarts = new int[Socket.MAX_DONTNEED_TOKENS];
  private final int[] elementCounts = new int[Socket.MAX_DONTNEED_TOKENS];
  private TokenReturn rule;
  private boolean returnAll;

  /**
   * Holds nothing yet.
   *
   * @param simulator the run's simulator
   * @param core the core that the application runs on
   * @param rule when tokens go back
   * @param counts where it counts
   * @param due fired when the application must look again
   */
  TokenHolder(
      final NetSimulator simulator,
      final Core core,
      final TokenReturn rule,
      final TokenCounts counts,
      final Event due) {
    this.simulator = simulator;
    this.core = core;
    this.rule = rule;
    this.received = counts.received();
    this.returned = counts.returned();
    this.notFound = counts.notFound();
    this.forgotten = counts.forgotten();
    this.holdTime = counts.holdTime();
    this.due = due;
  }

  /**
   * What a holder counts.
   *
   * @param received tokens received
   * @param returned tokens given back
   * @param notFound tokens given back that the kernel did not know
   * @param forgotten tokens that the application does not remember
   * @param holdTime how long tokens were held
   */
  record TokenCounts(
      Counter received,
      Counter returned,
      Counter notFound,
      Counter forgotten,
      Histogram holdTime) {}

  int size() {
    return held.size();
  }

  void setRule(final TokenReturn newRule) {
    rule = newRule;
  }

  void returnAll() {
    returnAll = true;
  }

  void clear() {
    held.clear();
  }

  void add(final int token, final long nowPs) {
    received.increment();
    if (rule.kind() == TokenReturn.Kind.LEAK && received.value() % rule.batch() == 0) {
      forgotten.increment();
    } else {
      held.add(token, nowPs);
    }
  }

  /** A token that the application does not look at. */
  void forget() {
    received.increment();
    forgotten.increment();
  }

  /** Sees to it that the application looks when the oldest token is due. */
  void awaitDue() {
    if (rule.kind() == TokenReturn.Kind.DELAY && held.size() > 0 && !due.isScheduled()) {
      simulator.scheduleAt(due, held.oldestPs() + rule.delayPs());
    }
  }

  /** Gives back what the rule says is due. Returns what it cost, 0 when nothing was. */
  long returnDue(final Socket open, final long nowPs) {
    int count = dueTokens(nowPs);
    long costPs = 0;
    while (count > 0) {
      final int elements = Math.min(count, Socket.MAX_DONTNEED_TOKENS);
      for (int i = 0; i < elements; i++) {
        holdTime.record(nowPs - held.oldestPs());
        elementStarts[i] = held.poll();
        elementCounts[i] = 1;
      }
      final long freed =
          Math.max(0, open.devmemDontneed(elements * 8, elementStarts, elementCounts, elements));
      returned.add(freed);
      notFound.add(elements - freed);
      costPs +=
          core.costs().ps(Cost.SYSCALL)
              + open.lastAttempts() * core.costs().ps(open.tokens().returnCost());
      count -= elements;
    }
    if (rule.kind() == TokenReturn.Kind.DELAY && held.size() > 0) {
      simulator.moveTo(due, Math.max(nowPs, held.oldestPs() + rule.delayPs()));
    }
    return costPs;
  }

  private int dueTokens(final long nowPs) {
    if (returnAll) {
      returnAll = false;
      return held.size();
    }
    return switch (rule.kind()) {
      case PER_CALL, LEAK -> held.size();
      case BATCH -> held.size() >= rule.batch() ? held.size() : 0;
      case DELAY -> held.countUntil(nowPs - rule.delayPs());
      case NEVER -> 0;
    };
  }
}
