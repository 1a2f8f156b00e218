package netmemsim.models.app;

import java.util.List;
import java.util.Objects;
import netmemsim.core.event.Event;
import netmemsim.core.metric.Metric;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.control.BoundDmabuf;
import netmemsim.models.control.NetdevFamily;
import netmemsim.models.host.Core;
import netmemsim.models.host.Cost;
import netmemsim.models.host.Host;
import netmemsim.models.host.ProcessThread;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.Result;
import netmemsim.models.socket.NetworkStack;
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
          Metric.histogram("token_hold_ps", "ps", "how long tokens were held"),
          Metric.counter("tokens_not_found", "tokens", "given back, but the kernel knew them not"),
          Metric.counter("tokens_forgotten", "tokens", "received and not remembered"));

  private static final Tracepoint BOUND =
      Tracepoint.of("ncdevmem_bound", Rung.HOST, "bind-rx answered", "dmabuf_id", "errno");

  /** Tracepoints. */
  public static final List<Tracepoint> TRACEPOINTS = List.of(BOUND);

  private static final int STATE_START = 0;
  private static final int STATE_BINDING = 1;
  private static final int STATE_RUNNING = 2;

  private final NcdevmemOptions options;
  private final NetworkStack stack;
  private final OwnBinding binding;
  private final TokenHolder tokens;
  private final DevmemReader reader;

  private int state = STATE_START;
  private boolean tcpClosed;
  private boolean connectionGone;
  private @Nullable TcpListener listener;
  private @Nullable Socket socket;

  private final Event due =
      new Event(this) {
        @Override
        public void fire(final long nowPs) {
          wake();
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
    this.binding = new OwnBinding(options, netlink, trace(BOUND));
    final StreamReader streamReader =
        new StreamReader(
            this,
            options.bufferBytes(),
            options.controlBytes(),
            options.devmemFlag(),
            options.expected());
    this.tokens =
        new TokenHolder(
            simulator(),
            core,
            options.tokenReturn(),
            new TokenHolder.TokenCounts(
                counter(METRICS.get(0)),
                counter(METRICS.get(1)),
                counter(METRICS.get(7)),
                counter(METRICS.get(8)),
                histogram(METRICS.get(6))),
            due);
    this.reader =
        new DevmemReader(
            host,
            core,
            options,
            streamReader,
            tokens,
            new FragmentReader(streamReader, tokens, netlink.bindings(), counter(METRICS.get(3))));
    reading(METRICS.get(2), tokens::size);
    reading(METRICS.get(4), this::bindingId);
    reading(METRICS.get(5), () -> binding.errno().number());
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
    state = STATE_BINDING;
    if (!binding.bind(this::onBound)) {
      listen();
      return ProcessThread.SLEEP;
    }
    return core().costs().ps(Cost.SYSCALL);
  }

  private void onBound() {
    if (!isKilled()) {
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
      binding.findExisting();
      reader.expect(binding.bound());
      socket = new Socket(this, "socket", stack, connection);
      return core().costs().ps(Cost.SYSCALL);
    }
    final Socket open = socket;
    if (open == null) {
      return ProcessThread.SLEEP;
    }
    return reader.step(open, nowPs);
  }

  /**
   * Makes it do a system call on its socket, after those that it was asked for before; EBADF when
   * it has none. A call that sleeps keeps it from anything else.
   *
   * @param call the call
   */
  public void ask(final AskedCall call) {
    final Socket open = socket;
    if (open == null || open.isDestroyed() || tcpClosed) {
      call.answer(Result.error(Errno.EBADF));
      return;
    }
    reader.ask(call);
    wake();
  }

  /** Gives all held tokens back at once; the rule stays. */
  public void returnAllTokens() {
    tokens.returnAll();
    wake();
  }

  /** Sets the rule by which tokens go back. */
  public void setTokenReturn(final TokenReturn rule) {
    tokens.setRule(rule);
    wake();
  }

  /** Makes it read, or stop reading. */
  public void setReading(final boolean on) {
    reader.setReading(on);
    wake();
  }

  /** Makes it pass MSG_SOCK_DEVMEM, or not. */
  public void setDevmemFlag(final boolean on) {
    reader.setDevmemFlag(on);
    wake();
  }

  /** Its connected socket, or null. */
  public @Nullable Socket socket() {
    return socket;
  }

  /** Its binding, or null. */
  public @Nullable BoundDmabuf bound() {
    return binding.bound();
  }

  private long bindingId() {
    final BoundDmabuf bound = binding.bound();
    return bound == null ? 0 : bound.binding().id();
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
    binding.close(done);
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
    reader.unblock();
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
    tokens.clear();
  }
}
