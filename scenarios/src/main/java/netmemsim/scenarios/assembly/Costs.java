package netmemsim.scenarios.assembly;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import netmemsim.models.host.Cost;
import netmemsim.models.host.CostTable;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.units.NearestName;
import netmemsim.scenarios.yaml.Pointer;

/** The costs of a host: its profile's, and what the scenario says otherwise. */
final class Costs {
  private static final Map<String, Cost> BY_NAME =
      Arrays.stream(Cost.values())
          .collect(Collectors.toMap(Cost::yamlName, cost -> cost, (a, b) -> a, LinkedHashMap::new));

  private Costs() {}

  static CostTable of(
      final CostTable profile,
      final Map<String, Long> changesPs,
      final LoadedScenario loaded,
      final String pointer) {
    if (changesPs.isEmpty()) {
      return profile;
    }
    final Map<Cost, Long> changes = new EnumMap<>(Cost.class);
    for (final Map.Entry<String, Long> change : changesPs.entrySet()) {
      final Cost cost = BY_NAME.get(change.getKey());
      if (cost == null) {
        throw loaded.error(
            Pointer.child(pointer, change.getKey()),
            "unknown cost '"
                + change.getKey()
                + "'"
                + NearestName.hint(change.getKey(), BY_NAME.keySet()));
      }
      changes.put(cost, change.getValue());
    }
    return profile.with(changes);
  }
}
