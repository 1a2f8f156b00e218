package netmemsim.models.socket;

import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.ReceiveSwitch;
import netmemsim.models.packet.Skb;
import netmemsim.models.tcp.TcpConnection;

/**
 * A connected TCP socket as an application uses it, non-blocking: recvmsg with device memory,
 * tokens and SO_DEVMEM_DONTNEED (net/ipv4/tcp.c, net/core/sock.c, v6.12 to v6.18; kernel-facts.md 5
 * and 6).
 */
public final class Socket extends Entity {
  /** MAX_DONTNEED_TOKENS: most elements in one SO_DEVMEM_DONTNEED. */
  public static final int MAX_DONTNEED_TOKENS = 128;

  /** MAX_DONTNEED_FRAGS: most tokens tried in one SO_DEVMEM_DONTNEED. */
  public static final int MAX_DONTNEED_FRAGS = 1024;

  private static final int TOKEN_ELEMENT_BYTES = 8;

  /** Metrics. */
  public static final List<Metric> METRICS =
      List.of(
          Metric.counter("recvmsg_calls", "calls", "calls of recvmsg"),
          Metric.counter("recvmsg_efault", "calls", "calls of recvmsg that answered EFAULT"),
          Metric.counter("tokens_issued", "tokens", "tokens issued by recvmsg"),
          Metric.counter("tokens_freed", "tokens", "tokens taken back by SO_DEVMEM_DONTNEED"),
          Metric.gauge("tokens_held", "tokens", "tokens issued and not taken back"),
          Metric.gauge("tokens_released_at_close", "tokens", "released by the socket's end"));

  private static final Tracepoint RECVMSG =
      Tracepoint.of(
          "sock_recvmsg",
          Rung.HOST,
          "recvmsg returned; devmem is 1 when it delivered device memory",
          "received",
          "errno",
          "devmem",
          "cmsgs",
          "linear_bytes",
          "flags");
  private static final Tracepoint DONTNEED =
      Tracepoint.of(
          "sock_devmem_dontneed",
          Rung.HOST,
          "SO_DEVMEM_DONTNEED returned",
          "elements",
          "freed",
          "errno");

  /** Tracepoints. */
  public static final List<Tracepoint> TRACEPOINTS = List.of(RECVMSG, DONTNEED);

  private final TcpConnection connection;
  private final TokenStore tokens;
  private final DevmemReceive devmemReceive;
  private final boolean capped;
  private final boolean exposesErrors;
  private int releasedAtClose;
  private boolean destroyed;
  private final Counter recvmsgCalls = counter(METRICS.get(0));
  private final Counter efaults = counter(METRICS.get(1));
  private final Counter issued = counter(METRICS.get(2));
  private final Counter freed = counter(METRICS.get(3));
  private final Trace recvmsgTrace = trace(RECVMSG);
  private final Trace dontneedTrace = trace(DONTNEED);

  /**
   * The socket of a connection.
   *
   * @param application the application that has it open
   * @param name its name in the application
   * @param stack the host's network stack
   * @param connection the connection
   */
  public Socket(
      final Entity application,
      final String name,
      final NetworkStack stack,
      final TcpConnection connection) {
    super(application, name);
    this.connection = connection;
    final KernelProfile kernel = stack.host().kernel();
    this.tokens =
        kernel.has(ReceiveSwitch.DEVMEM_TOKEN_COUNTERS) ? new TokenCounters() : new TokenTable();
    this.devmemReceive = new DevmemReceive(tokens, kernel);
    this.capped = kernel.has(ReceiveSwitch.DONTNEED_FRAG_CAP);
    this.exposesErrors = kernel.has(ReceiveSwitch.RECVMSG_EXPOSES_ERRORS);
    stack.add(this);
    reading(METRICS.get(4), tokens::held);
    reading(METRICS.get(5), () -> releasedAtClose);
  }

  /** The connection. */
  public TcpConnection connection() {
    return connection;
  }

  /** Its tokens. */
  public TokenStore tokens() {
    return tokens;
  }

  /** Tokens tried by the last SO_DEVMEM_DONTNEED, for its cost. */
  public long lastAttempts() {
    return tokens.lastAttempts;
  }

  /** Of those, how many named nothing. */
  public long lastMisses() {
    return tokens.lastAttempts - tokens.lastHits;
  }

  /**
   * Lets the next reservations of tokens fail with ENOMEM.
   *
   * @param times how many
   */
  public void failTokenStore(final int times) {
    tokens.failNext(times);
  }

  /**
   * Receives without sleeping (recvmsg with MSG_DONTWAIT).
   *
   * @param message arguments and results
   */
  public void recvmsg(final ReceiveMessage message) {
    message.reset();
    recvmsgCalls.increment();
    attempt(message);
    returned(message);
  }

  /**
   * Begins a recvmsg that may sleep.
   *
   * @param message arguments and results
   * @return whether it has returned; else {@link #resume} goes on when something has happened
   */
  public boolean beginRecvmsg(final ReceiveMessage message) {
    message.reset();
    recvmsgCalls.increment();
    return resume(message);
  }

