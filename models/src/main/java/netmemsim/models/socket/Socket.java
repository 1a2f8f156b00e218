package netmemsim.models.socket;

import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelSwitch;
import netmemsim.models.netmem.Netmem;
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
  private final NetworkStack stack;
  private final TokenTable tokens = new TokenTable();
  private final DevmemReceive devmemReceive;
  private int releasedAtClose;
  private boolean destroyed;
  private long lastAttempts;
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
    this.stack = stack;
    this.connection = connection;
    this.devmemReceive = new DevmemReceive(tokens, stack.host().kernel());
    stack.add(this);
    reading(METRICS.get(4), tokens::held);
    reading(METRICS.get(5), () -> releasedAtClose);
  }

  /** The connection. */
  public TcpConnection connection() {
    return connection;
  }

  /** Its tokens. */
  public TokenTable tokens() {
    return tokens;
  }

  /** Tokens tried by the last SO_DEVMEM_DONTNEED, for its cost. */
  public long lastAttempts() {
    return lastAttempts;
  }

  /**
   * Receives (recvmsg with MSG_DONTWAIT).
   *
   * @param message arguments and results
   */
  public void recvmsg(final ReceiveMessage message) {
    message.reset();
    recvmsgCalls.increment();
    final boolean peek = (message.flags & ReceiveMessage.MSG_PEEK) != 0;
    final int heldBefore = tokens.held();
    final int copied = receive(message, peek);
    issued.add(tokens.held() - heldBefore);
    if (copied > 0) {
      message.received = copied;
      if (!peek) {
        connection.receiveDone(copied);
      }
    } else if (message.errno == Errno.OK) {
      final Errno pending = connection.takeError();
      if (pending != Errno.OK) {
        message.errno = pending;
      } else if (!connection.atEof()) {
        message.errno = Errno.EAGAIN;
      }
    }
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
   * Delivers from as many skbs of one kind as fit. Returns the bytes, errno set when there are
   * none.
   */
  private int receive(final ReceiveMessage message, final boolean peek) {
    int copied = 0;
    long position = connection.copiedOffset();
    Skb skb = connection.receiveHead();
    while (skb != null && copied < message.bufferBytes) {
      final int offset = (int) (position - skb.startOffset);
      final int wanted = Math.min(skb.payloadBytes - offset, message.bufferBytes - copied);
      final int used = deliver(skb, offset, wanted, message, copied);
      if (used <= 0) {
        break;
      }
      message.skbs++;
      copied += used;
      position += used;
      final boolean whole = used == skb.payloadBytes - offset;
      if (peek) {
        skb = whole ? skb.next : skb;
      } else {
        connection.consume(used);
        skb = connection.receiveHead();
      }
    }
    return copied;
  }

  private int deliver(
      final Skb skb,
      final int offset,
      final int wanted,
      final ReceiveMessage message,
      final int copied) {
    if ((message.flags & ReceiveMessage.MSG_TRUNC) != 0) {
      return wanted;
    }
    if (copied > 0 && skb.unreadable != message.devmem) {
      return 0;
    }
    if (!skb.unreadable) {
      message.devmem = false;
      message.copiedBytes += wanted;
      SkbCopy.copy(skb, offset, wanted, message.buffer);
      return wanted;
    }
    if ((message.flags & ReceiveMessage.MSG_SOCK_DEVMEM) == 0) {
      if (copied == 0) {
        message.errno = Errno.EFAULT;
      }
      return 0;
    }
    message.devmem = true;
    final int delivered = devmemReceive.deliver(skb, offset, wanted, message);
    if (delivered < 0 && copied == 0) {
      message.errno = devmemReceive.error();
      message.devmem = false;
    }
    return delivered;
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
    lastAttempts = 0;
    final boolean invalid =
        optlen < 4
            || optlen % TOKEN_ELEMENT_BYTES != 0
            || optlen > TOKEN_ELEMENT_BYTES * MAX_DONTNEED_TOKENS;
    final long result = invalid ? -Errno.EINVAL.number() : free(starts, counts, elements);
    if (dontneedTrace.on) {
      dontneedTrace.emit(elements, Math.max(0, result), Math.max(0, -result));
    }
    return result;
  }

  private long free(final int[] starts, final int[] counts, final int elements) {
    final boolean capped = stack.host().kernel().has(KernelSwitch.DONTNEED_FRAG_CAP);
    long count = 0;
    for (int i = 0; i < elements; i++) {
      final long start = Integer.toUnsignedLong(starts[i]);
      final long wanted = Integer.toUnsignedLong(counts[i]);
      final long tries = capped ? Math.min(wanted, MAX_DONTNEED_FRAGS - lastAttempts) : wanted;
      lastAttempts += tries;
      // Beyond the table every try is a miss; a 32-bit token wraps around.
      final long present = Math.min(tries, tokens.limit());
      for (long j = 0; j < present; j++) {
        count += erase((start + j) & 0xFFFFFFFFL);
      }
      if (start + tries > 1L << 32) {
        for (long j = (1L << 32) - start;
            j < tries && j < (1L << 32) - start + tokens.limit();
            j++) {
          count += erase((start + j) & 0xFFFFFFFFL);
        }
      }
      if (capped && lastAttempts >= MAX_DONTNEED_FRAGS) {
        break;
      }
    }
    freed.add(count);
    return count;
  }

  private int erase(final long token) {
    final Netmem memory = tokens.erase(token);
    if (memory == null) {
      return 0;
    }
    memory.put();
    return 1;
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
