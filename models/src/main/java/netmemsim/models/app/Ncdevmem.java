package netmemsim.models.app;

import java.util.List;
import java.util.Objects;
import netmemsim.core.event.Event;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Histogram;
import netmemsim.core.metric.Metric;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.control.BindRxRequest;
import netmemsim.models.control.BoundDmabuf;
import netmemsim.models.control.DmabufFd;
import netmemsim.models.control.NetdevFamily;
import netmemsim.models.control.NetlinkSocket;
import netmemsim.models.control.QueueRef;
import netmemsim.models.host.Core;
import netmemsim.models.host.Cost;
import netmemsim.models.host.Host;
import netmemsim.models.host.ProcessThread;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.ContentReader;
import netmemsim.models.payload.Content;
import netmemsim.models.socket.NetworkStack;
import netmemsim.models.socket.ReceiveMessage;
import netmemsim.models.socket.Socket;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpConnectionOwner;
import netmemsim.models.tcp.TcpListener;
import org.jspecify.annotations.Nullable;

/**
 * ncdevmem as a server (tools/testing/selftests/drivers/net/hw/ncdevmem.c, v6.16; kernel-facts.md
 * 11.1): binds a dma-buf to RX queues, accepts one connection, receives into device memory, checks
 * what is in the dma-buf, and gives tokens back by a rule of its own. Unlike the original it reads
 * on after an error, at the next data.
 */
public final class Ncdevmem extends Application implements TcpConnectionOwner {
  /** Metrics. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.counter("tokens_received", "tokens", "tokens received from recvmsg"),
          Metric.counter("tokens_returned", "tokens", "tokens given back"),
          Metric.gauge("tokens_held", "tokens", "tokens received and not given back"),
          Metric.counter("wrong_dmabuf_id", "fragments", "fragments of another binding"),
          Metric.gauge("dmabuf_id", "id", "id of its binding, 0 before"),
          Metric.gauge("bind_errno", "errno", "what bind-rx answered"),
          Metric.histogram("token_hold_ps", "ps", "how long tokens were held"));

  private static final Tracepoint BOUND =
      Tracepoint.of("ncdevmem_bound", Rung.HOST, "bind-rx answered", "dmabuf_id", "errno");

  /** Tracepoints. */
  public static final List<Tracepoint> TRACEPOINTS = List.of(BOUND);

  private static final int STATE_START = 0;
  private static final int STATE_BINDING = 1;
  private static final int STATE_RUNNING = 2;

  private final NcdevmemOptions options;
  private final NetworkStack stack;
  private final NetdevFamily netlink;
  private final StreamReader reader;
  private final HeldTokens held = new HeldTokens();
  private final int[] elementStarts = new int[Socket.MAX_DONTNEED_TOKENS];
  private final int[] elementCounts = new int[Socket.MAX_DONTNEED_TOKENS];

  private int state = STATE_START;
  private TokenReturn tokenReturn;
  private boolean reading;
  private boolean returnAll;
  private boolean blockedByEfault;
  private boolean tcpClosed;
  private boolean connectionGone;
  private @Nullable NetlinkSocket netlinkSocket;
  private @Nullable TcpListener listener;
  private @Nullable Socket socket;
  private @Nullable BoundDmabuf bound;
  private Errno bindErrno = Errno.OK;

  private final Counter received = counter(METRICS.get(0));
  private final Counter returned = counter(METRICS.get(1));
  private final Counter wrongId = counter(METRICS.get(3));
  private final Histogram holdTime = histogram(METRICS.get(6));
  private final Trace boundTrace = trace(BOUND);

  private final Event due =
      new Event(this) {
        @Override
        public void fire(final long nowPs) {
          wake();
        }
      };

  private final ContentReader dmabufReader =
      new ContentReader() {
        @Override
        public void piece(final Content content, final long position, final int lengthBytes) {
          reader.check(content, position, lengthBytes);
        }

        @Override
        public void hole(final int lengthBytes) {
          reader.hole(lengthBytes);
        }
      };

