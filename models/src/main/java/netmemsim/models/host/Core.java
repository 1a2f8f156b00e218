package netmemsim.models.host;

import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.event.Event;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.models.netmem.ExecutionContext;
import org.jspecify.annotations.Nullable;

/**
 * A CPU core: does one thing at a time. Softirq work (NAPI polls) goes before threads and
 * interrupts the step of one, but after {@link #NETDEV_BUDGET_POLLS} polls in a row a waiting
 * thread gets a step that nothing interrupts, as ksoftirqd's normal priority gives it
 * (kernel/softirq.c, v6.12).
 */
public final class Core extends Entity {
  /** net.core.netdev_budget 300, in polls of 64 packets. */
  private static final int NETDEV_BUDGET_POLLS = 5;

  /** Metrics. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.counter("busy_ps", "ps", "time spent working"),
          Metric.counter("softirq_ps", "ps", "time spent in softirq, a part of busy_ps"),
          Metric.counter("napi_polls", "polls", "NAPI polls"),
          Metric.counter("interrupts", "interrupts", "hardware interrupts of NICs"));

  private final int number;
  private final CostTable costs;
  private final ExecutionContext context;
  private final Counter busy = counter(METRICS.get(0));
  private final Counter softirq = counter(METRICS.get(1));
  private final Counter polls = counter(METRICS.get(2));
  private final Counter interrupts = counter(METRICS.get(3));

  private @Nullable Napi firstNapi;
  private @Nullable Napi lastNapi;
  private @Nullable ProcessThread firstThread;
  private @Nullable ProcessThread lastThread;

  private @Nullable Napi polling;
  private @Nullable ProcessThread running;
  private int pollsInARow;

  /** Until when work that was charged after the fact keeps the core busy. */
  private long chargedUntilPs;

  /** Until when a thread keeps softirqs off. */
  private long maskedUntilPs;

  /** Whether {@link #resume} stands for the end of a thread's step. */
  private boolean stepping;

  /** What is left of a thread's step that softirq work pushed back. */
  private long stepLeftPs;

  /** Whether the core is busy until {@link #resume} fires; else it idles, even if that is set. */
  private boolean working;

  private final Event resume =
      new Event(this) {
        @Override
        public void fire(final long nowPs) {
          onResume(nowPs);
        }
      };

  /**
   * A core.
   *
   * @param host its host
   * @param number its number
   * @param costs how long work takes on it
   * @param context the host's record of which CPU runs
   */
  public Core(
      final Entity host, final int number, final CostTable costs, final ExecutionContext context) {
    super(host, "cpu" + number);
    this.number = number;
    this.costs = costs;
    this.context = context;
  }

  /** Its number. */
  public int number() {
    return number;
  }

  /** How long work takes on it. */
  public CostTable costs() {
    return costs;
  }

  void enqueue(final Napi napi) {
    final boolean softirqWaited = firstNapi != null;
    append(napi);
    if (!working) {
      startIfIdle(0);
    } else if (stepping && !softirqWaited) {
      interruptStep();
    }
  }

  /**
   * Softirqs run on return from the interrupt that raised them, or when the thread lets them; it
   * goes on after them.
   */
  private void interruptStep() {
    final long fromPs = Math.max(nowPs(), maskedUntilPs);
    final long endPs = resume.timePs();
    stepping = false;
    stepLeftPs = endPs - fromPs;
    chargedUntilPs = fromPs + Math.max(0, chargedUntilPs - endPs);
    simulator().moveTo(resume, fromPs);
  }

  void countInterrupt() {
    interrupts.increment();
  }

  private void append(final Napi napi) {
    napi.next = null;
    final Napi last = lastNapi;
    if (last == null) {
      firstNapi = napi;
    } else {
      last.next = napi;
    }
    lastNapi = napi;
  }

  void wake(final ProcessThread thread) {
    if (thread == running) {
      thread.wokenWhileRunning = true;
      return;
    }
    if (thread.queued) {
      return;
    }
    enqueue(thread);
    startIfIdle(costs.ps(Cost.WAKEUP));
  }

  private void enqueue(final ProcessThread thread) {
    thread.queued = true;
    thread.next = null;
    final ProcessThread last = lastThread;
    if (last == null) {
      firstThread = thread;
    } else {
      last.next = thread;
    }
    lastThread = thread;
  }

