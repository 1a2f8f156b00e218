package netmemsim.models.tcp;

import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.metric.Metric;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.Skb;
import netmemsim.models.payload.Content;
import netmemsim.models.payload.Zeros;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection as Linux 6.12 to 6.18 runs it (struct tcp_sock): what a socket asks of it, and
 * what its parts share. Stream offsets are unwrapped 64-bit counts from 0, the first byte of data;
 * only the wire has 32-bit sequence numbers.
 *
 * <p>Not modelled: accurate ECN, ACK compression, MTU probing, tcp_metrics, memory pressure of the
 * whole host.
 */
public final class TcpConnection extends Entity {
  /** What it measures. */
  public static final List<Metric> METRICS = ConnectionGauges.ALL;

  /** What it traces. */
  public static final List<Tracepoint> TRACEPOINTS = ConnectionTrace.ALL;

  final TcpLayer layer;
  final TcpHost host;
  final TcpSysctl sysctl;
  final TcpMib mib;
  final Jiffies jiffies;
  final IpAddress localAddress;
  final IpAddress remoteAddress;
  final int localPort;
  final int remotePort;
  final ConnectionTrace tracing;
  final TcpTimestamps timestamps;
  final CongestionWindow window;
  final RttEstimator rtt;
  final RetransmitQueue queue;
  final DeliveryRate rates;
  final Pacing pacing;
  final Ecn ecn;
  final TcpOutput output;
  final SegmentSender segments;
  final SendBuffer sendBuffer;
  final TailLossProbe tailProbe;
  final UndoReduction undo;
  final LossRecovery recovery;
  final Retransmitter retransmit;
  final SackTagger sackTagger;
  final AckInput acks;
  final SackReporter sackReporter;
  final ReceiveQueue receiveQueue;
  final ReceiveWindow receiveWindow;
  final DelayedAck delayedAck;
  final TcpInput input;
  final BufferTuning bufferTuning;
  final TcpTimers timers;
  final Handshake handshake;
  final TcpTransitions transitions;
  final UrgentData urgent;
  final ConnectionCounts counts = new ConnectionCounts();

  /** Whether it was opened from this side. */
  boolean initiated;

  /** Told what becomes of sent bytes; null when nobody wants to know. */
  @Nullable SendWatcher sendWatcher;

  /** What setsockopt set. */
  final TcpSocketOptions options;

  /** The socket, as far as there is one. */
  final OwnerCalls owner = new OwnerCalls(this);

  TcpState state = TcpState.CLOSE;
  Content content = Zeros.INSTANCE;

  /** The listener that it came from, while it waits there. */
  @Nullable TcpListener listener;

  /** What it was until the handshake was complete, if passive. */
  @Nullable RequestSocket request;

  /** Its Fast Open as a client, if it was asked for. */
  @Nullable FastOpenClient fastOpenClient;

  /** Its Fast Open as a server, if there is any. */
  @Nullable FastOpenServer fastOpenServer;

  /** What is left of it in TIME_WAIT, or in FIN_WAIT2 without a socket. */
  @Nullable TimeWait timeWait;

  /** Answers to what is not acceptable. */
  final UnacceptableSegments unacceptable = new UnacceptableSegments(this);

  /** Whether the socket was closed. */
  boolean orphan;

  /** Whether the socket does not want to read any more (RCV_SHUTDOWN by shutdown(2)). */
  boolean receiveShut;

  private boolean countedOrphan;

  boolean sackOk;
  boolean timestampsOk;
  boolean windowScaleOk;
  int sendWindowScale;

  /** The MSS option that we send. */
  int offeredMss;

  /** The peer's MSS option, limited by TCP_MAXSEG. */
  int mssClamp = TcpConstants.MSS_DEFAULT;

  /** The segment size that the peer is expected to send (advmss). */
  int advertisedMss;

  /** TCP header with the options that every segment carries, bytes. */
  int headerBytes = TcpConstants.HEADER_BYTES;

  long bytesAcked;
  long bytesReceived;

  private int initialSend;
  int initialReceive;
  final int userMss;
  private Errno error = Errno.OK;

  /** The path MTU that the segment size follows, bytes (icsk_pmtu_cookie). */
  int pathMtuBytes;

