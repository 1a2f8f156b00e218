package netmemsim.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelProfileTest {
  /** What is in neither release: a scenario adds it by name. */
  private static final Set<KernelSwitch> ADDED_BY_HAND =
      EnumSet.of(KernelSwitch.GVE_STARVATION_TIMER, KernelSwitch.DEVMEM_TOKEN_COUNTERS);

  @Test
  void everyOtherSwitchTellsTheTwoReleasesApart() {
    for (final KernelSwitch which : KernelSwitch.values()) {
      assertThat(KernelProfile.V6_12.has(which) != KernelProfile.V6_18.has(which))
          .as(which.yamlName())
          .isEqualTo(!ADDED_BY_HAND.contains(which));
    }
  }

  @Test
  void profilesAreFoundByTheirNames() {
    assertThat(KernelProfile.named("v6.12")).isSameAs(KernelProfile.V6_12);
    assertThat(KernelProfile.named("v6.18")).isSameAs(KernelProfile.V6_18);
    assertThat(KernelProfile.named("v6.13")).isNull();
  }

  @Test
  void oneSwitchCanBeSetAndTheProfileKeepsItsOthers() {
    final KernelProfile changed = KernelProfile.V6_12.with(KernelSwitch.GVE_STARVATION_TIMER, true);
    assertThat(changed.has(KernelSwitch.GVE_STARVATION_TIMER)).isTrue();
    assertThat(KernelProfile.V6_12.has(KernelSwitch.GVE_STARVATION_TIMER)).isFalse();
    assertThat(changed.name()).isEqualTo("v6.12+gve-starvation-timer");
    for (final KernelSwitch which : KernelSwitch.values()) {
      if (which != KernelSwitch.GVE_STARVATION_TIMER) {
        assertThat(changed.has(which)).isEqualTo(KernelProfile.V6_12.has(which));
      }
    }
    assertThat(changed.with(KernelSwitch.GVE_STARVATION_TIMER, false).name()).startsWith("v6.12");
  }

  @Test
  void yamlNamesAreUniqueAndEverySwitchHasASource() {
    assertThat(Arrays.stream(KernelSwitch.values()).map(KernelSwitch::yamlName))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9-]+"));
    assertThat(Arrays.stream(KernelSwitch.values()).map(KernelSwitch::source))
        .allMatch(source -> source.length() > 5);
  }

  /** include/uapi/asm-generic/errno-base.h and errno.h; 525 from include/linux/errno.h. */
  @Test
  void errnoNumbersAreThoseOfLinux() {
    assertThat(Errno.EINVAL.number()).isEqualTo(22);
    assertThat(Errno.ERANGE.number()).isEqualTo(34);
    assertThat(Errno.ENODATA.number()).isEqualTo(61);
    assertThat(Errno.EOPNOTSUPP.number()).isEqualTo(95);
    assertThat(Errno.ETOOSMALL.number()).isEqualTo(525);
    assertThat(Arrays.stream(Errno.values()).map(Errno::number)).doesNotHaveDuplicates();
  }
}