  /**
   * A server that has not started.
   *
   * @param host its host
   * @param name its name
   * @param core the core of its thread
   * @param stack the host's network stack
   * @param netlink the host's netdev family
   * @param options how it is run
   */
  public Ncdevmem(
      final Host host,
      final String name,
      final Core core,
      final NetworkStack stack,
      final NetdevFamily netlink,
      final NcdevmemOptions options) {
    super(host, name, core);
    this.options = options;
    this.stack = stack;
    this.netlink = netlink;
    this.tokenReturn = options.tokenReturn();
    this.reading = options.reading();
    this.reader =
        new StreamReader(
            this,
            options.bufferBytes(),
            options.controlBytes(),
            options.devmemFlag(),
            options.expected());
    reading(METRICS.get(2), held::size);
    reading(METRICS.get(4), () -> bound == null ? 0 : bound.binding().id());
    reading(METRICS.get(5), () -> bindErrno.number());
  }

  @Override
  protected long step(final long nowPs) {
    return switch (state) {
      case STATE_START -> startUp();
      case STATE_BINDING -> ProcessThread.SLEEP;
      default -> run(nowPs);
    };
  }

  private long startUp() {
    final var device = options.device();
    final var dmabuf = options.dmabuf();
    if (device == null || dmabuf == null) {
      listen();
      return ProcessThread.SLEEP;
    }
    final NetlinkSocket opened = new NetlinkSocket();
    netlinkSocket = opened;
    state = STATE_BINDING;
    final BindRxRequest request =
        new BindRxRequest(
            true,
            device.ifindex(),
            DmabufFd.of(dmabuf),
            options.queues().stream().map(QueueRef::rx).toList());
    netlink.bindRx(request, opened, false, this::onBound);
    return core().costs().ps(Cost.SYSCALL);
  }

  private void onBound(final Result result) {
    bindErrno = result.errno();
    if (boundTrace.on) {
      boundTrace.emit(result.value(), result.errno().number());
    }
    // The descriptor of the dma-buf is closed after the bind: the binding keeps it alive.
    Objects.requireNonNull(options.dmabuf()).put();
    if (result.ok() && !isKilled()) {
      bound = netlink.bindings().find((int) result.value());
      listen();
    }
  }

  private void listen() {
    state = STATE_RUNNING;
    final TcpListener opened =
        Objects.requireNonNull(
            stack.tcp().listen(null, options.port(), this::onAcceptable),
            "the port is taken: " + options.port());
    listener = opened;
  }

  private void onAcceptable(final TcpListener from) {
    wake();
  }

  private long run(final long nowPs) {
    final TcpListener accepting = listener;
    if (socket == null && accepting != null) {
      final TcpConnection connection = accepting.accept();
      if (connection == null) {
        return ProcessThread.SLEEP;
      }
      connection.setOwner(this);
      final var existing = options.existing();
      if (existing != null) {
        bound = existing.get();
      }
      socket = new Socket(this, "socket", stack, connection);
      return core().costs().ps(Cost.SYSCALL);
    }
    final Socket open = socket;
    if (open == null) {
      return ProcessThread.SLEEP;
    }
    final long returnCostPs = returnDueTokens(open, nowPs);
    if (returnCostPs > 0) {
      return returnCostPs;
    }
    if (!reading || reader.isEof() || blockedByEfault || open.isDestroyed()) {
      return ProcessThread.SLEEP;
    }
    final Errno errno = reader.receive(open);
    if (errno == Errno.EAGAIN) {
      return ProcessThread.SLEEP;
    }
    blockedByEfault = errno == Errno.EFAULT;
    takeFragments(nowPs);
    return reader.costPs(core()) + (errno == Errno.OK ? options.thinkPs() : 0);
  }

  private void takeFragments(final long nowPs) {
    final ReceiveMessage message = reader.message();
    for (int i = 0; i < message.cmsgs; i++) {
      if (message.type(i) == ReceiveMessage.LINEAR) {
        reader.countLinear(message.size(i));
        continue;
      }
      received.increment();
      held.add(message.token(i), nowPs);
      reader.countDevmem(message.size(i));
      final BoundDmabuf memory = bound;
      if (memory == null || memory.binding().id() != message.dmabufId(i)) {
        wrongId.increment();
        final BoundDmabuf other = netlink.bindings().find(message.dmabufId(i));
        if (other != null) {
          other.binding().read(message.offset(i), message.size(i), dmabufReader);
        }
      } else {
        memory.binding().read(message.offset(i), message.size(i), dmabufReader);
      }
    }
    if (tokenReturn.kind() == TokenReturn.Kind.DELAY && held.size() > 0 && !due.isScheduled()) {
      simulator().scheduleAt(due, held.oldestPs() + tokenReturn.delayPs());
    }
  }

