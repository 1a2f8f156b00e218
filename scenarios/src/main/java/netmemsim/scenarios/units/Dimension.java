package netmemsim.scenarios.units;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What a quantity measures, with its base unit and every unit it may be written in. Decimal
 * prefixes are powers of ten (SI), binary prefixes powers of two (IEC 80000-13); network rates are
 * decimal, as in {@code ethtool} and {@code tc}.
 */
public enum Dimension {
  /** A length of simulated time; base unit is the picosecond. */
  TIME(
      "time",
      "5ms",
      new Unit("s", 1_000_000_000_000L),
      new Unit("ms", 1_000_000_000L),
      new Unit("us", 1_000_000L),
      new Unit("ns", 1_000L),
      new Unit("ps", 1L)),

  /** A data rate; base unit is the bit per second. */
  RATE(
      "rate",
      "100Gbps",
      new Unit("Tbps", 1_000_000_000_000L),
      new Unit("Gbps", 1_000_000_000L),
      new Unit("Mbps", 1_000_000L),
      new Unit("kbps", 1_000L),
      new Unit("bps", 1L)),

  /** An amount of memory or data; base unit is the byte. */
  SIZE(
      "size",
      "64KiB",
      new Unit("TiB", 1L << 40),
      new Unit("GiB", 1L << 30),
      new Unit("MiB", 1L << 20),
      new Unit("KiB", 1L << 10),
      new Unit("TB", 1_000_000_000_000L),
      new Unit("GB", 1_000_000_000L),
      new Unit("MB", 1_000_000L),
      new Unit("kB", 1_000L),
      new Unit("B", 1L));

  private final String noun;
  private final String example;

  // List.of cannot be changed; the checker knows Guava's lists only.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Unit> units;

  Dimension(String noun, String example, Unit... units) {
    this.noun = noun;
    this.example = example;
    this.units = List.of(units);
  }

  /**
   * What the dimension is called in a sentence.
   *
   * @return for example {@code time}
   */
  public String noun() {
    return noun;
  }

  /**
   * A quantity of this dimension that can be copied into a scenario.
   *
   * @return for example {@code 5ms}
   */
  public String example() {
    return example;
  }

  /**
   * The names of all units, smallest first.
   *
   * @return the names as they must be written; case matters
   */
  public List<String> unitNames() {
    List<String> names = new ArrayList<>();
    units.stream()
        .sorted((a, b) -> Long.compare(a.factor(), b.factor()))
        .forEach(unit -> names.add(unit.name()));
    return List.copyOf(names);
  }

  /** The units, largest first; for size the binary ones stand before the decimal ones. */
  List<Unit> units() {
    return units;
  }

  /** One unit and how many base units it holds. */
  record Unit(String name, long factor) {
    BigDecimal factorExact() {
      return BigDecimal.valueOf(factor);
    }
  }
}
