package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * Changes what a running application does. What is null stays as it is.
 *
 * @param name application on the same host
 * @param returnTokens when it returns tokens from now on; all returns those it holds, once; null if
 *     not given
 * @param read whether it calls recvmsg; null if not given
 * @param msgSockDevmem whether it passes MSG_SOCK_DEVMEM to recvmsg; null if not given
 * @param sendBytes bytes that a netcat sends beyond what it was told to, in bytes; null if not
 *     given
 * @param close closes its TCP connection, or its netlink socket and with it the binding; null if
 *     not given
 * @param kill ends the process; the kernel closes its sockets
 */
public record AppChange(
    @JsonPropertyDescription("Application on the same host") String name,
    @JsonPropertyDescription("When it returns tokens from now on; all returns those it holds, once")
        @Nullable ReturnTokens returnTokens,
    @JsonPropertyDescription("Whether it calls recvmsg") @Nullable Boolean read,
    @JsonPropertyDescription("Whether it passes MSG_SOCK_DEVMEM to recvmsg")
        @Nullable Boolean msgSockDevmem,
    @JsonPropertyDescription("Bytes that a netcat sends beyond what it was told to")
        @JsonProperty("send")
        @Written.As(QuantityForm.PositiveSize.class)
        @Nullable Long sendBytes,
    @JsonPropertyDescription(
            "Closes its TCP connection, or its netlink socket and with it the binding")
        @Nullable Side close,
    @JsonPropertyDescription("Ends the process; the kernel closes its sockets")
        @Written.Default("off")
        boolean kill)
    implements Operation {
  /** Which socket is closed. */
  public enum Side {
    /** The TCP connection. */
    TCP,
    /** The netlink socket that holds the binding. */
    NETLINK
  }
}