  /** Which state of the host's path MTUs that was. */
  int pathMtuGeneration;

  /** What an ICMP said that is no reason to give up yet (sk_err_soft). */
  Errno softError = Errno.OK;

  TcpConnection(
      final TcpLayer layer,
      final String name,
      final IpAddress local,
      final int localPort,
      final IpAddress remote,
      final int remotePort,
      final TcpSocketOptions options) {
    super(layer, name);
    this.layer = layer;
    this.host = layer.host;
    this.sysctl = host.sysctl();
    this.mib = layer.mib;
    this.jiffies = layer.jiffies;
    this.localAddress = local;
    this.localPort = localPort;
    this.remoteAddress = remote;
    this.remotePort = remotePort;
    this.initialSend = host.randomInt();
    this.timestamps = new TcpTimestamps(this, host.randomInt());
    this.options = options;
    this.userMss = options.maxSegment;
    tracing =
        new ConnectionTrace(
            trace(ConnectionTrace.RETRANSMIT),
            trace(ConnectionTrace.PROBE),
            trace(ConnectionTrace.SEND_RESET),
            trace(ConnectionTrace.RECEIVE_RESET),
            trace(ConnectionTrace.SET_STATE));
    window = new CongestionWindow(this, options.algorithm());
    rates = new DeliveryRate(this);
    pacing = new Pacing(this);
    ecn = new Ecn(this);
    ecn.setCapable(window.control.needsEcn());
    rtt = new RttEstimator(sysctl, options, jiffies);
    queue = new RetransmitQueue(layer.records);
    output = new TcpOutput(this);
    segments = new SegmentSender(this);
    sendBuffer = new SendBuffer(this);
    tailProbe = new TailLossProbe(this);
    undo = new UndoReduction(this);
    recovery = new LossRecovery(this);
    retransmit = new Retransmitter(this);
    sackTagger = new SackTagger(this);
    acks = new AckInput(this);
    sackReporter = new SackReporter(this);
    receiveQueue = new ReceiveQueue(this);
    receiveWindow = new ReceiveWindow(this);
    delayedAck = new DelayedAck(this);
    input = new TcpInput(this);
    bufferTuning = new BufferTuning(this);
    timers = new TcpTimers(this);
    handshake = new Handshake(this);
    transitions = new TcpTransitions(this);
    urgent = new UrgentData(this);
    receiveWindow.rcvbuf = options.rcvbuf;
    receiveWindow.rcvbufLocked = options.rcvbufLocked;
    sendBuffer.sndbuf = options.sndbuf;
    sendBuffer.locked = options.sndbufLocked;
    output.nagle =
        (options.noDelay ? TcpOutput.NAGLE_OFF : 0) | (options.cork ? TcpOutput.NAGLE_CORK : 0);
    final int routeMss = output.sizing.routeMss();
    offeredMss = userMss == 0 ? routeMss : Math.min(userMss, routeMss);
    advertisedMss = offeredMss;
    readings(
        ConnectionGauges.ALL,
        (connection, metric) -> ConnectionGauges.read(metric, (TcpConnection) connection));
  }

  // What a socket asks.

  /**
   * Makes a socket the owner; an accepted connection has none until then. What came before is not
   * announced again: look at {@link #readableBytes} and {@link #atEof}.
   */
  public void setOwner(final TcpConnectionOwner newOwner) {
    owner.set(newOwner);
  }

  /** What the stream consists of: byte n of it is the content at position n. */
  public void setSendContent(final Content newContent) {
    content = newContent;
  }

  /** SO_RCVBUF after the connection was made, see {@link TcpSocketOptions#setReceiveBuffer}. */
  public void setReceiveBuffer(final int bytes) {
    BufferOptions.setReceiveBuffer(options, this, bytes, false);
  }

  /** SO_SNDBUF after the connection was made, see {@link TcpSocketOptions#setSendBuffer}. */
  public void setSendBuffer(final int bytes) {
    BufferOptions.setSendBuffer(options, this, bytes, false);
  }

  /** TCP_NODELAY; switching it on sends what Nagle held back. */
  public void setNoDelay(final boolean on) {
    output.setNoDelay(on);
  }

