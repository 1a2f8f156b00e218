package netmemsim.models.app;

import netmemsim.core.metric.Counter;
import netmemsim.models.control.Bindings;
import netmemsim.models.control.BoundDmabuf;
import netmemsim.models.netmem.ContentReader;
import netmemsim.models.payload.Content;
import netmemsim.models.socket.ReceiveMessage;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a recvmsg delivered: notes tokens, and reads the fragments out of their dma-buf.
 */
final class FragmentReader implements ContentReader {
  private final StreamReader reader;
  private final TokenHolder tokens;
  private final Bindings bindings;
  private final Counter wrongId;

  FragmentReader(
      final StreamReader reader,
      final TokenHolder tokens,
      final Bindings bindings,
      final Counter wrongId) {
    this.reader = reader;
    this.tokens = tokens;
    this.bindings = bindings;
    this.wrongId = wrongId;
  }

  /**
   * Takes the fragments of a call.
   *
   * @param message the call
   * @param memory the binding that is expected, or null
   * @param nowPs simulated time
   */
  void take(final ReceiveMessage message, final @Nullable BoundDmabuf memory, final long nowPs) {
    for (int i = 0; i < message.cmsgs; i++) {
      if (message.type(i) == ReceiveMessage.LINEAR) {
        reader.countLinear(message.size(i));
        continue;
      }
      tokens.add(message.token(i), nowPs);
      reader.countDevmem(message.size(i));
      if (memory == null || memory.binding().id() != message.dmabufId(i)) {
        wrongId.increment();
        final BoundDmabuf other = bindings.find(message.dmabufId(i));
        if (other != null) {
          other.binding().read(message.offset(i), message.size(i), this);
        }
      } else {
        memory.binding().read(message.offset(i), message.size(i), this);
      }
    }
    tokens.awaitDue();
  }

  /**
   * Notes the tokens of a call that only peeked.
   *
   * @param message the call
   * @param forget whether the application does not look at them
   * @param nowPs simulated time
   */
  void peeked(final ReceiveMessage message, final boolean forget, final long nowPs) {
    for (int i = 0; i < message.cmsgs; i++) {
      if (message.type(i) == ReceiveMessage.DMABUF) {
        if (forget) {
          tokens.forget();
        } else {
          tokens.add(message.token(i), nowPs);
        }
      }
    }
    tokens.awaitDue();
  }

  @Override
  public void piece(final Content content, final long position, final int lengthBytes) {
    reader.check(content, position, lengthBytes);
  }

  @Override
  public void hole(final int lengthBytes) {
    reader.hole(lengthBytes);
  }
}
