package netmemsim.models.app;

import netmemsim.models.packet.IpAddress;
import netmemsim.models.payload.Content;
import org.jspecify.annotations.Nullable;

/**
 * How netcat is run, as a client or a server.
 *
 * @param listenPort the port that it listens on, or 0 for a client
 * @param local the client's own address, or null for a server
 * @param remote the address that a client connects to, or null for a server
 * @param remotePort the port that a client connects to
 * @param sendBytes bytes to send, 0 for none
 * @param content what it sends
 * @param chunkBytes bytes a write
 * @param rateBitsPerSecond how fast it writes, 0 for as fast as the socket takes it
 * @param expected the pattern that it checks, or null
 * @param bufferBytes size of its receive buffer
 * @param reading whether it reads at all
 * @param closeWhenDone whether it shuts its side down when all is sent
 */
public record NetcatOptions(
    int listenPort,
    @Nullable IpAddress local,
    @Nullable IpAddress remote,
    int remotePort,
    long sendBytes,
    Content content,
    long chunkBytes,
    long rateBitsPerSecond,
    @Nullable Content expected,
    int bufferBytes,
    boolean reading,
    boolean closeWhenDone) {}