  /** SO_KEEPALIVE. */
  public void setKeepAlive(final boolean on) {
    timers.keepalive.set(on);
  }

  /**
   * TCP_KEEPIDLE: how long the peer may be silent before it is probed.
   *
   * @param seconds 1 to 32767
   */
  public void setKeepIdle(final int seconds) {
    timers.keepalive.setIdle(seconds);
  }

  /** TCP_CORK; partial segments wait until it is switched off, for 200 ms or more at most. */
  public void setCork(final boolean on) {
    output.setCork(on);
  }

  /** Whether TCP_NODELAY is on. */
  public boolean isNoDelay() {
    return (output.nagle & TcpOutput.NAGLE_OFF) != 0;
  }

  /** Whether TCP_CORK is on. */
  public boolean isCorked() {
    return (output.nagle & TcpOutput.NAGLE_CORK) != 0;
  }

  /**
   * TCP_NOTSENT_LOWAT: the most that may wait unsent before writes are cut short.
   *
   * @param bytes unsigned; 0 for tcp_notsent_lowat
   */
  public void setNotsentLowat(final int bytes) {
    options.notsentLowat = bytes;
    sendBuffer.check();
  }

  /**
   * TCP_CONGESTION on a live connection (net/ipv4/tcp_cong.c, tcp_set_congestion_control, v6.18):
   * window and threshold stay, the new algorithm starts from them.
   *
   * @param name Linux's name of an algorithm
   * @return whether it is known; ENOENT otherwise
   */
  public boolean setCongestionControl(final String name) {
    if (!CongestionControl.NAMES.contains(name)) {
      return false;
    }
    if (!name.equals(window.control.name())) {
      window.control.release();
      window.control = CongestionControl.of(name, this, window);
      if (state != TcpState.CLOSE) {
        initCongestionControl();
      }
    }
    return true;
  }

  /** TCP_CONGESTION as it is. */
  public String congestionControl() {
    return window.control.name();
  }

  /** The algorithm begins (tcp_init_congestion_control). */
  void initCongestionControl() {
    window.priorSsthresh = 0;
    window.control.init();
    ecn.setCapable(window.control.needsEcn());
  }

  /**
   * SO_MAX_PACING_RATE; any value but the greatest makes the connection pace itself.
   *
   * @param bytesPerSecond at least 0; -1 for no limit
   */
  public void setMaxPacingRate(final long bytesPerSecond) {
    pacing.limit(bytesPerSecond);
  }

  /** TCP_QUICKACK: true leaves ping-pong mode and sends a delayed ACK; false enters the mode. */
  public void setQuickAck(final boolean on) {
    delayedAck.setQuickAck(on);
  }

  /**
   * What send(2) fails with before it queues anything: the pending error, which is taken; EPIPE
   * after {@link #shutdownWrite}; OK when {@link #write} may be called.
   */
  public Errno sendError() {
    if (error != Errno.OK) {
      return takeError();
    }
    return output.write.finQueued || state == TcpState.CLOSE ? Errno.EPIPE : Errno.OK;
  }

  /**
   * Appends to the send queue what the send buffer takes, and sends what may be sent.
   *
   * @param bytes at least 0
   * @return bytes taken; less than asked for means that the buffer is full, and that {@link
   *     TcpConnectionOwner#onWritable} will follow
   */
  public long write(final long bytes) {
    return write(bytes, 0);
  }

  /**
   * Appends to the send queue as {@link #write(long)} does.
   *
   * @param bytes at least 0
   * @param flags an OR of MSG_MORE and MSG_EOR, see {@link SendFlags}
   * @return bytes taken
   */
  public long write(final long bytes, final int flags) {
    if (output.write.finQueued
        || (state != TcpState.ESTABLISHED && state != TcpState.CLOSE_WAIT && !isFastOpenChild())) {
      return 0;
    }
    return sendBuffer.write(bytes, flags);
  }

  /** Whether a write may queue at least one byte now (sk_stream_memory_free). */
  public boolean hasSendSpace() {
    return sendBuffer.hasSpace();
  }

  /** Microseconds that something was out or waited to be sent (tcpi_busy_time). */
  public long busyUs() {
    return output.chronograph.busyUs();
  }

