package netmemsim.models.tcp;

import java.util.PriorityQueue;

/** A clock that jumps from task to task. */
public final class VirtualTime {
  public static final long US = 1_000_000L;
  public static final long MS = 1_000 * US;
  public static final long S = 1_000 * MS;

  /** Something to be done at a time; can be withdrawn. */
  public static final class Task implements Comparable<Task> {
    private final long atPs;
    private final long order;
    private final Runnable action;
    private boolean withdrawn;

    private Task(final long atPs, final long order, final Runnable action) {
      this.atPs = atPs;
      this.order = order;
      this.action = action;
    }

    void withdraw() {
      withdrawn = true;
    }

    @Override
    public int compareTo(final Task other) {
      final int byTime = Long.compare(atPs, other.atPs);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }

    @Override
    public boolean equals(final Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(order);
    }
  }

  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long orders;
  public long nowPs;

  public Task at(final long timePs, final Runnable action) {
    final Task task = new Task(Math.max(timePs, nowPs), orders++, action);
    tasks.add(task);
    return task;
  }

  public void runUntil(final long untilPs) {
    while (!tasks.isEmpty() && tasks.peek().atPs <= untilPs) {
      final Task task = tasks.poll();
      if (!task.withdrawn) {
        nowPs = task.atPs;
        task.action.run();
      }
    }
    nowPs = Math.max(nowPs, untilPs);
  }
}
