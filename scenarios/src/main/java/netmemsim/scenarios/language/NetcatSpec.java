package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * A plain TCP endpoint that connects or listens, sends a byte pattern and reads into host memory.
 *
 * @param listen TCP port to listen on; null if not given
 * @param connect host:port to connect to; null if not given
 * @param sendBytes bytes to send, in bytes
 * @param pattern modulus of the byte pattern sent; 0 sends zeros
 * @param chunkBytes bytes per write; OpenBSD netcat has 16384, in bytes
 * @param rateBitsPerSecond pace of the writes; as fast as the socket takes them if absent, in bits
 *     per second; null if not given
 * @param validate modulus of the byte pattern that is checked in what arrives; 0 checks nothing
 * @param recvSizeBytes bytes asked for by one read; OpenBSD netcat has 16384, in bytes
 * @param read whether it reads at all
 * @param closeWhenDone whether it shuts its side down after the last byte sent, as nc -N
 */
public record NetcatSpec(
    @JsonPropertyDescription("TCP port to listen on") @Written.Bounds(min = 1, max = 65535)
        @Nullable Integer listen,
    @JsonPropertyDescription("host:port to connect to") @Written.As(TextForm.HostPort.class)
        @Nullable String connect,
    @JsonPropertyDescription("Bytes to send")
        @JsonProperty("send")
        @Written.As(QuantityForm.Size.class)
        @Written.Default("0B")
        long sendBytes,
    @JsonPropertyDescription("Modulus of the byte pattern sent; 0 sends zeros")
        @Written.Default("0")
        @Written.Bounds(min = 0, max = 255)
        int pattern,
    @JsonPropertyDescription("Bytes per write; OpenBSD netcat has 16384")
        @JsonProperty("chunk")
        @Written.As(QuantityForm.PositiveSize.class)
        @Written.Default("16KiB")
        long chunkBytes,
    @JsonPropertyDescription("Pace of the writes; as fast as the socket takes them if absent")
        @JsonProperty("rate")
        @Written.As(QuantityForm.Rate.class)
        @Nullable Long rateBitsPerSecond,
    @JsonPropertyDescription(
            "Modulus of the byte pattern that is checked in what arrives; 0 checks nothing")
        @Written.Default("0")
        @Written.Bounds(min = 0, max = 255)
        int validate,
    @JsonPropertyDescription("Bytes asked for by one read; OpenBSD netcat has 16384")
        @JsonProperty("recv-size")
        @Written.As(QuantityForm.PositiveSize.class)
        @Written.Default("16KiB")
        long recvSizeBytes,
    @JsonPropertyDescription("Whether it reads at all") @Written.Default("on") boolean read,
    @JsonPropertyDescription("Whether it shuts its side down after the last byte sent, as nc -N")
        @Written.Default("on")
        boolean closeWhenDone)
    implements AppKind {
  /**
   * Checks that it has one end to start from.
   *
   * @throws BadValueException if not exactly one of listen and connect is given
   */
  public NetcatSpec {
    if (listen != null && connect != null) {
      throw new BadValueException("/connect", "'listen' and 'connect' exclude each other");
    }
    if (listen == null && connect == null) {
      throw new BadValueException("expected exactly one of listen, connect");
    }
  }

  @Override
  public String word() {
    return "netcat";
  }
}