  /** Microseconds that the peer's window held sending back (tcpi_rwnd_limited). */
  public long windowLimitedUs() {
    return output.chronograph.us(Chronograph.WINDOW_LIMITED);
  }

  /** Microseconds that the send buffer held sending back (tcpi_sndbuf_limited). */
  public long bufferLimitedUs() {
    return output.chronograph.us(Chronograph.BUFFER_LIMITED);
  }

  /** Free memory of the send buffer in bytes (sk_stream_wspace); 0 when a write would block. */
  public long sendSpaceBytes() {
    return Math.max(0, sendBuffer.sndbuf - sendBuffer.queuedBytes());
  }

  /** shutdown(SHUT_RD): once our FIN is sent, new data is answered with RST. */
  public void shutdownRead() {
    receiveShut = true;
  }

  /** shutdown(SHUT_WR): FIN follows what was written. */
  public void shutdownWrite() {
    switch (state) {
      case ESTABLISHED -> {
        setState(TcpState.FIN_WAIT1);
        sendFin();
      }
      case CLOSE_WAIT -> {
        setState(TcpState.LAST_ACK);
        sendFin();
      }
      case SYN_RECV -> {
        if (isFastOpenChild()) {
          setState(TcpState.FIN_WAIT1);
          sendFin();
        } else {
          output.write.appendFin();
        }
      }
      default -> {}
    }
  }

  /**
   * close(2): a RST when data is unread (RFC 2525, 2.17), else FIN after what was written. The
   * owner then hears of nothing but {@link TcpConnectionOwner#onClosed}.
   */
  public void close() {
    if (orphan) {
      return;
    }
    orphan = true;
    final boolean unread = receiveQueue.hasUnread();
    receiveQueue.clear();
    if (timeWait != null) {
      owner.closed(Errno.OK);
      return;
    }
    switch (state) {
      case CLOSE -> {}
      case SYN_SENT -> done();
      default -> {
        if (unread) {
          mib.abortOnClose.increment();
          segments.reset();
          done();
          return;
        }
        shutdownWrite();
        transitions.orphaned();
        if (state != TcpState.CLOSE && timeWait == null) {
          countOrphan();
          if (layer.tooManyOrphans(0)) {
            mib.abortOnMemory.increment();
            segments.reset();
            done();
          }
        }
      }
    }
  }

  /** Sends a RST and forgets the connection (close(2) with SO_LINGER of 0). */
  public void abort() {
    orphan = true;
    receiveQueue.clear();
    if (state != TcpState.CLOSE) {
      if (state != TcpState.SYN_SENT && state != TcpState.TIME_WAIT) {
        mib.abortOnData.increment();
        segments.reset();
      }
      done();
    }
  }

  /**
   * The first buffer with unread data, further ones linked by {@link Skb#next}; null when nothing
   * waits. A buffer may begin before {@link #copiedOffset}.
   */
  public @Nullable Skb receiveHead() {
    return receiveQueue.head;
  }

  /** Stream offset of the next byte to be read (copied_seq). */
  public long copiedOffset() {
    return receiveQueue.copied;
  }

  /** Takes bytes out of the receive queue; buffers that are read in full are freed. */
  public void consume(final long bytes) {
    assert bytes <= readableBytes() : bytes + " of " + readableBytes();
    receiveQueue.consume(bytes);
    urgent.passed(receiveQueue.copied);
  }

  /**
   * Ends a receive call: may send an ACK or a window update (tcp_cleanup_rbuf).
   *
   * @param copied bytes consumed in the call
   */
  public void receiveDone(final long copied) {
    if (maySend() || state == TcpState.FIN_WAIT2) {
      delayedAck.afterRead(copied);
    }
  }

  /** Bytes that can be read. */
  public long readableBytes() {
    final long end = input.finOffset >= 0 ? input.finOffset : input.rcvNxt;
    return state == TcpState.SYN_SENT ? 0 : end - receiveQueue.copied;
  }

  /**
   * Whether a reader who waits for so much is woken: it is there, or no more can come for want of
   * memory or window (tcp_epollin_ready).
   *
   * @param target bytes, at least 1
   */
  public boolean isReadable(final long target) {
    return receiveQueue.isReadable(target);
  }