  /** Gives back what the rule says is due. Returns what it cost, 0 when nothing was. */
  private long returnDueTokens(final Socket open, final long nowPs) {
    int count = dueTokens(nowPs);
    long costPs = 0;
    while (count > 0) {
      final int elements = Math.min(count, Socket.MAX_DONTNEED_TOKENS);
      for (int i = 0; i < elements; i++) {
        holdTime.record(nowPs - held.oldestPs());
        elementStarts[i] = held.poll();
        elementCounts[i] = 1;
      }
      final long freed = open.devmemDontneed(elements * 8, elementStarts, elementCounts, elements);
      returned.add(Math.max(0, freed));
      costPs +=
          core().costs().ps(Cost.SYSCALL)
              + open.lastAttempts() * core().costs().ps(Cost.DONTNEED_TOKEN);
      count -= elements;
    }
    if (tokenReturn.kind() == TokenReturn.Kind.DELAY && held.size() > 0) {
      simulator().moveTo(due, Math.max(nowPs, held.oldestPs() + tokenReturn.delayPs()));
    }
    return costPs;
  }

  private int dueTokens(final long nowPs) {
    if (returnAll) {
      returnAll = false;
      return held.size();
    }
    return switch (tokenReturn.kind()) {
      case PER_CALL -> held.size();
      case BATCH -> held.size() >= tokenReturn.batch() ? held.size() : 0;
      case DELAY -> held.countUntil(nowPs - tokenReturn.delayPs());
      case NEVER -> 0;
    };
  }

  /** Gives all held tokens back at once; the rule stays. */
  public void returnAllTokens() {
    returnAll = true;
    wake();
  }

  /** Sets the rule by which tokens go back. */
  public void setTokenReturn(final TokenReturn rule) {
    tokenReturn = rule;
    wake();
  }

  /** Makes it read, or stop reading. */
  public void setReading(final boolean on) {
    reading = on;
    wake();
  }

  /** Makes it pass MSG_SOCK_DEVMEM, or not. */
  public void setDevmemFlag(final boolean on) {
    reader.setDevmemFlag(on);
    blockedByEfault = false;
    wake();
  }

  /** Its connected socket, or null. */
  public @Nullable Socket socket() {
    return socket;
  }

  /** Its binding, or null. */
  public @Nullable BoundDmabuf bound() {
    return bound;
  }

  /** Closes the TCP socket. */
  public void closeTcp() {
    tcpClosed = true;
    final Socket open = socket;
    if (open != null) {
      open.connection().close();
      if (connectionGone) {
        destroy(open);
      }
    }
    final TcpListener accepting = listener;
    if (accepting != null) {
      accepting.close();
      listener = null;
    }
  }

  /**
   * Closes the netlink socket, which unbinds.
   *
   * @param done called when all queues are back on host memory
   */
  public void closeNetlink(final Runnable done) {
    final NetlinkSocket open = netlinkSocket;
    if (open == null || open.isClosed()) {
      done.run();
    } else {
      netlink.close(open, false, done);
    }
  }

  @Override
  protected void closeAll() {
    // In the order of descriptors: the netlink socket was opened first.
    closeNetlink(() -> {});
    closeTcp();
  }

  @Override
  public void onEstablished(final TcpConnection connection) {
    wake();
  }

  @Override
  public void onReadable(final TcpConnection connection) {
    blockedByEfault = false;
    wake();
  }

  @Override
  public void onWritable(final TcpConnection connection) {
    // It sends nothing.
  }

  @Override
  public void onClosed(final TcpConnection connection, final Errno error) {
    connectionGone = true;
    final Socket open = socket;
    // An open socket keeps its tokens, and what it has not read, until it is closed.
    if (open != null && tcpClosed) {
      destroy(open);
    }
    wake();
  }

  private void destroy(final Socket open) {
    open.destroy();
    held.clear();
  }
}
