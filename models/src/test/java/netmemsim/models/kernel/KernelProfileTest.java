package netmemsim.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelProfileTest {
  private static final List<KernelSwitch> ALL = SwitchArea.allSwitches();

  @Test
  void everySwitchTellsTwoReleasesApartUnlessItWasOnlyProposed() {
    for (final KernelSwitch which : ALL) {
      final Set<Boolean> values = new HashSet<>();
      KernelProfile.ALL.forEach(profile -> values.add(profile.has(which)));
      final int sides = which.difference().era().equals("proposed") ? 1 : 2;
      assertThat(values).as(which.yamlName()).hasSize(sides);
    }
  }

  @Test
  void profilesAreFoundByTheirNamesAndComeInTheOrderOfTheReleases() {
    for (final KernelProfile profile : KernelProfile.ALL) {
      assertThat(KernelProfile.named(profile.name())).isSameAs(profile);
    }
    assertThat(KernelProfile.ALL.stream().map(KernelProfile::name))
        .containsExactly("rfc-v3", "rfc-v6", "v6.12", "v6.14", "v6.15", "v6.16", "v6.18", "next");
    assertThat(KernelProfile.ALL.stream().map(KernelProfile::release))
        .containsExactly(KernelRelease.values());
    assertThat(KernelProfile.named("v6.13")).isNull();
  }

  /** kernel-facts.md 13.2, a row each. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "bind-checks-header-split,   ..,.X,XX,XX",
    "cmsg-notrunc,               ..,.X,XX,XX",
    "dontneed-frag-cap,          ..,.X,XX,XX",
    "bind-needs-ops-lock,        ..,..,XX,XX",
    "restart-skips-down-device,  ..,..,XX,XX",
    "binding-id-before-mapping,  XX,XX,X.,..",
    "binding-freed-by-workqueue, ..,..,.X,XX",
    "bind-parses-queues-first,   ..,..,..,XX",
    "page-pool-clamps-ring,      ..,..,..,XX",
    "gve-starvation-timer,       ..,..,..,.X",
    "recvmsg-exposes-errors,     ..,..,..,XX",
    "devmem-token-counters,      ..,..,..,..",
  })
  void aReleaseHasWhatTheTableOfVersionsSays(
      final String name, final String rfcs, final String to14, final String to16, final String on) {
    final StringBuilder found = new StringBuilder();
    final KernelSwitch which = KernelSwitch.named(name);
    assertThat(which).isNotNull();
    KernelProfile.ALL.forEach(profile -> found.append(profile.has(which) ? 'X' : '.'));
    assertThat(found).hasToString(rfcs + to14 + to16 + on);
  }

  @Test
  void anEraIsSaidInReleases() {
    assertThat(BindingSwitch.BIND_CHECKS_HEADER_SPLIT.difference().era()).isEqualTo("since v6.14");
    assertThat(BindingSwitch.BINDING_ID_BEFORE_MAPPING.difference().era()).isEqualTo("until v6.15");
    assertThat(Difference.proposed("a", "b", "c").era()).isEqualTo("proposed");
    final KernelRelease merged = KernelRelease.V6_12;
    assertThat(Difference.between(merged, merged, "a", "b", "c").era()).isEqualTo("v6.12 only");
    assertThat(Difference.between(merged, KernelRelease.V6_15, "a", "b", "c").era())
        .isEqualTo("v6.12 to v6.15");
  }

  @Test
  void oneSwitchCanBeSetAndTheProfileKeepsItsOthers() {
    final KernelSwitch timer = DriverSwitch.GVE_STARVATION_TIMER;
    final KernelProfile changed = KernelProfile.V6_12.with(timer, true);
    assertThat(changed.has(timer)).isTrue();
    assertThat(KernelProfile.V6_12.has(timer)).isFalse();
    assertThat(changed.name()).isEqualTo("v6.12+gve-starvation-timer");
    for (final KernelSwitch which : ALL) {
      if (which != timer) {
        assertThat(changed.has(which)).isEqualTo(KernelProfile.V6_12.has(which));
      }
    }
    assertThat(changed.with(timer, false).name()).startsWith("v6.12");
  }

  @Test
  void aNotingProfileTellsWhatItWasAskedAndNoOtherDoes() {
    final KernelProfile noting =
        KernelProfile.V6_18.noting().with(ReceiveSwitch.CMSG_NOTRUNC, false);
    assertThat(noting.asked()).isEmpty();
    assertThat(noting.has(ReceiveSwitch.CMSG_NOTRUNC)).isFalse();
    assertThat(noting.has(BindingSwitch.BIND_PARSES_QUEUES_FIRST)).isTrue();
    assertThat(noting.asked())
        .containsExactly(BindingSwitch.BIND_PARSES_QUEUES_FIRST, ReceiveSwitch.CMSG_NOTRUNC);
    assertThat(KernelProfile.V6_18.asked()).isEmpty();
    assertThat(KernelProfile.V6_18.noting().asked()).isEmpty();
  }

  @Test
  void yamlNamesAreUniqueAndEverySwitchHasHelpAndSource() {
    assertThat(ALL.stream().map(KernelSwitch::yamlName))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9-]+"));
    for (final Function<KernelSwitch, String> text :
        List.<Function<KernelSwitch, String>>of(KernelSwitch::help, KernelSwitch::source)) {
      assertThat(ALL.stream().map(text)).allMatch(words -> words.length() > 5);
    }
    assertThat(KernelSwitch.named("no-such-switch")).isNull();
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