  /** Tells the reader of data, if there is enough of it (tcp_data_ready). */
  void dataReady() {
    if (input.finOffset >= 0 || isReadable(options.rcvlowat)) {
      owner.readable();
    }
  }

  /** Whether there is an urgent byte at or after the reader's position (urg_data). */
  public boolean isUrgentPending() {
    return urgent.isPending();
  }

  /** Whether the urgent byte is announced or here, and not read out of band. */
  public boolean isUrgentUnread() {
    return urgent.isUnread();
  }

  /** Whether the urgent byte is here (TCP_URG_VALID). */
  public boolean isUrgentHere() {
    return urgent.isHere();
  }

  /** Stream offset of the urgent byte (urg_seq). */
  public long urgentOffset() {
    return urgent.offset();
  }

  /** The urgent byte was read out of band. */
  public void urgentTaken() {
    urgent.taken();
  }

  /** Whether all was read, and nothing more can come. */
  public boolean atEof() {
    return readableBytes() == 0 && (input.finOffset >= 0 || state == TcpState.CLOSE);
  }

  /** The pending error, which stays pending (sk_err); OK when there is none. */
  public Errno error() {
    return error;
  }

  /** Whether the peer's FIN came in order. */
  public boolean finReceived() {
    return input.finOffset >= 0;
  }

  /** Whether poll says that it can be written to (__sk_stream_is_writeable). */
  public boolean isWritable() {
    return sendBuffer.isWritable();
  }

  /** Its socket options; what needs more than to be looked at later has a setter here. */
  public TcpSocketOptions options() {
    return options;
  }

  /** Takes the pending error (SO_ERROR); OK when there is none. */
  public Errno takeError() {
    final Errno taken = error;
    error = Errno.OK;
    return taken;
  }

  /**
   * Takes what an ICMP said that did not end the connection (sk_err_soft), as SO_ERROR does when
   * there is no other error; OK when there is none.
   */
  public Errno takeSoftError() {
    final Errno taken = softError;
    softError = Errno.OK;
    return taken;
  }

  /** Path MTU, bytes of IP packet (IP_MTU). */
  public int pathMtuBytes() {
    return pathMtuBytes;
  }

  /** The state. */
  public TcpState state() {
    return state;
  }

  /** Local address. */
  public IpAddress localAddress() {
    return localAddress;
  }

  /** Remote address. */
  public IpAddress remoteAddress() {
    return remoteAddress;
  }

  /** Local port. */
  public int localPort() {
    return localPort;
  }

  /** Remote port. */
  public int remotePort() {
    return remotePort;
  }

  /** Whether ACKs are not held back for answers to ride on (TCP_QUICKACK). */
  public boolean isQuickAck() {
    return !delayedAck.pingpong;
  }

  /** Payload of a full segment, bytes (TCP_MAXSEG of a connection). */
  public int segmentBytes() {
    return output.mssCache;
  }

  /** Has somebody told what becomes of sent bytes; null for nobody. */
  public void setSendWatcher(final @Nullable SendWatcher watcher) {
    sendWatcher = watcher;
  }

  /** Offset past the last byte written, the FIN included (write_seq). */
  public long writtenOffset() {
    return output.write.writeEnd;
  }

  /** Where the last buffer of the write queue begins; -1 when nothing is unsent. */
  public long unsentTailStart() {
    return output.write.isEmpty() ? -1 : output.write.writeEnd - output.write.tailBytes();
  }

  /** Bytes of IP and TCP header of a segment with data. */
  public int headersBytes() {
    return (localAddress.isV6() ? Packet.IPV6_HEADER_BYTES : Packet.IPV4_HEADER_BYTES)
        + headerBytes;
  }

  /** Bytes written and not acknowledged, the FIN included (SIOCOUTQ). */
  public long unacknowledgedBytes() {
    return output.write.writeEnd - Math.max(0, output.sndUna);
  }

  /** Bytes written and not sent, the FIN included (SIOCOUTQNSD). */
  public long unsentBytes() {
    return output.write.writeEnd - Math.max(0, output.sndNxt);
  }

  /**
   * SO_MEMINFO.
   *
   * @param words gets them, at the places that SK_MEMINFO_ numbers
   */
  public void memInfo(final int[] words) {
    SockMemInfo.fill(this, words);
  }

