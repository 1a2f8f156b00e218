package netmemsim.models.control;

import java.util.List;

/**
 * An attribute of a netlink message (struct nlattr), as it was sent.
 *
 * @param type its type
 * @param nestedFlag whether NLA_F_NESTED is set
 * @param payloadBytes length of the payload
 * @param value the number that the payload is, when it is no nest
 * @param children the attributes that the payload is, when it is a nest
 */
public record NetlinkAttribute(
    int type, boolean nestedFlag, int payloadBytes, long value, List<NetlinkAttribute> children) {
  private static final int U32_BYTES = 4;

  /** A number of 32 bits. */
  public static NetlinkAttribute u32(final int type, final long value) {
    return ofBytes(type, U32_BYTES, value);
  }

  /** A number of any width. */
  public static NetlinkAttribute ofBytes(final int type, final int bytes, final long value) {
    return new NetlinkAttribute(type, false, bytes, value, List.of());
  }

  /** A nest. */
  public static NetlinkAttribute nest(final int type, final NetlinkAttribute... children) {
    return new NetlinkAttribute(type, true, 0, 0, List.of(children));
  }

  /** A nest whose sender forgot to say so. */
  public NetlinkAttribute withoutNestedFlag() {
    return new NetlinkAttribute(type, false, payloadBytes, value, children);
  }
}
