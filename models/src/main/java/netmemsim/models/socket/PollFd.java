package netmemsim.models.socket;

/** struct pollfd. */
public final class PollFd {
  /** The descriptor; negative ones are skipped. */
  public int fd;

  /** What is waited for. */
  public int events;

  /** What is so. */
  public int revents;

  /** A descriptor and what is waited for. */
  public PollFd(final int fd, final int events) {
    this.fd = fd;
    this.events = events;
  }
}
