package netmemsim.scenarios.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import netmemsim.models.kernel.KernelSwitch;
import netmemsim.models.kernel.SwitchArea;
import netmemsim.scenarios.language.KernelSpec;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.run.SwitchFlip;
import org.junit.jupiter.api.Test;

/**
 * Every kernel switch decides some scenario of the library, whichever way it stands: turned round,
 * the scenario fails. Which scenario says {@code decided-by}; what nothing notices yet stands in
 * one file with the reason. {@code netmemsim verify --switches} finds scenarios for it.
 */
class SwitchCoverageTest {
  private static final Path EXCEPTIONS = Path.of("src/test/resources/unnoticed-switches.txt");

  @Test
  void everySwitchIsNoticedFromBothSidesOrExplained() throws IOException {
    final Set<String> noticed = new TreeSet<>();
    final List<String> wrong = new ArrayList<>();
    for (final Path file : Library.scenarios()) {
      final LoadedScenario loaded = Library.load(file, List.of());
      for (final String name : loaded.scenario().decidedBy()) {
        final KernelSwitch which = Objects.requireNonNull(KernelSwitch.named(name), name);
        boolean any = false;
        for (final KernelSpec kernel : loaded.scenario().kernels()) {
          final SwitchFlip flip = SwitchFlip.of(loaded, kernel, which);
          if (flip.run() == SwitchFlip.Outcome.NOTICED) {
            any = true;
            noticed.add(side(which, flip.wasOn()));
          }
        }
        if (!any) {
          wrong.add(loaded.scenario().id() + " says it is decided by " + name + " and is not");
        }
      }
    }
    final Map<String, String> exceptions = exceptions();
    for (final KernelSwitch each : SwitchArea.allSwitches()) {
      for (final boolean on : new boolean[] {true, false}) {
        final String side = side(each, on);
        if (!noticed.contains(side) && !exceptions.containsKey(side)) {
          wrong.add("no scenario notices when it is turned round: " + side);
        }
        if (noticed.contains(side) && exceptions.containsKey(side)) {
          wrong.add("noticed, so no exception any more: " + side);
        }
        exceptions.remove(side);
      }
    }
    exceptions.keySet().forEach(left -> wrong.add("there is no such switch: " + left));
    assertThat(wrong).isEmpty();
  }

  private static String side(final KernelSwitch which, final boolean on) {
    return which.yamlName() + (on ? " on" : " off");
  }

  /** Lines of {@code SWITCH on|off: reason}; the words behind the colon are for people. */
  private static Map<String, String> exceptions() throws IOException {
    final Map<String, String> exceptions = new TreeMap<>();
    for (final String line : Files.readAllLines(EXCEPTIONS)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        final int colon = line.indexOf(": ");
        assertThat(colon).as("a reason in: %s", line).isPositive();
        assertThat(line.substring(colon + 2)).as("the reason of %s", line).hasSizeGreaterThan(15);
        exceptions.put(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    return exceptions;
  }
}
