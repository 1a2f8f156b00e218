package netmemsim.models.control;

import java.util.List;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import org.jspecify.annotations.Nullable;

/**
 * What attributes a request may have (struct nla_policy): nla_validate_parse with strict checks
 * (lib/nlattr.c, v6.18), whose answers were measured.
 */
final class NetlinkPolicy {
  private static final int U32_BYTES = 4;
  private static final long MAX_U32 = 0xffffffffL;

  /** What an attribute must be: a number within bounds, or a nest with a policy of its own. */
  private record Rule(long least, long most, @Nullable NetlinkPolicy nested) {}

  /** The family's attribute types (include/uapi/linux/netdev.h). */
  static final int DMABUF_IFINDEX = 1;

  static final int DMABUF_QUEUES = 2;
  static final int DMABUF_FD = 3;
  static final int QUEUE_ID = 1;
  static final int QUEUE_TYPE = 3;

  /** NETDEV_QUEUE_TYPE_TX, the largest. */
  private static final int QUEUE_TYPE_MAX = 1;

  private static final Rule ANY_U32 = new Rule(0, MAX_U32, null);
  private static final Rule IFINDEX = new Rule(1, MAX_U32, null);

  private static final NetlinkPolicy QUEUE =
      new NetlinkPolicy(null, ANY_U32, null, new Rule(0, QUEUE_TYPE_MAX, null));

  /** bind-rx: ifindex, fd, queues. */
  static final NetlinkPolicy BIND_RX =
      new NetlinkPolicy(null, IFINDEX, new Rule(0, 0, QUEUE), ANY_U32);

  /** bind-tx: ifindex, fd. */
  static final NetlinkPolicy BIND_TX = new NetlinkPolicy(null, IFINDEX, null, ANY_U32);

  /** By type. */
  private final @Nullable Rule[] rules;

  private NetlinkPolicy(final @Nullable Rule... rules) {
    this.rules = rules.clone();
  }

  /**
   * Validates attributes in the order of the message.
   *
   * @throws KernelException EINVAL or ERANGE with the words of the extended acknowledgement
   */
  void validate(final List<NetlinkAttribute> attributes) throws KernelException {
    for (final NetlinkAttribute attribute : attributes) {
      if (attribute.type() >= rules.length) {
        throw new KernelException(Errno.EINVAL, "Unknown attribute type");
      }
      final Rule rule = rules[attribute.type()];
      if (rule == null) {
        throw new KernelException(Errno.EINVAL, "Unsupported attribute");
      }
      check(attribute, rule);
    }
  }

  private static void check(final NetlinkAttribute attribute, final Rule rule)
      throws KernelException {
    final NetlinkPolicy nested = rule.nested;
    if (nested != null) {
      if (!attribute.nestedFlag()) {
        throw new KernelException(Errno.EINVAL, "NLA_F_NESTED is missing");
      }
      nested.validate(attribute.children());
      return;
    }
    if (attribute.payloadBytes() != U32_BYTES) {
      throw new KernelException(Errno.EINVAL, "invalid attribute length");
    }
    if (attribute.value() < rule.least || attribute.value() > rule.most) {
      throw new KernelException(Errno.ERANGE, "integer out of range");
    }
  }

  /** The last attribute of a type, which is the one that counts, or null. */
  static @Nullable NetlinkAttribute find(final List<NetlinkAttribute> attributes, final int type) {
    NetlinkAttribute found = null;
    for (final NetlinkAttribute attribute : attributes) {
      if (attribute.type() == type) {
        found = attribute;
      }
    }
    return found;
  }

  /** The number of an attribute, or null when it is missing. */
  static @Nullable Integer number(final List<NetlinkAttribute> attributes, final int type) {
    final NetlinkAttribute found = find(attributes, type);
    return found == null ? null : Integer.valueOf((int) found.value());
  }
}
