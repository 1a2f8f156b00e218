package netmemsim.scenarios.expect;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.KernelRelease;
import netmemsim.models.kernel.KernelSwitch;
import netmemsim.models.kernel.SwitchArea;
import netmemsim.scenarios.assembly.Assembly;
import netmemsim.scenarios.language.KernelSpec;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.units.NearestName;
import netmemsim.scenarios.yaml.BadValueException;

/**
 * For which kernels an expectation holds, in the words of {@code netmemsim kernel}: a profile, a
 * range of them ({@code since v6.14}, {@code until v6.12}, {@code v6.12 to v6.15}), or what a
 * switch is ({@code with cmsg-notrunc}, {@code without cmsg-notrunc}).
 */
public final class KernelCondition {
  private static final Pattern SWITCH = Pattern.compile("(with|without) +(\\S+)");
  private static final Pattern FROM = Pattern.compile("since +(\\S+)");
  private static final Pattern UNTIL = Pattern.compile("until +(\\S+)");
  private static final Pattern RANGE = Pattern.compile("(\\S+) +to +(\\S+)");

  private final String name;
  private final KernelProfile kernel;

  /** What a kernel can be called: profiles, and the names that the scenario gives to its own. */
  private final List<String> names = new ArrayList<>();

  /**
   * Conditions on one kernel of a scenario.
   *
   * @param loaded the scenario
   * @param kernel the kernel
   */
  public KernelCondition(final LoadedScenario loaded, final KernelSpec kernel) {
    this.name = kernel.name();
    this.kernel = Assembly.kernel(loaded, kernel);
    KernelProfile.ALL.forEach(each -> names.add(each.name()));
    loaded.scenario().kernels().forEach(each -> names.add(each.name()));
  }

  /**
   * Whether any of several conditions holds.
   *
   * @param conditions the conditions; none is always true
   * @return whether the kernel is one of those meant
   * @throws BadValueException when one names what does not exist
   */
  public boolean anyHolds(final List<String> conditions) {
    boolean any = conditions.isEmpty();
    for (final String condition : conditions) {
      any |= holds(condition);
    }
    return any;
  }

  /**
   * Whether a condition holds.
   *
   * @param condition as it is written
   * @return whether the kernel is one of those meant
   * @throws BadValueException when it names what does not exist
   */
  boolean holds(final String condition) {
    final Matcher asked = SWITCH.matcher(condition);
    if (asked.matches()) {
      return kernel.has(kernelSwitch(asked.group(2))) == asked.group(1).equals("with");
    }
    final Matcher from = FROM.matcher(condition);
    if (from.matches()) {
      return isWithin(release(from.group(1)), KernelRelease.NEXT);
    }
    final Matcher until = UNTIL.matcher(condition);
    if (until.matches()) {
      return isWithin(KernelRelease.RFC_V3, release(until.group(1)));
    }
    final Matcher range = RANGE.matcher(condition);
    if (range.matches()) {
      final KernelRelease first = release(range.group(1));
      final KernelRelease last = release(range.group(2));
      if (first.compareTo(last) > 0) {
        throw new BadValueException(
            "'" + condition + "' holds for no kernel: the older one comes first");
      }
      return isWithin(first, last);
    }
    if (!names.contains(condition)) {
      throw unknownProfile(condition);
    }
    return condition.equals(name);
  }

  private boolean isWithin(final KernelRelease first, final KernelRelease last) {
    return kernel.release().compareTo(first) >= 0 && kernel.release().compareTo(last) <= 0;
  }

  private KernelRelease release(final String profile) {
    final KernelProfile found = KernelProfile.named(profile);
    if (found == null) {
      throw unknownProfile(profile);
    }
    return found.release();
  }

  private BadValueException unknownProfile(final String wrong) {
    return new BadValueException(
        "unknown kernel profile '" + wrong + "'" + NearestName.hint(wrong, names));
  }

  private static KernelSwitch kernelSwitch(final String name) {
    final KernelSwitch found = KernelSwitch.named(name);
    if (found == null) {
      final List<String> known =
          SwitchArea.allSwitches().stream().map(KernelSwitch::yamlName).toList();
      throw new BadValueException(
          "unknown kernel switch '" + name + "'" + NearestName.hint(name, known));
    }
    return found;
  }
}
