package netmemsim.models.app;

import java.util.ArrayDeque;
import java.util.Deque;
import netmemsim.models.control.BoundDmabuf;
import netmemsim.models.host.Core;
import netmemsim.models.host.Host;
import netmemsim.models.host.ProcessThread;
import netmemsim.models.kernel.Errno;
import netmemsim.models.socket.ReceiveMessage;
import netmemsim.models.socket.Socket;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of ncdevmem: one step at a time it makes the calls that it was asked for,
 * gives tokens back, or reads.
 */
final class DevmemReader {
  private final Host host;
  private final Core core;
  private final NcdevmemOptions options;
  private final StreamReader stream;
  private final TokenHolder tokens;
  private final FragmentReader fragments;
  private final ReceiveMessage peek = new ReceiveMessage(AskedReceive.UNSEEN);
  private final Deque<AskedCall> asked = new ArrayDeque<>();
  private boolean reading;
  private boolean blockedByEfault;
  private @Nullable BoundDmabuf memory;

  DevmemReader(
      final Host host,
      final Core core,
      final NcdevmemOptions options,
      final StreamReader stream,
      final TokenHolder tokens,
      final FragmentReader fragments) {
    this.host = host;
    this.core = core;
    this.options = options;
    this.stream = stream;
    this.tokens = tokens;
    this.fragments = fragments;
    this.reading = options.reading();
    peek.bufferBytes = options.bufferBytes();
    peek.controlBytes = options.controlBytes();
    peek.flags = ReceiveMessage.MSG_SOCK_DEVMEM | ReceiveMessage.MSG_PEEK;
  }

  /** Sets the binding whose fragments it expects, or null. */
  void expect(final @Nullable BoundDmabuf binding) {
    memory = binding;
  }

  Core core() {
    return core;
  }

  StreamReader stream() {
    return stream;
  }

  void setReading(final boolean on) {
    reading = on;
  }

  void setDevmemFlag(final boolean on) {
    stream.setDevmemFlag(on);
    blockedByEfault = false;
  }

  /** Something has arrived, or the connection has ended. */
  void unblock() {
    blockedByEfault = false;
  }

  void ask(final AskedCall call) {
    asked.add(call);
  }

  /** Does the next thing. Returns what it took, picoseconds, or {@link ProcessThread#SLEEP}. */
  long step(final Socket open, final long nowPs) {
    final AskedCall call = asked.peek();
    if (call != null) {
      final long costPs = call.step(host, open, this, nowPs);
      if (costPs != ProcessThread.SLEEP) {
        asked.remove();
      }
      return costPs;
    }
    final long returnCostPs = tokens.returnDue(open, nowPs);
    if (returnCostPs > 0) {
      return returnCostPs;
    }
    if (!reading || stream.isEof() || blockedByEfault || open.isDestroyed()) {
      return ProcessThread.SLEEP;
    }
    final long peekCostPs = peek(open, nowPs);
    final Errno errno = stream.receive(open);
    if (errno == Errno.EAGAIN) {
      return ProcessThread.SLEEP;
    }
    blockedByEfault = errno == Errno.EFAULT;
    take(stream.message(), nowPs);
    return peekCostPs
        + StreamReader.costPs(stream.message(), open, core)
        + (errno == Errno.OK ? options.thinkPs() : 0);
  }

  private long peek(final Socket open, final long nowPs) {
    if (options.peek() == NcdevmemOptions.Peek.OFF) {
      return 0;
    }
    open.recvmsg(peek);
    peeked(peek, nowPs);
    return StreamReader.costPs(peek, open, core);
  }

  /** Takes what a call has brought. */
  void take(final ReceiveMessage message, final long nowPs) {
    fragments.take(message, memory, nowPs);
  }

  /** Takes the tokens of a call that only peeked. */
  void peeked(final ReceiveMessage message, final long nowPs) {
    fragments.peeked(message, options.peek() == NcdevmemOptions.Peek.FORGET, nowPs);
  }
}
