package netmemsim.models.app;

import netmemsim.core.entity.Entity;
import netmemsim.core.event.Event;
import netmemsim.models.host.Core;
import netmemsim.models.host.Host;
import netmemsim.models.host.ProcessThread;

/** A program with one thread, pinned to a core, that starts at a given time. */
public abstract class Application extends Entity {
  private final Core core;
  private final ProcessThread thread;
  private boolean killed;

  /**
   * A program that has not started.
   *
   * @param host its host
   * @param name its name, unique on the host
   * @param core the core that its thread runs on
   */
  protected Application(final Host host, final String name, final Core core) {
    super(host, name);
    this.core = core;
    this.thread =
        new ProcessThread(core) {
          @Override
          protected long step(final long nowPs) {
            return killed ? SLEEP : Application.this.step(nowPs);
          }
        };
  }

  /**
   * Starts it.
   *
   * @param atPs when, picoseconds
   */
  public final void start(final long atPs) {
    simulator()
        .scheduleAt(
            new Event(this) {
              @Override
              public void fire(final long nowPs) {
                thread.wake();
              }
            },
            atPs);
  }

  /** Its core. */
  protected final Core core() {
    return core;
  }

  /** Wakes its thread. */
  protected final void wake() {
    thread.wake();
  }

  /** Kills the process: its descriptors are closed in their order. */
  public final void kill() {
    if (!killed) {
      killed = true;
      closeAll();
    }
  }

  /** Whether it was killed. */
  protected final boolean isKilled() {
    return killed;
  }

  /**
   * Runs one step of the program.
   *
   * @param nowPs simulated time
   * @return picoseconds until the next step, or {@link ProcessThread#SLEEP}
   */
  protected abstract long step(long nowPs);

  /** Closes every descriptor, as the end of the process does. */
  protected abstract void closeAll();
}
