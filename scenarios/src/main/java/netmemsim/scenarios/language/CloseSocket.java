package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Closes a netlink socket, which unbinds what was bound through it, or an AF_XDP socket.
 *
 * @param socket name given to the socket by bind-rx or xsk-bind; one that names none has a socket
 *     of the name in its as
 */
public record CloseSocket(
    @JsonPropertyDescription(
            "Name given to the socket by bind-rx or xsk-bind; one that names none has a socket of the name in its as")
        String socket)
    implements Operation {}
