package netmemsim.scenarios.golden;

import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpInfo;
import netmemsim.models.tcp.TcpSocketOptions;
import netmemsim.models.tun.TunHost;

/**
 * A: connects, writes all in chunks, shuts down for writing, reads to the end. A call of write
 * blocks until the whole chunk is taken.
 */
final class SenderProgram extends Program {
  private enum Step {
    CONNECT,
    CHUNK,
    WRITE,
    REPLY,
    DRAIN,
    JOIN
  }

  private static final long INFINITE_SSTHRESH = 0x7fffffffL;
  private final CaseParams params;
  private final CaseParams.Sender behaviour;
  private final Timeline timeline = new Timeline(Timeline.SENDER);
  private final TcpInfo info = new TcpInfo();
  private final Poller poller;
  private Step step = Step.CONNECT;
  private long startUs;
  private long scheduleUs;
  private long sent;
  private long chunkLeft;
  private long replyLeft;
  private long congestionWindow;
  private long ssthresh;

  SenderProgram(final TunHost host, final CaseParams params, final long wakeUs) {
    super(host, wakeUs);
    this.params = params;
    this.behaviour = params.sender();
    this.poller = new Poller(host, this::row);
  }

  /** Connects. */
  void start(final IpAddress remote, final int port) {
    startUs = nowUs();
    final TcpSocketOptions options = new TcpSocketOptions(host.sysctl());
    if (behaviour.sendBuffer() > 0) {
      options.setSendBuffer(behaviour.sendBuffer());
    }
    if (behaviour.receiveBuffer() > 0) {
      options.setReceiveBuffer(behaviour.receiveBuffer());
    }
    options.setMaxSegment(behaviour.maxSegment());
    options.setNoDelay(behaviour.noDelay());
    connection = host.tcp().connect(host.addresses().get(0), remote, port, this, options);
  }

  /** When connect was called, microseconds. */
  long startUs() {
    return startUs;
  }

  /** What it saw every 10 ms. */
  Timeline timeline() {
    return timeline;
  }

  /** tcpi_snd_cwnd at the end. */
  long congestionWindow() {
    return congestionWindow;
  }

  /** tcpi_snd_ssthresh at the end. */
  long ssthresh() {
    return ssthresh;
  }

  @Override
  void proceed() {
    boolean going = true;
    while (going) {
      going =
          switch (step) {
            case CONNECT -> connected();
            case CHUNK -> nextChunk();
            case WRITE -> write();
            case REPLY -> readReply();
            case DRAIN -> drain();
            case JOIN -> join();
          };
    }
  }

  private boolean connected() {
    if (error != Errno.OK) {
      exit();
      return false;
    }
    scheduleUs = nowUs();
    poller.start(startUs);
    step = Step.CHUNK;
    return true;
  }

  private boolean nextChunk() {
    if (sent >= params.bytes()) {
      open().shutdownWrite();
      step = Step.DRAIN;
    } else {
      chunkLeft = Math.min(behaviour.chunkBytes(), params.bytes() - sent);
      step = Step.WRITE;
    }
    return true;
  }

  private boolean write() {
    if (open().sendError() != Errno.OK) {
      step = Step.DRAIN;
      return true;
    }
    final long taken = open().write(chunkLeft);
    sent += taken;
    chunkLeft -= taken;
    if (chunkLeft > 0) {
      return false;
    }
    replyLeft = behaviour.replyBytes();
    step = Step.REPLY;
    return true;
  }

  private boolean readReply() {
    while (replyLeft > 0) {
      if (!isReadable()) {
        blockInRead();
        return false;
      }
      final long got = read(replyLeft);
      if (got <= 0) {
        step = Step.DRAIN;
        return true;
      }
      replyLeft -= got;
    }
    step = Step.CHUNK;
    if (behaviour.gapUs() > 0) {
      scheduleUs += behaviour.gapUs();
      if (scheduleUs > nowUs()) {
        sleepUntilUs(scheduleUs);
        return false;
      }
    }
    return true;
  }

  private boolean drain() {
    if (!isReadable()) {
      blockInRead();
      return false;
    }
    read(1);
    step = Step.JOIN;
    sleepUntilUs(poller.stop());
    return false;
  }

  private boolean join() {
    row();
    open().close();
    exit();
    return false;
  }

  private void row() {
    final TcpConnection socket = open();
    info.fill(socket);
    congestionWindow = info.sndCwnd;
    ssthresh = info.sndSsthresh;
    timeline.add(
        nowUs() - startUs,
        info.state,
        info.caState,
        congestionWindow,
        ssthresh >= INFINITE_SSTHRESH ? 0 : ssthresh,
        info.rtt,
        info.rttvar,
        info.rto,
        info.unacked,
        info.sacked,
        info.lost,
        info.retrans,
        info.totalRetrans,
        info.totalRto,
        info.bytesAcked,
        info.notsentBytes,
        info.sndWnd,
        info.pacingRate,
        info.deliveryRate,
        info.minRtt,
        info.probes,
        info.backoff,
        info.reordering,
        info.rwndLimited,
        info.sndbufLimited,
        Figures.of(socket, "sndbuf"),
        Figures.of(socket, "wmem_queued"));
  }
}
