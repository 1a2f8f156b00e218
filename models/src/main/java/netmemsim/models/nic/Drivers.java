package netmemsim.models.nic;

import java.util.ArrayList;
import java.util.List;
import netmemsim.core.metric.Metric;

/** The drivers that are modelled. */
public final class Drivers {
  private static final List<Driver> ALL =
      List.of(
          new GveDriver(),
          new BnxtDriver(),
          new Mlx5Driver(),
          new FbnicDriver(),
          new NetdevsimDriver(),
          new VethDriver());

  private Drivers() {}

  static Driver named(final String name) {
    for (final Driver driver : ALL) {
      if (driver.name().equals(name)) {
        return driver;
      }
    }
    throw new IllegalArgumentException("no such driver: " + name);
  }

  /** The names of all drivers. */
  public static List<String> names() {
    return ALL.stream().map(Driver::name).toList();
  }

  /** The statistics of a queue that only some drivers have, by their names in ethtool -S. */
  public static List<Metric> statistics() {
    final List<Metric> all = new ArrayList<>();
    for (final Driver driver : ALL) {
      for (final Metric metric : driver.statistics()) {
        if (!all.contains(metric)) {
          all.add(metric);
        }
      }
    }
    return all;
  }
}
