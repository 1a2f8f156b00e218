package netmemsim.models.app;

import java.util.List;
import java.util.function.Supplier;
import netmemsim.models.control.BoundDmabuf;
import netmemsim.models.netmem.Dmabuf;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.payload.Content;
import org.jspecify.annotations.Nullable;

/**
 * How ncdevmem is run as a server.
 *
 * @param port the TCP port that it listens on
 * @param device the device, or null to bind nothing
 * @param dmabuf makes the dma-buf, or null to bind nothing
 * @param existing finds a binding that somebody else made, or null to look for none
 * @param queues the RX queues that it binds the dma-buf to
 * @param tokenReturn when it gives tokens back
 * @param expected the pattern that it checks, or null
 * @param bufferBytes size of its receive buffer
 * @param controlBytes size of its control buffer
 * @param devmemFlag whether it passes MSG_SOCK_DEVMEM
 * @param reading whether it reads at all
 * @param peek what it does with MSG_PEEK before each recvmsg
 * @param thinkPs time spent on the data after each recvmsg, picoseconds
 */
public record NcdevmemOptions(
    int port,
    @Nullable NetDevice device,
    @Nullable Dmabuf dmabuf,
    @Nullable Supplier<@Nullable BoundDmabuf> existing,
    List<Integer> queues,
    TokenReturn tokenReturn,
    @Nullable Content expected,
    int bufferBytes,
    int controlBytes,
    boolean devmemFlag,
    boolean reading,
    Peek peek,
    long thinkPs) {
  /** What is done with the tokens of a peek. */
  public enum Peek {
    /** It does not peek. */
    OFF,
    /** Held and given back like any others. */
    KEEP,
    /** Not looked at. */
    FORGET
  }
}
