package netmemsim.models.host;

import java.util.EnumMap;
import java.util.Map;

/** How long each kind of work takes on a core of one kind of host, in picoseconds. */
@SuppressWarnings("EnumOrdinal") // An array, because it is read several times for each packet.
public final class CostTable {
  private final long[] costPs = new long[Cost.values().length];

  /**
   * A table.
   *
   * @param costsPs picoseconds for every {@link Cost}
   * @throws IllegalArgumentException when one is missing or negative
   */
  public CostTable(final Map<Cost, Long> costsPs) {
    for (final Cost cost : Cost.values()) {
      final Long value = costsPs.get(cost);
      if (value == null || value < 0) {
        throw new IllegalArgumentException("no cost for " + cost.yamlName());
      }
      costPs[cost.ordinal()] = value;
    }
  }

  /**
   * The same with some costs changed.
   *
   * @param changesPs picoseconds
   */
  public CostTable with(final Map<Cost, Long> changesPs) {
    final Map<Cost, Long> all = new EnumMap<>(Cost.class);
    for (final Cost cost : Cost.values()) {
      all.put(cost, changesPs.getOrDefault(cost, ps(cost)));
    }
    return new CostTable(all);
  }

  /** The cost of one unit of work, picoseconds. */
  public long ps(final Cost cost) {
    return costPs[cost.ordinal()];
  }
}
