package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * Binds a dma-buf to a device for transmission (netdev.yaml, bind-tx). Sending from it is not
 * modelled.
 *
 * @param dev NIC of the host; null if not given
 * @param ifindex interface index passed as it is, in place of dev; null if not given
 * @param dmabuf the dma-buf; null if not given
 * @param fd file descriptor passed in place of a dma-buf's: a number, closed or not-a-dmabuf; null
 *     if not given
 * @param socket name of the netlink socket; a new one of the step's name if absent; null if not
 *     given
 */
public record BindTx(
    @JsonPropertyDescription("NIC of the host") @Nullable String dev,
    @JsonPropertyDescription("Interface index passed as it is, in place of dev")
        @Written.Bounds(min = Integer.MIN_VALUE)
        @Nullable Integer ifindex,
    @JsonPropertyDescription("The dma-buf") @Nullable DmabufSpec dmabuf,
    @JsonPropertyDescription(
            "File descriptor passed in place of a dma-buf's: a number, closed or not-a-dmabuf")
        @Nullable DmabufFd fd,
    @JsonPropertyDescription("Name of the netlink socket; a new one of the step's name if absent")
        @Written.As(TextForm.Name.class)
        @Nullable String socket)
    implements Operation {
  /**
   * Checks what excludes what; an attribute that is not given is left out of the request.
   *
   * @throws BadValueException if dev and ifindex, or dmabuf and fd, are both given
   */
  public BindTx {
    if (dev != null && ifindex != null) {
      throw new BadValueException("/ifindex", "'dev' and 'ifindex' exclude each other");
    }
    if (dmabuf != null && fd != null) {
      throw new BadValueException("/fd", "'dmabuf' and 'fd' exclude each other");
    }
  }
}
