package netmemsim.models.kernel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel does where versions differ: a set of {@link KernelSwitch}es, those of a {@link
 * KernelRelease} and what a scenario changed.
 */
public final class KernelProfile {
  /** The series of November 2023. */
  public static final KernelProfile RFC_V3 = new KernelProfile(KernelRelease.RFC_V3);

  /** The series of March 2024. */
  public static final KernelProfile RFC_V6 = new KernelProfile(KernelRelease.RFC_V6);

  /** The release that merged devmem TCP. */
  public static final KernelProfile V6_12 = new KernelProfile(KernelRelease.V6_12);

  /** Explicit header-split checks, cmsgs that are never cut. */
  public static final KernelProfile V6_14 = new KernelProfile(KernelRelease.V6_14);

  /** Instance lock. */
  public static final KernelProfile V6_15 = new KernelProfile(KernelRelease.V6_15);

  /** Devmem TX. */
  public static final KernelProfile V6_16 = new KernelProfile(KernelRelease.V6_16);

  /** Queue bitmap, per-queue DMA device. */
  public static final KernelProfile V6_18 = new KernelProfile(KernelRelease.V6_18);

  /** What was merged or posted by July 2026. */
  public static final KernelProfile NEXT = new KernelProfile(KernelRelease.NEXT);

  /** All profiles, oldest first. */
  public static final List<KernelProfile> ALL =
      List.of(RFC_V3, RFC_V6, V6_12, V6_14, V6_15, V6_16, V6_18, NEXT);

  private final KernelRelease release;
  private final String name;
  private final Set<KernelSwitch> on;

  /** The switches that the models asked for, or null where nobody wants to know. */
  private final @Nullable Set<KernelSwitch> asked;

  private KernelProfile(final KernelRelease release) {
    this(release, release.profileName(), new LinkedHashSet<>(), null);
    for (final KernelSwitch each : SwitchArea.allSwitches()) {
      if (each.difference().isOn(release)) {
        on.add(each);
      }
    }
  }

  private KernelProfile(
      final KernelRelease release,
      final String name,
      final Set<KernelSwitch> on,
      final @Nullable Set<KernelSwitch> asked) {
    this.release = release;
    this.name = name;
    this.on = on;
    this.asked = asked;
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

  /** The release it starts from. */
  public KernelRelease release() {
    return release;
  }

  /** Whether a switch is on. Who asks for every packet keeps the answer. */
  public boolean has(final KernelSwitch which) {
    if (asked != null) {
      asked.add(which);
    }
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
    final Set<KernelSwitch> changed = new LinkedHashSet<>(on);
    if (value) {
      changed.add(which);
    } else {
      changed.remove(which);
    }
    return new KernelProfile(
        release, name + (value ? "+" : "-") + which.yamlName(), changed, asked);
  }

  /** The same kernel, which notes from now on what it is asked. */
  public KernelProfile noting() {
    return new KernelProfile(release, name, on, new LinkedHashSet<>());
  }

  /** The switches that the models asked for since {@link #noting}, in the order of their areas. */
  public List<KernelSwitch> asked() {
    final Set<KernelSwitch> noted = asked;
    if (noted == null) {
      return List.of();
    }
    return SwitchArea.allSwitches().stream().filter(noted::contains).toList();
  }
}
