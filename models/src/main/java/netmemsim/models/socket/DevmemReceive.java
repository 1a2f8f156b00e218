package netmemsim.models.socket;

import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.ReceiveSwitch;
import netmemsim.models.netmem.NetIov;
import netmemsim.models.netmem.Netmem;
import netmemsim.models.packet.Skb;
import org.jspecify.annotations.Nullable;

/**
 * The walk of recvmsg over one unreadable skb (tcp_recvmsg_dmabuf, net/ipv4/tcp.c v6.12 to v6.18):
 * linear part first, then fragments, then the frag_list. Each piece is described by a control
 * message; each fragment's piece gets a token and a reference of its own.
 */
final class DevmemReceive {
  private final TokenStore tokens;
  private final boolean notrunc;
  private Errno error = Errno.OK;

  DevmemReceive(final TokenStore tokens, final KernelProfile kernel) {
    this.tokens = tokens;
    this.notrunc = kernel.has(ReceiveSwitch.CMSG_NOTRUNC);
  }

  /** What stopped the walk that delivered nothing. */
  Errno error() {
    return error;
  }

  /**
   * Delivers bytes of an skb.
   *
   * @param skb an unreadable skb
   * @param offset bytes of it to skip
   * @param wanted bytes to deliver
   * @param message gets control messages and linear bytes
   * @return bytes delivered, or -1 with {@link #error()}
   */
  int deliver(final Skb skb, final int offset, final int wanted, final ReceiveMessage message) {
    error = Errno.OK;
    int start = 0;
    int delivered = 0;
    Skb part = skb;
    boolean head = true;
    while (part != null && delivered < wanted) {
      final int partBytes = ownBytes(part);
      if (offset + delivered < start + partBytes) {
        if (!part.unreadable) {
          error = Errno.ENODEV;
          return delivered > 0 ? delivered : -1;
        }
        final int skip = offset + delivered - start;
        final int got = deliverPart(part, skip, wanted - delivered, message);
        delivered += got;
        if (error != Errno.OK) {
          return delivered > 0 ? delivered : -1;
        }
      }
      start += partBytes;
      part = head ? skb.fragList : part.next;
      head = false;
    }
    if (delivered < wanted) {
      error = Errno.EFAULT;
      return delivered > 0 ? delivered : -1;
    }
    return delivered;
  }

  /** Payload bytes in the buffer itself, without its frag_list. */
  private static int ownBytes(final Skb part) {
    int bytes = part.linearBytes;
    for (int i = 0; i < part.fragments; i++) {
      bytes += part.fragmentBytes[i];
    }
    return bytes;
  }

  private int deliverPart(
      final Skb part, final int skip, final int wanted, final ReceiveMessage message) {
    int delivered = 0;
    if (skip < part.linearBytes) {
      final int piece = Math.min(part.linearBytes - skip, wanted);
      if (piece > message.mappedBytes - message.copiedBytes) {
        error = Errno.EFAULT;
        return 0;
      }
      part.readLinear(skip, piece, message.buffer);
      message.copiedBytes += piece;
      if (!put(message, ReceiveMessage.LINEAR, 0, piece, 0, 0)) {
        // The bytes are in the buffer, but they do not count: the next call gets them again.
        message.copiedBytes -= piece;
        return 0;
      }
      delivered += piece;
    }
    int start = part.linearBytes;
    for (int i = 0; i < part.fragments && delivered < wanted; i++) {
      final int end = start + part.fragmentBytes[i];
      final int position = skip + delivered;
      if (position < end) {
        final int piece = Math.min(end - position, wanted - delivered);
        if (!deliverFragment(
            part.fragmentMemory[i], part.fragmentOffset[i] + position - start, piece, message)) {
          return delivered;
        }
        delivered += piece;
      }
      start = end;
    }
    return delivered;
  }

  private boolean deliverFragment(
      final @Nullable Netmem memory,
      final int offset,
      final int piece,
      final ReceiveMessage message) {
    if (!(memory instanceof NetIov netIov)) {
      error = Errno.ENODEV;
      return false;
    }
    error = tokens.admit(netIov);
    if (error != Errno.OK) {
      return false;
    }
    final int token = tokens.next(netIov);
    final boolean done =
        put(
            message,
            ReceiveMessage.DMABUF,
            netIov.dmabufOffset() + offset,
            piece,
            token,
            netIov.binding().id());
    if (done) {
      tokens.issue(netIov);
    }
    return done;
  }

  /**
   * Writes a control message; without room for all of it the walk ends. put_cmsg, before v6.14,
   * left a cut message behind whose token was never issued; put_cmsg_notrunc leaves none.
   */
  private boolean put(
      final ReceiveMessage message,
      final int type,
      final long offset,
      final int size,
      final int token,
      final int dmabufId) {
    final int room = message.controlRoom();
    if (room >= ReceiveMessage.CMSG_BYTES) {
      message.add(type, offset, size, token, dmabufId);
      return true;
    }
    if (!notrunc && room >= ReceiveMessage.CMSG_HEADER_BYTES) {
      message.cut(token);
    }
    error = Errno.ETOOSMALL;
    return false;
  }
}
