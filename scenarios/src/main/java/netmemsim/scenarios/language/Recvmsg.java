package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * One recvmsg(2) on an application's socket (net/ipv4/tcp.c, tcp_recvmsg_locked). It answers the
 * bytes received, when it returns.
 *
 * @param app application whose socket is used
 * @param sizeBytes size of its buffer, in bytes
 * @param mappedBytes how much of the buffer is mapped, if it is to fault on purpose, in bytes; null
 *     if not given
 * @param controlBytes size of its control buffer, in bytes
 * @param flags its flags; without msg-dontwait it may sleep
 */
public record Recvmsg(
    @JsonPropertyDescription("Application whose socket is used") String app,
    @JsonPropertyDescription("Size of its buffer")
        @JsonProperty("size")
        @Written.As(QuantityForm.PositiveSize.class)
        @Written.Default("64KiB")
        long sizeBytes,
    @JsonPropertyDescription("How much of the buffer is mapped, if it is to fault on purpose")
        @JsonProperty("mapped")
        @Written.As(QuantityForm.Size.class)
        @Nullable Long mappedBytes,
    @JsonPropertyDescription("Size of its control buffer")
        @JsonProperty("control")
        @Written.As(QuantityForm.Size.class)
        @Written.Default("80000")
        long controlBytes,
    @JsonPropertyDescription("Its flags; without msg-dontwait it may sleep")
        @Written.Default("[msg-sock-devmem, msg-dontwait]")
        List<Flag> flags)
    implements Operation {
  /** Keeps its own copies. */
  public Recvmsg {
    flags = List.copyOf(flags);
  }

  /** Flags of recvmsg. */
  public enum Flag {
    /** The caller understands device memory. */
    MSG_SOCK_DEVMEM,
    /** Never sleep. */
    MSG_DONTWAIT,
    /** Do not consume. */
    MSG_PEEK,
    /** Discard. */
    MSG_TRUNC,
    /** Sleep until the buffer is full. */
    MSG_WAITALL
  }
}
