package netmemsim.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.KernelSwitch;
import netmemsim.models.kernel.SwitchArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelCommandTest {
  private static String ok(final String... words) {
    final Invocation invocation = Invocation.of(words);
    assertThat(invocation.err()).isEmpty();
    assertThat(invocation.exit()).isZero();
    return invocation.out();
  }

  @Test
  void listsEveryProfileAndEverySwitchInAColumnEach() {
    final String out = ok("kernel");
    for (final KernelProfile profile : KernelProfile.ALL) {
      assertThat(out).contains("\n" + profile.name() + " ");
    }
    for (final KernelSwitch each : SwitchArea.allSwitches()) {
      final StringBuilder states = new StringBuilder();
      KernelProfile.ALL.forEach(profile -> states.append(profile.has(each) ? " +on" : " +-"));
      assertThat(out).containsPattern(" " + each.yamlName() + states + "\n");
    }
  }

  @Test
  void explainsASwitchAProfileAndAnArea() {
    final KernelSwitch notrunc = Objects.requireNonNull(KernelSwitch.named("cmsg-notrunc"));
    assertThat(words(ok("kernel", "cmsg-notrunc")))
        .contains("cmsg-notrunc (since v6.14)", words(notrunc.help()), words(notrunc.source()));
    assertThat(ok("kernel", "v6.14")).contains("\ncmsg-notrunc (").doesNotContain("\ntcp-large");
    assertThat(ok("kernel", "receive")).contains("cmsg-notrunc ").doesNotContain("tcp-large");
    assertThat(ok("kernel", "cmsg-notrunc").lines()).allMatch(line -> line.length() <= 100);
  }

  private static String words(final String text) {
    return text.replaceAll("\\s+", " ");
  }

  @Test
  void differencesAreThoseSwitchesThatTheTwoProfilesSetDifferently() {
    final String out = ok("kernel", "--diff", "v6.12", "v6.14");
    for (final KernelSwitch each : SwitchArea.allSwitches()) {
      final boolean differs = KernelProfile.V6_12.has(each) != KernelProfile.V6_14.has(each);
      assertThat(out.contains("\n" + each.yamlName() + " ")).as(each.yamlName()).isEqualTo(differs);
    }
    assertThat(ok("kernel", "--diff", "v6.12", "v6.12"))
        .isEqualTo("v6.12 and v6.12 do the same in everything that is modelled\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v6.13 | unknown kernel profile, switch or area 'v6.13' (did you mean 'v6.12'?)",
        "cmsg-notrnc | unknown kernel profile, switch or area 'cmsg-notrnc' (did you mean 'cmsg-notrunc'?)",
        "--diff,v6.12,v6.81 | unknown kernel profile 'v6.81' (did you mean 'v6.18'?)",
        "v6.12,--diff,v6.12,v6.14 | --diff: takes two profiles and no other name",
      })
  void wrongNamesGetTheNearestRightOneAndExitWithTwo(final String words, final String message) {
    final Invocation invocation = Invocation.of(("kernel," + words).split(","));
    assertThat(invocation.exit()).isEqualTo(2);
    assertThat(invocation.out()).isEmpty();
    assertThat(invocation.err().strip()).isEqualTo("error: " + message);
  }
}
