package netmemsim.models.socket;

import java.util.ArrayList;
import java.util.List;
import netmemsim.models.tcp.TcpTimer;
import org.jspecify.annotations.Nullable;

/**
 * One system call of a thread: done at once, or pending until what it waits for happens. One object
 * can serve call after call; while it is pending it must not be used for another.
 */
public final class Call {
  /** What an attempt answers when the thread must sleep. */
  static final long BLOCKED = Long.MIN_VALUE;

  /** Tries to complete a call; run again each time that the thread is woken. */
  interface Attempt {
    /**
     * Tries.
     *
     * @param call the call with its arguments
     * @return the result, a negative errno, or {@link #BLOCKED}
     */
    long run(Call call);
  }

  private final @Nullable Runnable onDone;
  private boolean done = true;
  private long result;

  // Arguments and progress; what they mean is the attempt's affair.
  @Nullable Attempt attempt;
  @Nullable TcpSocket socket;
  @Nullable OpenFile file;
  @Nullable MessageHeader message;
  PollFd @Nullable [] pollFds;
  EpollEvent @Nullable [] epollEvents;
  long @Nullable [] offset;
  int fd;
  int flags;
  long bytes;
  long progress;
  long deadlinePs;

  /** When the last byte received came, picoseconds; -1 for none. */
  long stampPs;

  /** Whether a send with MSG_FASTOPEN has sent the SYN. */
  boolean fastOpened;

  boolean woken;
  boolean interrupted;
  @Nullable TcpTimer timer;
  @Nullable RunQueue runQueue;
  final MessageHeader ownMessage = new MessageHeader();

  /** Its place on the wait queue of what it sleeps on. */
  final CallWaiter waiter = new CallWaiter();

  private final List<CallWaiter> pollWaiters = new ArrayList<>(0);

  /** Wakes the thread of a call. */
  final class CallWaiter extends Waiter {
    /** What it sleeps for, as POLL flags; 0 for anything. */
    int events;

    @Override
    boolean wake(final int happened) {
      if (events != 0 && happened != 0 && (events & happened) == 0) {
        return false;
      }
      final RunQueue threads = runQueue;
      if (threads != null) {
        threads.wake(Call.this);
      }
      return true;
    }
  }

  /** A call that nobody is told the end of. */
  public Call() {
    this(null);
  }

  /**
   * A call.
   *
   * @param onDone run once when a pending call is done; not run when it was done at once
   */
  public Call(final @Nullable Runnable onDone) {
    this.onDone = onDone;
  }

  /** Whether it has returned. */
  public boolean isDone() {
    return done;
  }

  /**
   * What it returned.
   *
   * @return at least 0, or a negative errno
   * @throws IllegalStateException while it is pending
   */
  public long result() {
    if (!done) {
      throw new IllegalStateException("the call is pending");
    }
    return result;
  }

  /** The peer's address, after accept and recvfrom; null when there is none. */
  public @Nullable Sockaddr address() {
    final MessageHeader header = message;
    return header == null ? null : header.name;
  }

  /** Ends it with EINTR if it is pending, as a signal with a handler does. */
  public void interrupt() {
    final RunQueue threads = runQueue;
    if (!done && threads != null) {
      threads.interrupt(this);
    }
  }

  void begin(final RunQueue threads) {
    if (!done) {
      throw new IllegalStateException("the call is pending already");
    }
    done = false;
    runQueue = threads;
    attempt = null;
    socket = null;
    file = null;
    message = null;
    flags = 0;
    bytes = 0;
    progress = 0;
    stampPs = -1;
    deadlinePs = Long.MAX_VALUE;
    fastOpened = false;
    woken = false;
    interrupted = false;
  }

  /** Sleeps on a file until something happens to it. */
  long sleepOn(final OpenFile sleepsOn, final int events, final boolean exclusive) {
    if (waiter.queue != sleepsOn.waiters) {
      waiter.leave();
      waiter.exclusive = exclusive;
      sleepsOn.waiters.add(waiter);
    }
    waiter.events = events;
    return BLOCKED;
  }

  /** Sleeps on one more file, as poll does. */
  void alsoSleepOn(final int index, final OpenFile sleepsOn, final int events) {
    while (pollWaiters.size() <= index) {
      pollWaiters.add(new CallWaiter());
    }
    final CallWaiter place = pollWaiters.get(index);
    if (place.queue != sleepsOn.waiters) {
      place.leave();
      sleepsOn.waiters.add(place);
    }
    place.events = events;
  }

  /** Sleeps on nothing any longer. */
  void leaveAll() {
    for (final CallWaiter place : pollWaiters) {
      place.leave();
    }
  }

  /** Returns at once. */
  Call returnNow(final long value) {
    done = true;
    result = value;
    return this;
  }

  /** Returns after it was pending. */
  void complete(final long value) {
    returnNow(value);
    if (onDone != null) {
      onDone.run();
    }
  }
}
