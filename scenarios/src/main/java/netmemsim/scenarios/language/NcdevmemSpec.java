package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * The receiver of the kernel's selftest drivers/net/hw/ncdevmem.c: binds a dma-buf, listens, and
 * receives with MSG_SOCK_DEVMEM.
 *
 * @param listen TCP port
 * @param dev NIC to bind on; may be absent if the host has one NIC; null if not given
 * @param dmabuf memory to bind; null if not given
 * @param queues receive queues to bind
 * @param bind name of a bind-rx step whose binding is used, in place of dev, dmabuf and queues;
 *     null if not given
 * @param returnTokens when tokens are returned: per-call, never, {batch: N}, {delay: time} or
 *     {leak: N}
 * @param validate modulus of the byte pattern that is checked, as ncdevmem -v; 0 checks nothing
 * @param recvSizeBytes bytes asked for by one recvmsg; ncdevmem.c has 819200, in bytes
 * @param controlSizeBytes room for control messages in one recvmsg; ncdevmem.c has 20000 ints, in
 *     bytes
 * @param msgSockDevmem whether recvmsg is called with MSG_SOCK_DEVMEM
 * @param read whether it reads at all
 * @param peek whether it calls recvmsg with MSG_PEEK before each recvmsg, and whether it returns
 *     the tokens of that
 * @param thinkPs time spent on the data after each recvmsg, in picoseconds
 */
public record NcdevmemSpec(
    @JsonPropertyDescription("TCP port") @Written.Bounds(min = 1, max = 65535) int listen,
    @JsonPropertyDescription("NIC to bind on; may be absent if the host has one NIC")
        @Nullable String dev,
    @JsonPropertyDescription("Memory to bind") @Nullable DmabufSpec dmabuf,
    @JsonPropertyDescription("Receive queues to bind")
        @Written.Default("[]")
        @Written.Bounds(min = 0)
        List<Integer> queues,
    @JsonPropertyDescription(
            "Name of a bind-rx step whose binding is used, in place of dev, dmabuf and queues")
        @Nullable String bind,
    @JsonPropertyDescription(
            "When tokens are returned: per-call, never, {batch: N}, {delay: time} or {leak: N}")
        @Written.Default("per-call")
        ReturnTokens returnTokens,
    @JsonPropertyDescription(
            "Modulus of the byte pattern that is checked, as ncdevmem -v; 0 checks nothing")
        @Written.Default("0")
        @Written.Bounds(min = 0, max = 255)
        int validate,
    @JsonPropertyDescription("Bytes asked for by one recvmsg; ncdevmem.c has 819200")
        @JsonProperty("recv-size")
        @Written.As(QuantityForm.PositiveSize.class)
        @Written.Default("800KiB")
        long recvSizeBytes,
    @JsonPropertyDescription("Room for control messages in one recvmsg; ncdevmem.c has 20000 ints")
        @JsonProperty("control-size")
        @Written.As(QuantityForm.Size.class)
        @Written.Default("80000")
        long controlSizeBytes,
    @JsonPropertyDescription("Whether recvmsg is called with MSG_SOCK_DEVMEM")
        @Written.Default("on")
        boolean msgSockDevmem,
    @JsonPropertyDescription("Whether it reads at all") @Written.Default("on") boolean read,
    @JsonPropertyDescription(
            "Whether it calls recvmsg with MSG_PEEK before each recvmsg, and whether it returns the tokens of that")
        @Written.Default("off")
        Peek peek,
    @JsonPropertyDescription("Time spent on the data after each recvmsg")
        @JsonProperty("think")
        @Written.As(QuantityForm.Time.class)
        @Written.Default("0s")
        long thinkPs)
    implements AppKind {
  /** What is done with MSG_PEEK. */
  public enum Peek {
    /** It does not peek. */
    OFF,
    /** It peeks and returns those tokens too. */
    KEEP,
    /** It peeks and does not look at those tokens. */
    FORGET
  }

  /**
   * Keeps its own copies.
   *
   * @throws BadValueException if neither or both of a binding of its own and {@code bind} are
   *     given, or tokens are to be returned once
   */
  public NcdevmemSpec {
    queues = List.copyOf(queues);
    if (bind != null && (dmabuf != null || dev != null || !queues.isEmpty())) {
      throw new BadValueException("/bind", "'bind' excludes 'dev', 'dmabuf' and 'queues'");
    }
    if (bind == null && (dmabuf == null || queues.isEmpty())) {
      throw new BadValueException("expected 'bind', or 'dmabuf' and 'queues'");
    }
    if (returnTokens instanceof ReturnTokens.All) {
      throw new BadValueException("/return-tokens", "'all' is a change for the timeline");
    }
  }

  @Override
  public String word() {
    return "ncdevmem";
  }
}