  void charge(final long costPs) {
    final long freePs = working && resume.isScheduled() ? resume.timePs() : nowPs();
    chargedUntilPs = Math.max(chargedUntilPs, freePs) + costPs;
    busy.add(costPs);
    if (context.inSoftirq()) {
      softirq.add(costPs);
    }
  }

  void chargeMasked(final long costPs) {
    charge(costPs);
    maskedUntilPs = chargedUntilPs;
  }

  private void startIfIdle(final long delayPs) {
    if (!working) {
      final long atPs = Math.max(nowPs() + delayPs, chargedUntilPs);
      if (!resume.isScheduled()) {
        simulator().scheduleAt(resume, atPs);
      } else if (atPs < resume.timePs()) {
        simulator().moveTo(resume, atPs);
      }
    }
  }

  private void onResume(final long nowPs) {
    // Busy until dispatch has decided: what a poll wakes must not start the core a second time.
    working = true;
    stepping = false;
    final Napi napi = polling;
    if (napi != null) {
      polling = null;
      finishPoll(napi, nowPs);
    }
    working = dispatch(nowPs);
  }

  private void finishPoll(final Napi napi, final long nowPs) {
    context.enter(number, true);
    final boolean again = napi.endPoll(nowPs);
    if (again && napi.enabled) {
      append(napi);
    } else {
      napi.scheduled = false;
      if (napi.enabled) {
        napi.complete(nowPs);
      }
    }
    context.leave();
  }

  /** Picks the next piece of work, until one takes time (true) or none is left (false). */
  private boolean dispatch(final long nowPs) {
    while (true) {
      final Napi napi = firstNapi;
      final boolean threadWaits = stepLeftPs > 0 || running != null || firstThread != null;
      if (napi == null && !threadWaits) {
        pollsInARow = 0;
        return false;
      }
      if (chargedUntilPs > nowPs) {
        simulator().scheduleAt(resume, chargedUntilPs);
        return true;
      }
      if (napi != null && (pollsInARow < NETDEV_BUDGET_POLLS || !threadWaits)) {
        takeNapi(napi, nowPs);
        if (polling != null) {
          return true;
        }
      } else {
        pollsInARow = 0;
        if (stepLeftPs > 0) {
          stepping = true;
          simulator().scheduleAt(resume, nowPs + stepLeftPs);
          stepLeftPs = 0;
          return true;
        }
        if (runThread(nowPs)) {
          return true;
        }
      }
    }
  }

  private void takeNapi(final Napi napi, final long nowPs) {
    firstNapi = napi.next;
    if (firstNapi == null) {
      lastNapi = null;
    }
    napi.next = null;
    if (!napi.enabled) {
      napi.scheduled = false;
      return;
    }
    pollsInARow++;
    polls.increment();
    context.enter(number, true);
    final long costPs = napi.interruptCostPs + napi.beginPoll(nowPs);
    context.leave();
    napi.interruptCostPs = 0;
    polling = napi;
    softirq.add(costPs);
    work(nowPs, costPs);
  }

  /** Runs one step of the thread at hand. Returns whether the core is now busy with it. */
  private boolean runThread(final long nowPs) {
    ProcessThread thread = running;
    if (thread == null) {
      thread = firstThread;
      if (thread == null) {
        return false;
      }
      firstThread = thread.next;
      if (firstThread == null) {
        lastThread = null;
      }
      thread.next = null;
      thread.queued = false;
      running = thread;
    }
    thread.wokenWhileRunning = false;
    final boolean softirqWaited = firstNapi != null;
    context.enter(number, false);
    final long costPs = thread.step(nowPs);
    context.leave();
    if (costPs == ProcessThread.SLEEP) {
      running = null;
      if (thread.wokenWhileRunning) {
        enqueue(thread);
      }
      return false;
    }
    if (firstThread != null) {
      running = null;
      enqueue(thread);
    }
    if (firstNapi != null && !softirqWaited) {
      // The step raised a softirq, which runs before the step's time passes.
      busy.add(costPs);
      stepLeftPs = costPs;
      return false;
    }
    stepping = true;
    work(nowPs, costPs);
    return true;
  }

  private void work(final long nowPs, final long costPs) {
    busy.add(costPs);
    simulator().scheduleAt(resume, Math.max(nowPs, chargedUntilPs) + costPs);
  }
}
