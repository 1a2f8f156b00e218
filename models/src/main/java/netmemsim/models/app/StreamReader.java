package netmemsim.models.app;

import java.util.Arrays;
import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.metric.Counter;
import netmemsim.core.metric.Metric;
import netmemsim.models.host.Core;
import netmemsim.models.host.Cost;
import netmemsim.models.kernel.Errno;
import netmemsim.models.netmem.ContentReader;
import netmemsim.models.payload.Content;
import netmemsim.models.payload.Verifier;
import netmemsim.models.socket.ReceiveMessage;
import netmemsim.models.socket.Socket;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of an application: calls recvmsg, counts what came and how, and checks it
 * against the pattern that the sender is believed to send.
 */
final class StreamReader extends Entity implements ContentReader {
  /** Metrics. */
  static final List<Metric> METRICS =
      List.of(
          Metric.counter("bytes_received", "bytes", "bytes received, of any kind"),
          Metric.counter("bytes_devmem", "bytes", "bytes received in device memory"),
          Metric.counter("bytes_linear", "bytes", "bytes copied and announced as linear"),
          Metric.counter("bytes_plain", "bytes", "bytes copied by an ordinary receive"),
          Metric.counter("devmem_calls", "calls", "calls that returned device memory"),
          Metric.counter("plain_calls", "calls", "calls that returned ordinary data"),
          Metric.counter("mixed_calls", "calls", "calls that returned both: must stay 0"),
          Metric.counter("validation_errors", "bytes", "bytes that differ from the pattern"),
          Metric.gauge("efault", "flag", "1 when the last call answered EFAULT"),
          Metric.gauge("eof", "flag", "1 once the peer's FIN was read"),
          Metric.counter("bytes_discarded", "bytes", "bytes received with MSG_TRUNC, unseen"),
          Metric.counter("cut_cmsgs", "messages", "control messages that were cut short"));

  private final ReceiveMessage message = new ReceiveMessage(this);

  /** The call at hand: the reader's own, or one that somebody asked for. */
  private ReceiveMessage current = message;

  private final @Nullable Verifier verifier;
  private boolean eof;
  private boolean efault;

  /** Linear bytes of the call at hand, which are checked in the order of its control messages. */
  private Content[] pieceContent = new Content[16];

  private long[] piecePosition = new long[16];
  private int[] pieceBytes = new int[16];
  private int pieces;
  private int nextPiece;

  private final Counter bytes = counter(METRICS.get(0));
  private final Counter devmem = counter(METRICS.get(1));
  private final Counter linear = counter(METRICS.get(2));
  private final Counter plain = counter(METRICS.get(3));
  private final Counter devmemCalls = counter(METRICS.get(4));
  private final Counter plainCalls = counter(METRICS.get(5));
  private final Counter mixedCalls = counter(METRICS.get(6));
  private final Counter wrong = counter(METRICS.get(7));
  private final Counter discarded = counter(METRICS.get(10));
  private final Counter cut = counter(METRICS.get(11));

  StreamReader(
      final Entity application,
      final int bufferBytes,
      final int controlBytes,
      final boolean devmemFlag,
      final @Nullable Content expected) {
    super(application, "reader");
    message.bufferBytes = bufferBytes;
    message.controlBytes = controlBytes;
    setDevmemFlag(devmemFlag);
    verifier = expected == null ? null : new Verifier(expected);
    reading(METRICS.get(8), () -> efault ? 1 : 0);
    reading(METRICS.get(9), () -> eof ? 1 : 0);
  }

  void setDevmemFlag(final boolean on) {
    message.flags =
        on
            ? message.flags | ReceiveMessage.MSG_SOCK_DEVMEM
            : message.flags & ~ReceiveMessage.MSG_SOCK_DEVMEM;
  }

  boolean isEof() {
    return eof;
  }

  ReceiveMessage message() {
    return message;
  }

  /** Calls recvmsg once. Fragments are for the caller to look at in {@link #message()}. */
  Errno receive(final Socket socket) {
    begin(message);
    socket.recvmsg(message);
    returned();
    return message.errno;
  }

  /** What comes now is of this call. */
  void begin(final ReceiveMessage call) {
    current = call;
    pieces = 0;
    nextPiece = 0;
  }

  /** The call at hand has returned. */
  void returned() {
    efault = current.errno == Errno.EFAULT;
    cut.add(current.cutCmsgs);
    if (current.errno == Errno.OK && current.received == 0) {
      eof = true;
    }
    if (current.received > 0) {
      bytes.add(current.received);
      if ((current.flags & ReceiveMessage.MSG_TRUNC) != 0) {
        discarded.add(current.received);
        if (verifier != null) {
          verifier.skip(current.received);
        }
      } else if (current.devmem) {
        devmemCalls.increment();
      } else {
        plainCalls.increment();
        plain.add(current.received);
      }
      if (current.devmem && current.copiedBytes != linearCmsgBytes()) {
        mixedCalls.increment();
      }
    }
  }

  private int linearCmsgBytes() {
    int sum = 0;
    for (int i = 0; i < current.cmsgs; i++) {
      if (current.type(i) == ReceiveMessage.LINEAR) {
        sum += current.size(i);
      }
    }
    return sum;
  }

  /** A fragment of device memory that the caller reads for the check. */
  void countDevmem(final int sizeBytes) {
    devmem.add(sizeBytes);
  }

  /**
   * A run of linear bytes: the next ones in the user's buffer, in the order of control messages.
   */
  void countLinear(final int sizeBytes) {
    linear.add(sizeBytes);
    int left = sizeBytes;
    while (left > 0 && nextPiece < pieces) {
      final int length = Math.min(left, pieceBytes[nextPiece]);
      check(pieceContent[nextPiece], piecePosition[nextPiece], length);
      piecePosition[nextPiece] += length;
      pieceBytes[nextPiece] -= length;
      left -= length;
      if (pieceBytes[nextPiece] == 0) {
        nextPiece++;
      }
    }
  }

  /** What a call took on a core, picoseconds. */
  static long costPs(final ReceiveMessage call, final Socket socket, final Core core) {
    return core.costs().ps(Cost.SYSCALL)
        + call.skbs * core.costs().ps(Cost.RECVMSG_SKB)
        + call.cmsgs
            * (core.costs().ps(socket.tokens().issueCost()) + core.costs().ps(Cost.APP_FRAGMENT))
        + call.copiedBytes * core.costs().ps(Cost.COPY_KIB) / 1024;
  }

  @Override
  public void piece(final Content content, final long position, final int lengthBytes) {
    if (!current.devmem) {
      check(content, position, lengthBytes);
      return;
    }
    if (pieces == pieceBytes.length) {
      pieceContent = Arrays.copyOf(pieceContent, pieces * 2);
      piecePosition = Arrays.copyOf(piecePosition, pieces * 2);
      pieceBytes = Arrays.copyOf(pieceBytes, pieces * 2);
    }
    pieceContent[pieces] = content;
    piecePosition[pieces] = position;
    pieceBytes[pieces] = lengthBytes;
    pieces++;
  }

  /** Checks bytes that the application looked at. */
  void check(final Content content, final long position, final int lengthBytes) {
    final Verifier check = verifier;
    if (check != null) {
      final long before = check.errors();
      check.check(content, position, lengthBytes);
      wrong.add(check.errors() - before);
    }
  }

  @Override
  public void hole(final int lengthBytes) {
    final Verifier check = verifier;
    if (check != null) {
      check.missing(lengthBytes);
      wrong.add(lengthBytes);
    }
  }
}
