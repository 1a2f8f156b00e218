package netmemsim.scenarios.assembly;

import java.util.List;
import java.util.Map;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.KernelSwitch;
import netmemsim.models.kernel.SwitchArea;
import netmemsim.scenarios.language.KernelSpec;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.units.NearestName;
import netmemsim.scenarios.yaml.ScenarioException;

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

  /** Refuses names of switches that do not exist, in a list of them. */
  static void checkNames(
      final List<String> names, final LoadedScenario loaded, final String pointer) {
    for (int i = 0; i < names.size(); i++) {
      if (KernelSwitch.named(names.get(i)) == null) {
        final boolean list = loaded.tree().at(pointer).isArray();
        throw unknown(names.get(i), loaded, list ? pointer + "/" + i : pointer);
      }
    }
  }

  private static KernelSwitch find(
      final String name, final LoadedScenario loaded, final String pointer) {
    final KernelSwitch found = KernelSwitch.named(name);
    if (found != null) {
      return found;
    }
    throw unknown(name, loaded, pointer + "/" + name);
  }

  private static ScenarioException unknown(
      final String name, final LoadedScenario loaded, final String pointer) {
    final List<String> names =
        SwitchArea.allSwitches().stream().map(KernelSwitch::yamlName).toList();
    return loaded.error(
        pointer, "unknown kernel switch '" + name + "'" + NearestName.hint(name, names));
  }
}
