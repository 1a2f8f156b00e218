package netmemsim.scenarios.golden;

import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpInfo;
import netmemsim.models.tcp.TcpListener;
import netmemsim.models.tcp.TcpListenerOwner;
import netmemsim.models.tcp.TcpSocketOptions;
import netmemsim.models.tun.TunHost;
import org.jspecify.annotations.Nullable;

/** B: accepts, reads to the end as the case says, closes. */
final class ReceiverProgram extends Program implements TcpListenerOwner {
  private enum Step {
    ACCEPT,
    CALL,
    READ,
    REPLY,
    PACE,
    JOIN,
    CLOSE
  }

  private final CaseParams.Receiver behaviour;
  private final Timeline timeline = new Timeline(Timeline.RECEIVER);
  private final TcpInfo info = new TcpInfo();
  private final Poller poller;
  private @Nullable TcpListener listener;
  private Step step = Step.ACCEPT;
  private long startUs;
  private long scheduleUs;
  private long stallAt;
  private long want;
  private boolean waited;
  private long readBytes;
  private long lastByteUs = -1;

  ReceiverProgram(final TunHost host, final CaseParams params, final long wakeUs) {
    super(host, wakeUs);
    this.behaviour = params.receiver();
    this.stallAt = behaviour.stallAt();
    this.poller = new Poller(host, this::row);
  }

  /** Listens. */
  void start(final int port) {
    final TcpListener made = host.tcp().listen(null, port, this);
    if (made == null) {
      throw new IllegalStateException("somebody listens on port " + port);
    }
    final TcpSocketOptions options = made.options();
    if (behaviour.sendBuffer() > 0) {
      options.setSendBuffer(behaviour.sendBuffer());
    }
    if (behaviour.receiveBuffer() > 0) {
      options.setReceiveBuffer(behaviour.receiveBuffer());
    }
    options.setMaxSegment(behaviour.maxSegment());
    options.setNoDelay(behaviour.noDelay());
    listener = made;
  }

  /** When the last byte was read, microseconds; -1 for never. */
  long lastByteUs() {
    return lastByteUs;
  }

  /** Bytes read. */
  long readBytes() {
    return readBytes;
  }

  /** What it saw every 10 ms. */
  Timeline timeline() {
    return timeline;
  }

  @Override
  public void onAcceptable(final TcpListener ready) {
    wake();
  }

  @Override
  void proceed() {
    boolean going = true;
    while (going) {
      going =
          switch (step) {
            case ACCEPT -> accept();
            case CALL -> nextCall();
            case READ -> readOnce();
            case REPLY -> reply();
            case PACE -> pace();
            case JOIN -> join();
            case CLOSE -> close();
          };
    }
  }

  private boolean accept() {
    final TcpListener there = listener;
    final TcpConnection accepted = there == null ? null : there.accept();
    if (accepted == null) {
      return false;
    }
    accepted.setOwner(this);
    connection = accepted;
    startUs = nowUs();
    scheduleUs = startUs;
    poller.start(startUs);
    step = Step.CALL;
    return true;
  }

  private boolean nextCall() {
    if (behaviour.quickAck()) {
      open().setQuickAck(true);
    }
    want = behaviour.chunkBytes();
    if (stallAt >= 0 && readBytes + want > stallAt && readBytes < stallAt) {
      want = stallAt - readBytes;
    }
    final long closeAt = behaviour.closeAt();
    if (closeAt >= 0) {
      want = Math.min(want, closeAt - readBytes);
      if (readBytes >= closeAt) {
        step = Step.JOIN;
        if (behaviour.closeWaitUs() > 0) {
          sleepUntilUs(nowUs() + behaviour.closeWaitUs());
          return false;
        }
        return true;
      }
    }
    if (stallAt >= 0 && readBytes >= stallAt) {
      stallAt = -1;
      sleepUntilUs(nowUs() + behaviour.stallUs());
      return false;
    }
    step = Step.READ;
    return true;
  }

  private boolean readOnce() {
    if (!isReadable()) {
      blockInRead();
      return false;
    }
    final long got = read(want);
    if (got <= 0) {
      step = Step.JOIN;
      return true;
    }
    readBytes += got;
    lastByteUs = nowUs();
    waited = false;
    step = behaviour.replyBytes() > 0 ? Step.REPLY : Step.PACE;
    return true;
  }

  private boolean reply() {
    if (behaviour.replyDelayUs() > 0 && !waited) {
      waited = true;
      sleepUntilUs(nowUs() + behaviour.replyDelayUs());
      return false;
    }
    if (open().sendError() == Errno.OK) {
      open().write(behaviour.replyBytes());
    }
    step = Step.PACE;
    return true;
  }

  private boolean pace() {
    step = Step.CALL;
    if (behaviour.gapUs() > 0) {
      scheduleUs = Math.max(scheduleUs + behaviour.gapUs(), nowUs());
      if (scheduleUs > nowUs()) {
        sleepUntilUs(scheduleUs);
        return false;
      }
    }
    return true;
  }

  private boolean join() {
    step = Step.CLOSE;
    sleepUntilUs(poller.stop());
    return false;
  }

  private boolean close() {
    row();
    open().close();
    exit();
    return false;
  }

  private void row() {
    final TcpConnection socket = open();
    info.fill(socket);
    timeline.add(
        nowUs() - startUs,
        info.state,
        info.bytesReceived,
        readBytes,
        info.rcvWnd,
        info.rcvSsthresh,
        info.rcvSpace,
        info.rcvRtt,
        info.rcvMss,
        info.ato,
        Figures.of(socket, "rmem_alloc"),
        Figures.of(socket, "rcvbuf"));
  }
}
