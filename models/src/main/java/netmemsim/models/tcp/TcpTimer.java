package netmemsim.models.tcp;

/** A timer of a host. TCP itself rounds expiry times to jiffies where Linux does. */
public interface TcpTimer {
  /**
   * Sets, or moves, the expiry.
   *
   * @param atPs simulated time in picoseconds, not in the past
   */
  void schedule(long atPs);

  /** Takes the expiry back; nothing happens when there is none. */
  void cancel();

  /** Whether an expiry is pending. */
  boolean isScheduled();
}
