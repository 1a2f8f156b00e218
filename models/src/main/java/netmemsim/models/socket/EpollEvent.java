package netmemsim.models.socket;

/** struct epoll_event. */
public final class EpollEvent {
  /** EPOLL flags. */
  public int events;

  /** The user's data. */
  public long data;

  /** An empty event, to be filled by epoll_wait. */
  public EpollEvent() {}

  /** An event to be registered. */
  public EpollEvent(final int events, final long data) {
    this.events = events;
    this.data = data;
  }
}
