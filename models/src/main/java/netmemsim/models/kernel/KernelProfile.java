package netmemsim.models.kernel;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a kernel version does where versions differ: a set of {@link KernelSwitch}es. */
public final class KernelProfile {
  /** The release that merged devmem TCP. */
  public static final KernelProfile V6_12 =
      new KernelProfile(
          "v6.12",
          EnumSet.of(KernelSwitch.BIND_CHECKS_XDP_FIRST, KernelSwitch.BINDING_ID_BEFORE_MAPPING));

  /** Instance lock, queue bitmap, per-queue DMA device. */
  public static final KernelProfile V6_18 =
      new KernelProfile(
          "v6.18",
          EnumSet.of(
              KernelSwitch.BIND_CHECKS_HEADER_SPLIT,
              KernelSwitch.BIND_PARSES_QUEUES_FIRST,
              KernelSwitch.BIND_NEEDS_OPS_LOCK,
              KernelSwitch.BINDING_FREED_BY_WORKQUEUE,
              KernelSwitch.RESTART_SKIPS_DOWN_DEVICE,
              KernelSwitch.CMSG_NOTRUNC,
              KernelSwitch.RECVMSG_EXPOSES_ERRORS,
              KernelSwitch.DONTNEED_FRAG_CAP,
              KernelSwitch.PAGE_POOL_CLAMPS_RING,
              KernelSwitch.TCP_LARGE_BUFFERS));

  /** All profiles, oldest first. */
  public static final List<KernelProfile> ALL = List.of(V6_12, V6_18);

  private final String name;
  private final Set<KernelSwitch> on;

  private KernelProfile(final String name, final Set<KernelSwitch> on) {
    this.name = name;
    this.on = on;
  }

  /**
   * Finds a profile.
   *
   * @param name its name: {@code v6.12}
   * @return the profile, or null
   */
  public static @Nullable KernelProfile named(final String name) {
    for (final KernelProfile profile : ALL) {
      if (profile.name.equals(name)) {
        return profile;
      }
    }
    return null;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Whether a switch is on. */
  public boolean has(final KernelSwitch which) {
    return on.contains(which);
  }

  /**
   * The same kernel with one switch set.
   *
   * @param which the switch
   * @param value on or off
   * @return another profile of the same name with a mark
   */
  public KernelProfile with(final KernelSwitch which, final boolean value) {
    final EnumSet<KernelSwitch> changed = EnumSet.noneOf(KernelSwitch.class);
    changed.addAll(on);
    if (value) {
      changed.add(which);
    } else {
      changed.remove(which);
    }
    return new KernelProfile(name + (value ? "+" : "-") + which.yamlName(), changed);
  }
}
