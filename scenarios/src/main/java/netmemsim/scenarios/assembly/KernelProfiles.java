package netmemsim.scenarios.assembly;

import java.util.List;
import java.util.Map;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.KernelSwitch;
import netmemsim.models.kernel.SwitchArea;
import netmemsim.scenarios.language.KernelSpec;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.units.NearestName;

/** Turns what a scenario says of its kernel into a kernel profile. */
final class KernelProfiles {
  private KernelProfiles() {}

  static KernelProfile of(
      final KernelSpec spec, final LoadedScenario loaded, final String pointer) {
    KernelProfile profile = KernelProfile.named(spec.profile());
    if (profile == null) {
      final List<String> names = KernelProfile.ALL.stream().map(KernelProfile::name).toList();
      throw loaded.error(
          pointer,
          "unknown kernel profile '"
              + spec.profile()
              + "'"
              + NearestName.hint(spec.profile(), names)
              + ": known are "
              + String.join(", ", names));
    }
    for (final Map.Entry<String, String> entry : spec.switches().entrySet()) {
      final boolean on = entry.getValue().equals("on");
      if (!on && !entry.getValue().equals("off")) {
        throw loaded.error(
            pointer + "/" + entry.getKey(), "expected on or off, found " + entry.getValue());
      }
      profile = profile.with(find(entry.getKey(), loaded, pointer), on);
    }
    return profile;
  }

  private static KernelSwitch find(
      final String name, final LoadedScenario loaded, final String pointer) {
    final KernelSwitch found = KernelSwitch.named(name);
    if (found != null) {
      return found;
    }
    final List<String> names =
        SwitchArea.allSwitches().stream().map(KernelSwitch::yamlName).toList();
    throw loaded.error(
        pointer + "/" + name,
        "unknown kernel switch '" + name + "'" + NearestName.hint(name, names));
  }
}
