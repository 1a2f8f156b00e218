package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * Binds a dma-buf to receive queues (netdev.yaml, bind-rx). May ask for what the kernel refuses;
 * the name of the step is the name of the binding.
 *
 * @param dev NIC of the host; null if not given
 * @param ifindex interface index passed as it is, in place of dev; null if not given
 * @param dmabuf the dma-buf; null if not given
 * @param fd file descriptor passed in place of a dma-buf's: a number, closed or not-a-dmabuf; null
 *     if not given
 * @param queues queues to bind; an index means a receive queue
 * @param admin whether the caller has CAP_NET_ADMIN
 * @param socket name of the netlink socket; a new one of the step's name if absent; null if not
 *     given
 * @param omit attributes left out of the request
 * @param replyLost whether the socket's receive buffer is full, so that the reply does not fit
 */
public record BindRx(
    @JsonPropertyDescription("NIC of the host") @Nullable String dev,
    @JsonPropertyDescription("Interface index passed as it is, in place of dev")
        @Written.Bounds(min = Integer.MIN_VALUE)
        @Nullable Integer ifindex,
    @JsonPropertyDescription("The dma-buf") @Nullable DmabufSpec dmabuf,
    @JsonPropertyDescription(
            "File descriptor passed in place of a dma-buf's: a number, closed or not-a-dmabuf")
        @Nullable DmabufFd fd,
    @JsonPropertyDescription("Queues to bind; an index means a receive queue")
        @Written.Default("[]")
        List<QueueId> queues,
    @JsonPropertyDescription("Whether the caller has CAP_NET_ADMIN") @Written.Default("on")
        boolean admin,
    @JsonPropertyDescription("Name of the netlink socket; a new one of the step's name if absent")
        @Written.As(TextForm.Name.class)
        @Nullable String socket,
    @JsonPropertyDescription("Attributes left out of the request")
        @Written.OneOrMany
        @Written.Default("[]")
        List<Attribute> omit,
    @JsonPropertyDescription(
            "Whether the socket's receive buffer is full, so that the reply does not fit")
        @Written.Default("off")
        boolean replyLost)
    implements Operation {
  /**
   * Keeps its own copies.
   *
   * @throws BadValueException if dev and ifindex, or dmabuf and fd, are both given, or neither is
   *     and it is not omitted
   */
  public BindRx {
    queues = List.copyOf(queues);
    omit = List.copyOf(omit);
    if (dev != null && ifindex != null) {
      throw new BadValueException("/ifindex", "'dev' and 'ifindex' exclude each other");
    }
    if (dmabuf != null && fd != null) {
      throw new BadValueException("/fd", "'dmabuf' and 'fd' exclude each other");
    }
    if (dev == null && ifindex == null && !omit.contains(Attribute.IFINDEX)) {
      throw new BadValueException("expected 'dev', 'ifindex' or omit: ifindex");
    }
    if (dmabuf == null && fd == null && !omit.contains(Attribute.FD)) {
      throw new BadValueException("expected 'dmabuf', 'fd' or omit: fd");
    }
    if (queues.isEmpty() && !omit.contains(Attribute.QUEUES)) {
      throw new BadValueException("expected 'queues' or omit: queues");
    }
  }

  /** An attribute of the request. */
  public enum Attribute {
    /** The interface. */
    IFINDEX,
    /** The dma-buf's file descriptor. */
    FD,
    /** The queues. */
    QUEUES
  }
}