  /** Figures of the connection, as TCP_INFO and SO_MEMINFO give them. */
  public long gauge(final Metric metric) {
    return ConnectionGauges.read(metric, this);
  }

  // What its parts share.

  /** The time in whole microseconds (tcp_mstamp). */
  long nowUs() {
    return host.nowPs() / TcpConstants.PS_PER_US;
  }

  long nowJiffies() {
    return jiffies.at(host.nowPs());
  }

  int sendSequence(final long offset) {
    return initialSend + 1 + (int) offset;
  }

  long sendOffset(final int sequence) {
    return output.sndUna + (sequence - sendSequence(output.sndUna));
  }

  int receiveSequence(final long offset) {
    return initialReceive + 1 + (int) offset;
  }

  long receiveOffset(final int sequence) {
    return input.rcvNxt + (sequence - receiveSequence(input.rcvNxt));
  }

  /** Whether there may still be something to be sent. */
  boolean maySend() {
    return switch (state) {
      case ESTABLISHED, CLOSE_WAIT, FIN_WAIT1, CLOSING, LAST_ACK -> true;
      default -> isFastOpenChild();
    };
  }

  void setState(final TcpState next) {
    if (tracing.setState.on) {
      tracing.setState.emit(state.number(), next.number());
    }
    layer.countState(state, next);
    state = next;
  }

  /** Follows the path MTU and the peer's limits (tcp_sync_mss). */
  void syncMss() {
    pathMtuGeneration = layer.pathMtus.generation;
    pathMtuBytes = layer.pathMtus.bytes(remoteAddress);
    output.mssCache = output.sizing.segmentBytes();
  }

  private void sendFin() {
    output.write.appendFin();
    output.pushPending(TcpOutput.NAGLE_OFF);
  }

  /** Sends new data if an ACK made room, and wakes the writer (tcp_data_snd_check). */
  void checkSend() {
    sendBuffer.grow();
    output.pushPending(output.nagle);
    sendBuffer.check();
  }

  /** Sends a challenge ACK (RFC 5961). */
  void challengeAck() {
    unacceptable.challenge();
  }

  /**
   * Whether it is a server's connection that exists since its SYN, while the handshake goes on: it
   * can be read from and written to in SYN_RECV (tcp_passive_fastopen).
   */
  public boolean isFastOpenChild() {
    final RequestSocket open = request;
    return open != null && open.fastOpen && state == TcpState.SYN_RECV;
  }

  /** Bytes of a write with MSG_FASTOPEN that left with the SYN. */
  public int fastOpenBytesSent() {
    final FastOpenClient client = fastOpenClient;
    return client == null ? 0 : client.copied;
  }

  /** Chooses the initial sequence number, before anything is sent. */
  void setInitialSequence(final int sequence) {
    initialSend = sequence;
  }

  private void countOrphan() {
    countedOrphan = true;
    layer.orphans++;
  }

  /** No full socket any more. */
  void uncountOrphan() {
    if (countedOrphan) {
      countedOrphan = false;
      layer.orphans--;
    }
  }

  /** The connection ends with an error. */
  void fail(final Errno why) {
    error = why;
    finish(why);
  }

  /** An error for the socket that does not end the connection (sk_error_report). */
  void reportError(final Errno why) {
    error = why;
    owner.errorReport();
  }

  /** The connection ends because nobody answers; an ICMP may have said why (tcp_write_err). */
  void writeError() {
    mib.abortOnTimeout.increment();
    fail(softError == Errno.OK ? Errno.ETIMEDOUT : softError);
  }

  /** The connection ends in good order. */
  void done() {
    finish(Errno.OK);
  }

  private void finish(final Errno why) {
    setState(TcpState.CLOSE);
    uncountOrphan();
    if (request != null) {
      request.release();
    }
    if (timeWait != null) {
      timeWait = null;
      layer.timeWaits--;
    }
    timers.cancelAll();
    pacing.cancel();
    window.control.release();
    delayedAck.cancel();
    queue.clear();
    input.ended();
    if (sendWatcher != null) {
      sendWatcher.onPurged();
    }
    if (orphan || !owner.isPresent()) {
      receiveQueue.clear();
    }
    layer.remove(this);
    owner.closed(why);
  }
}
