package netmemsim.models.testbed;

import java.util.EnumMap;
import java.util.Map;
import netmemsim.models.host.Cost;
import netmemsim.models.host.CostTable;

/** Cost tables for tests. */
public final class Costs {
  private Costs() {}

  /** Everything takes no time. */
  public static CostTable none() {
    return only(Map.of());
  }

  /**
   * Some kinds of work take time, the others none.
   *
   * @param costsPs picoseconds
   * @return the table
   */
  public static CostTable only(final Map<Cost, Long> costsPs) {
    final Map<Cost, Long> all = new EnumMap<>(Cost.class);
    for (final Cost cost : Cost.values()) {
      all.put(cost, costsPs.getOrDefault(cost, 0L));
    }
    return new CostTable(all);
  }
}
