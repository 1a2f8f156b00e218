package netmemsim.scenarios.expect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.scenarios.cli.TwoHosts;
import netmemsim.scenarios.library.Library;
import netmemsim.scenarios.yaml.BadValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelConditionTest {
  private static KernelCondition kernel(final String kernel) {
    final var loaded = Library.loadText(TwoHosts.with("kernel: v6.12", "kernel: " + kernel));
    return new KernelCondition(loaded, loaded.scenario().kernels().get(0));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "v6.14,                 v6.14",
    "since v6.15,           v6.15 v6.16 v6.18 next",
    "until v6.12,           rfc-v3 rfc-v6 v6.12",
    "v6.12 to v6.15,        v6.12 v6.14 v6.15",
    "v6.16 to v6.16,        v6.16",
    "with cmsg-notrunc,     v6.14 v6.15 v6.16 v6.18 next",
    "without cmsg-notrunc,  rfc-v3 rfc-v6 v6.12",
    "since rfc-v3,          rfc-v3 rfc-v6 v6.12 v6.14 v6.15 v6.16 v6.18 next",
  })
  void choosesTheProfilesThatItsWordsName(final String condition, final String profiles) {
    assertThat(KernelProfile.ALL.stream().filter(each -> kernel(each.name()).holds(condition)))
        .extracting(KernelProfile::name)
        .containsExactly(profiles.split(" "));
  }

  @Test
  void aListMeansAnyOfItsConditionsAndNoneMeansAlways() {
    final List<String> either = List.of("v6.18", "until rfc-v6");
    assertThat(kernel("rfc-v3").anyHolds(either)).isTrue();
    assertThat(kernel("v6.12").anyHolds(either)).isFalse();
    assertThat(kernel("v6.12").anyHolds(List.of())).isTrue();
  }

  @Test
  void aSwitchThatAScenarioSetsCountsNotThatOfTheRelease() {
    final KernelCondition changed = kernel("{ profile: v6.12, cmsg-notrunc: on }");
    assertThat(changed.holds("with cmsg-notrunc")).isTrue();
    assertThat(changed.holds("v6.12")).isTrue();
  }

  @Test
  void aKernelWithANameOfItsOwnIsNotMeantByThatOfItsProfileButByRanges() {
    final KernelCondition named = kernel("{ profile: v6.12, cmsg-notrunc: on, as: fixed }");
    assertThat(named.holds("fixed")).isTrue();
    assertThat(named.holds("v6.12")).isFalse();
    assertThat(named.holds("until v6.14")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "since v6.13      | unknown kernel profile 'v6.13' (did you mean 'v6.12'?)",
        "v6.12 to v6.81   | unknown kernel profile 'v6.81' (did you mean 'v6.18'?)",
        "v6.18 to v6.12   | 'v6.18 to v6.12' holds for no kernel: the older one comes first",
        "with cmsg-notrun | unknown kernel switch 'cmsg-notrun' (did you mean 'cmsg-notrunc'?)",
        "after v6.12      | unknown kernel profile 'after v6.12'",
      })
  void namesThatDoNotExistAreRefused(final String condition, final String message) {
    assertThatThrownBy(() -> kernel("v6.12").holds(condition))
        .isInstanceOf(BadValueException.class)
        .hasMessage(message);
  }

  @Test
  void aWrongConditionIsAnErrorAtItsPlaceInTheFile() {
    final var loaded =
        Library.loadText(
            TwoHosts.expecting(
                "{ metric: server/eth1/up, is: \"== 1\", kernel: [v6.12, since v6.13] }"));
    assertThatThrownBy(() -> Library.run(loaded))
        .hasMessageStartingWith("a.yaml:19:")
        .hasMessageContaining("unknown kernel profile 'v6.13' (did you mean 'v6.12'?)");
  }
}
