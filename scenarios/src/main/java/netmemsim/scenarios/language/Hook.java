package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import netmemsim.scenarios.yaml.BadValueException;
import netmemsim.scenarios.yaml.Written;
import org.jspecify.annotations.Nullable;

/**
 * Installs something that sees received buffers. Its counters are those of {@code HOST/hook/NAME}.
 *
 * @param name its name on the host
 * @param type what it is
 * @param dev NIC whose buffers it sees: tcpdump, mirror, redirect and xdp-redirect; null if not
 *     given
 * @param to NIC that mirror, redirect and xdp-redirect send to; null if not given
 * @param port destination port of its rule; every port if absent; null if not given
 * @param length bytes that it asks for: snap length of tcpdump, copy range of nfqueue and nflog,
 *     bytes that dscp wants to write from the IP header on; null if not given
 * @param offset first byte from the IP header on that a filter of tcpdump, or u32, loads; null if
 *     not given
 * @param dscp code point that dscp sets
 */
public record Hook(
    @JsonPropertyDescription("Its name on the host") @Written.As(TextForm.Name.class) String name,
    @JsonPropertyDescription("What it is") Type type,
    @JsonPropertyDescription(
            "NIC whose buffers it sees: tcpdump, mirror, redirect and xdp-redirect")
        @Nullable String dev,
    @JsonPropertyDescription("NIC that mirror, redirect and xdp-redirect send to")
        @Nullable String to,
    @JsonPropertyDescription("Destination port of its rule; every port if absent")
        @Written.Bounds(min = 1, max = 65535)
        @Nullable Integer port,
    @JsonPropertyDescription(
            "Bytes that it asks for: snap length of tcpdump, copy range of nfqueue and nflog, bytes that dscp wants to write from the IP header on")
        @JsonProperty("length")
        @Written.As(QuantityForm.PositiveSize.class)
        @Nullable Long length,
    @JsonPropertyDescription(
            "First byte from the IP header on that a filter of tcpdump, or u32, loads")
        @Written.Bounds(min = 0, max = 65535)
        @Nullable Integer offset,
    @JsonPropertyDescription("Code point that dscp sets")
        @Written.Default("0")
        @Written.Bounds(min = 0, max = 63)
        int dscp)
    implements Operation {
  /** What it is. */
  public enum Type {
    /** A packet socket (af_packet). */
    TCPDUMP,
    /** The netfilter target DSCP. */
    DSCP,
    /** A netfilter rule -m u32 -j DROP. */
    U32,
    /** The netfilter target NFQUEUE, with a program that accepts all. */
    NFQUEUE,
    /** The netfilter target NFLOG. */
    NFLOG,
    /** The netfilter target DROP. */
    DROP,
    /** tc's mirred egress mirror on the ingress of a device. */
    MIRROR,
    /** tc's mirred egress redirect on the ingress of a device. */
    REDIRECT,
    /** An XDP program that redirects to another device. */
    XDP_REDIRECT;

    /** Whether it sits on a device, and not on the host's netfilter. */
    public boolean onDevice() {
      return this == TCPDUMP || sends();
    }

    /** Whether it sends to another device. */
    public boolean sends() {
      return this == MIRROR || this == REDIRECT || this == XDP_REDIRECT;
    }
  }

  /**
   * Checks that it has what its type needs, and nothing that means nothing to it.
   *
   * @throws BadValueException if it has not
   */
  public Hook {
    need(type.onDevice(), dev != null, "dev", type);
    need(type.sends(), to != null, "to", type);
    if (type == Type.U32 && offset == null) {
      throw new BadValueException("missing key 'offset'");
    }
    if (offset != null && type != Type.U32 && type != Type.TCPDUMP) {
      throw new BadValueException("/offset", "means nothing to " + word(type));
    }
    if (dscp != 0 && type != Type.DSCP) {
      throw new BadValueException("/dscp", "means nothing to " + word(type));
    }
    if (length != null && (type.sends() || type == Type.U32 || type == Type.DROP)) {
      throw new BadValueException("/length", "means nothing to " + word(type));
    }
  }

  private static void need(boolean wanted, boolean given, String key, Type type) {
    if (wanted && !given) {
      throw new BadValueException("missing key '" + key + "'");
    }
    if (!wanted && given) {
      throw new BadValueException("/" + key, "means nothing to " + word(type));
    }
  }

  private static String word(Type type) {
    return type.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
