package netmemsim.models.app;

import java.util.function.Consumer;
import netmemsim.models.host.Host;
import netmemsim.models.host.ProcessThread;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.ContentReader;
import netmemsim.models.payload.Content;
import netmemsim.models.socket.ReceiveMessage;
import netmemsim.models.socket.Socket;

/** One recvmsg(2). */
public final class AskedReceive extends AskedCall {
  /** The bytes of a peek, which the next call brings again. */
  static final ContentReader UNSEEN =
      new ContentReader() {
        @Override
        public void piece(final Content content, final long position, final int lengthBytes) {
          // The check is of the call that consumes them.
        }

        @Override
        public void hole(final int lengthBytes) {
          // Likewise.
        }
      };

  private final int bufferBytes;
  private final int mappedBytes;
  private final int controlBytes;
  private final int flags;
  private ReceiveMessage message = new ReceiveMessage(UNSEEN);
  private boolean begun;

  /**
   * A call.
   *
   * @param bufferBytes size of the buffer
   * @param mappedBytes how much of it is mapped
   * @param controlBytes size of the control buffer
   * @param flags MSG_ flags
   * @param done told what it answered
   */
  public AskedReceive(
      final int bufferBytes,
      final int mappedBytes,
      final int controlBytes,
      final int flags,
      final Consumer<Result> done) {
    super(done);
    this.bufferBytes = bufferBytes;
    this.mappedBytes = mappedBytes;
    this.controlBytes = controlBytes;
    this.flags = flags;
  }

  @Override
  long step(final Host host, final Socket socket, final DevmemReader reader, final long nowPs) {
    final boolean peek = (flags & ReceiveMessage.MSG_PEEK) != 0;
    final boolean returned;
    if (begun) {
      returned = socket.resume(message);
    } else {
      begun = true;
      if (!peek) {
        message = new ReceiveMessage(reader.stream());
        reader.stream().begin(message);
      }
      message.bufferBytes = bufferBytes;
      message.mappedBytes = mappedBytes;
      message.controlBytes = controlBytes;
      message.flags = flags;
      returned = socket.beginRecvmsg(message);
    }
    if (!returned) {
      return ProcessThread.SLEEP;
    }
    if (peek) {
      reader.peeked(message, nowPs);
    } else {
      reader.stream().returned();
      reader.take(message, nowPs);
    }
    answer(
        message.errno == Errno.OK ? Result.value(message.received) : Result.error(message.errno));
    return StreamReader.costPs(message, socket, reader.core());
  }
}