  /**
   * Goes on with a recvmsg whose thread was woken.
   *
   * @param message arguments and what was received so far
   * @return whether it has returned
   */
  public boolean resume(final ReceiveMessage message) {
    final boolean drained = attempt(message);
    final boolean all =
        (message.flags & ReceiveMessage.MSG_WAITALL) == 0
            || message.received == message.bufferBytes;
    final boolean sleeps =
        (message.flags & ReceiveMessage.MSG_DONTWAIT) == 0
            && drained
            && !destroyed
            && (message.received == 0
                ? message.errno == Errno.EAGAIN
                : !all && !connection.atEof() && connection.error() == Errno.OK);
    if (sleeps) {
      message.errno = Errno.OK;
      return false;
    }
    returned(message);
    return true;
  }

  /** Takes what is there. Returns whether that was all, and not stopped by anything. */
  private boolean attempt(final ReceiveMessage message) {
    final boolean peek = (message.flags & ReceiveMessage.MSG_PEEK) != 0;
    final int heldBefore = tokens.held();
    final int receivedBefore = message.received;
    final boolean drained = receive(message, peek);
    issued.add(tokens.held() - heldBefore);
    if (message.received > receivedBefore && !peek) {
      connection.receiveDone(message.received - receivedBefore);
    }
    if (message.received == 0 && message.errno == Errno.OK) {
      final Errno pending = connection.takeError();
      if (pending != Errno.OK) {
        message.errno = pending;
      } else if (!connection.atEof()) {
        message.errno = Errno.EAGAIN;
      }
    }
    return drained;
  }

  private void returned(final ReceiveMessage message) {
    if (message.errno == Errno.EFAULT) {
      efaults.increment();
    }
    if (recvmsgTrace.on) {
      recvmsgTrace.emit(
          message.received,
          message.errno.number(),
          message.devmem ? 1 : 0,
          message.cmsgs,
          message.copiedBytes,
          message.flags);
    }
  }

  /**
   * Delivers from as many skbs of one kind as fit; errno is set when there are none. Returns
   * whether the queue's end stopped it.
   */
  private boolean receive(final ReceiveMessage message, final boolean peek) {
    long position = connection.copiedOffset() + (peek ? message.received : 0);
    Skb skb = connection.receiveHead();
    while (skb != null && message.received < message.bufferBytes) {
      if (skb.endOffset <= position) {
        skb = skb.next;
        continue;
      }
      final int offset = (int) (position - skb.startOffset);
      final int left = skb.payloadBytes - offset;
      final int used =
          deliver(skb, offset, Math.min(left, message.bufferBytes - message.received), message);
      if (used <= 0) {
        return false;
      }
      message.skbs++;
      message.received += used;
      position += used;
      if (!peek) {
        connection.consume(used);
        skb = connection.receiveHead();
      }
      if (used < left && message.received < message.bufferBytes) {
        // What stopped it inside the buffer stops it there again, now that something was received.
        return false;
      }
    }
    return skb == null;
  }

  private int deliver(
      final Skb skb, final int offset, final int wanted, final ReceiveMessage message) {
    final boolean first = message.received == 0;
    if ((message.flags & ReceiveMessage.MSG_TRUNC) != 0) {
      message.devmem = skb.unreadable;
      return wanted;
    }
    if (!first && skb.unreadable != message.devmem) {
      return 0;
    }
    if (!skb.unreadable) {
      if (wanted > message.mappedBytes - message.copiedBytes) {
        return fail(message, first, Errno.EFAULT);
      }
      message.devmem = false;
      message.copiedBytes += wanted;
      SkbCopy.copy(skb, offset, wanted, message.buffer);
      return wanted;
    }
    if ((message.flags & ReceiveMessage.MSG_SOCK_DEVMEM) == 0) {
      return fail(message, first, Errno.EFAULT);
    }
    message.devmem = true;
    final int delivered = devmemReceive.deliver(skb, offset, wanted, message);
    if (delivered > 0) {
      return delivered;
    }
    message.devmem = !first;
    return fail(message, first, exposesErrors ? devmemReceive.error() : Errno.EFAULT);
  }

  /** An error is told only by a call that received nothing. */
  private static int fail(final ReceiveMessage message, final boolean first, final Errno errno) {
    if (first) {
      message.errno = errno;
    }
    return 0;
  }

  /**
   * Gives tokens back (setsockopt SO_DEVMEM_DONTNEED).
   *
   * @param optlen length of the option's value, bytes
   * @param starts {@code token_start} of each element
   * @param counts {@code token_count} of each element, 32 bits unsigned
   * @param elements number of elements
   * @return the number of tokens freed, or the error's number, negative, as setsockopt returns it
   */
  public long devmemDontneed(
      final int optlen, final int[] starts, final int[] counts, final int elements) {
    tokens.lastAttempts = 0;
    tokens.lastHits = 0;
    final boolean invalid =
        optlen < 4
            || optlen % TOKEN_ELEMENT_BYTES != 0
            || optlen > TOKEN_ELEMENT_BYTES * MAX_DONTNEED_TOKENS;
    final long result =
        invalid
            ? -Errno.EINVAL.number()
            : tokens.dontneed(
                starts, counts, elements, capped ? MAX_DONTNEED_FRAGS : Long.MAX_VALUE);
    freed.add(Math.max(0, result));
    if (dontneedTrace.on) {
      dontneedTrace.emit(elements, Math.max(0, result), Math.max(0, -result));
    }
    return result;
  }

  /** The connection is gone for good: releases the tokens (tcp_v4_destroy_sock). */
  public void destroy() {
    if (!destroyed) {
      destroyed = true;
      releasedAtClose = tokens.releaseAll();
    }
  }

  /** Whether the kernel has destroyed it. */
  public boolean isDestroyed() {
    return destroyed;
  }
}
