package netmemsim.models.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.Result;
import org.jspecify.annotations.Nullable;

/**
 * A request to the netdev family as bytes would carry it. The generic netlink core looks for the
 * command, then at the sender's capability, then at the attributes, and only then calls the handler
 * (genl_family_rcv_msg, net/netlink/genetlink.c). Of the commands, bind-rx and bind-tx are
 * modelled.
 *
 * @param command the command's number
 * @param dump whether NLM_F_DUMP is set
 * @param admin whether the sender has CAP_NET_ADMIN
 * @param attributes the attributes in their order
 */
public record NetdevMessage(
    int command, boolean dump, boolean admin, List<NetlinkAttribute> attributes) {
  /** NETDEV_CMD_BIND_RX. */
  public static final int BIND_RX = 13;

  /** NETDEV_CMD_BIND_TX. */
  public static final int BIND_TX = 15;

  /**
   * Carries the request out, in no time.
   *
   * @param family the family
   * @param socket the socket that it came in on
   * @param descriptors what stands behind a descriptor of the sender
   * @param done gets the answer
   */
  public void send(
      final NetdevFamily family,
      final NetlinkSocket socket,
      final IntFunction<DmabufFd> descriptors,
      final Consumer<Result> done) {
    try {
      if (dump || (command != BIND_RX && command != BIND_TX)) {
        throw new KernelException(Errno.EOPNOTSUPP);
      }
      if (command == BIND_RX) {
        if (!admin) {
          throw new KernelException(Errno.EPERM);
        }
        NetlinkPolicy.BIND_RX.validate(attributes);
        family.bindRx(
            new BindRxRequest(
                true,
                NetlinkPolicy.number(attributes, NetlinkPolicy.DMABUF_IFINDEX),
                descriptor(descriptors),
                queues()),
            socket,
            true,
            done);
        return;
      }
      NetlinkPolicy.BIND_TX.validate(attributes);
      family.bindTx(
          new BindTxRequest(
              NetlinkPolicy.number(attributes, NetlinkPolicy.DMABUF_IFINDEX),
              descriptor(descriptors)),
          socket,
          done);
    } catch (KernelException e) {
      done.accept(e.result());
    }
  }

  private @Nullable DmabufFd descriptor(final IntFunction<DmabufFd> descriptors) {
    final Integer fd = NetlinkPolicy.number(attributes, NetlinkPolicy.DMABUF_FD);
    return fd == null ? null : descriptors.apply(fd);
  }

  private List<QueueRef> queues() {
    final List<QueueRef> queues = new ArrayList<>();
    for (final NetlinkAttribute attribute : attributes) {
      if (attribute.type() == NetlinkPolicy.DMABUF_QUEUES) {
        final Integer type = NetlinkPolicy.number(attribute.children(), NetlinkPolicy.QUEUE_TYPE);
        queues.add(
            new QueueRef(
                NetlinkPolicy.number(attribute.children(), NetlinkPolicy.QUEUE_ID),
                type == null ? null : type == 0 ? QueueRef.Type.RX : QueueRef.Type.TX));
      }
    }
    return queues;
  }
}
