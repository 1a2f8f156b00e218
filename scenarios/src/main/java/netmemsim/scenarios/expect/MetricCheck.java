package netmemsim.scenarios.expect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.Event;
import netmemsim.core.metric.Metric;
import netmemsim.core.metric.Reading;
import netmemsim.core.time.Picoseconds;
import netmemsim.models.catalogue.Catalogue;
import netmemsim.models.catalogue.EntityKind;
import netmemsim.scenarios.assembly.OperationLog;
import netmemsim.scenarios.language.Comparison;
import netmemsim.scenarios.language.MetricExpectation;
import netmemsim.scenarios.language.Window;
import netmemsim.scenarios.units.Dimension;
import netmemsim.scenarios.units.NearestName;
import netmemsim.scenarios.units.Quantities;
import org.jspecify.annotations.Nullable;

/** A metric's value at a time, or its growth over a window. */
final class MetricCheck implements PendingCheck {
  private static final long ABSENT = Long.MIN_VALUE;

  private final MetricExpectation expectation;
  private final Place place;
  private final EntityTree tree;
  private long from = ABSENT;
  private long to = ABSENT;

  MetricCheck(final MetricExpectation expectation, final Place place, final EntityTree tree) {
    this.expectation = expectation;
    this.place = place;
    this.tree = tree;
  }

  @Override
  public void prepare() {
    checkName();
    final Window window = expectation.between();
    if (window != null) {
      at(window.fromPs(), () -> from = read());
      at(window.toPs(), () -> to = read());
    }
    final Long atPs = expectation.atPs();
    if (atPs != null) {
      at(atPs, () -> to = read());
    }
  }

  /** Looks after everything else of that time has happened. */
  private void at(final long timePs, final Runnable look) {
    tree.simulator()
        .scheduleAt(
            new Event(null, (short) (Event.MIN_PRIORITY - 1)) {
              @Override
              public void fire(final long nowPs) {
                look.run();
              }

              @Override
              public boolean observesOnly() {
                return true;
              }
            },
            timePs);
  }

  private long read() {
    final Reading reading = tree.findReading(expectation.metric());
    return reading == null ? ABSENT : reading.read();
  }

  /** A metric must exist, or belong to a kind of entity that comes up during a run. */
  private void checkName() {
    final String path = expectation.metric();
    final Reading known = tree.findReading(path);
    if (known != null) {
      checkUnit(known.metric());
      return;
    }
    final int slash = path.lastIndexOf('/');
    final String entity = slash < 0 ? "" : path.substring(0, slash);
    final String name = path.substring(slash + 1);
    for (final EntityKind kind : Catalogue.kinds()) {
      if (kind.dynamic() && kind.matches(entity)) {
        final List<String> names = kind.metrics().stream().map(Metric::name).toList();
        if (names.contains(name)) {
          checkUnit(kind.metrics().get(names.indexOf(name)));
          return;
        }
        if (tree.find(entity) == null) {
          throw place.error(
              "metric",
              "unknown metric '" + name + "' of " + kind.help() + NearestName.hint(name, names));
        }
      }
    }
    final List<String> candidates = new ArrayList<>();
    for (final Reading reading : tree.readings()) {
      if (tree.find(entity) == null || reading.source().path().equals(entity)) {
        candidates.add(reading.path());
      }
    }
    throw place.error(
        "metric", "unknown metric '" + path + "'" + NearestName.hint(path, candidates));
  }

  /** A quantity must be of the kind that the metric counts. */
  private void checkUnit(final Metric metric) {
    final Comparison is = expectation.is();
    final Comparison comparison = Objects.requireNonNull(is == null ? expectation.rate() : is);
    final Dimension found = comparison.dimension();
    final Dimension fitting =
        switch (metric.unit()) {
          case "bytes" -> is == null ? Dimension.RATE : Dimension.SIZE;
          case "ps" -> is == null ? null : Dimension.TIME;
          default -> null;
        };
    if (found != null && found != fitting) {
      throw place.error(
          is == null ? "rate" : "is",
          metric.name()
              + " counts "
              + metric.unit()
              + ", which "
              + comparison
              + " cannot be compared with");
    }
  }

  @Override
  public CheckResult finish(final OperationLog operations) {
    final Window window = expectation.between();
    if (window == null && expectation.atPs() == null) {
      to = read();
    }
    final Comparison is = expectation.is();
    final boolean perSecond = is == null;
    final Comparison comparison = Objects.requireNonNull(is == null ? expectation.rate() : is);
    final String text =
        expectation.metric() + when(window) + (perSecond ? " per second " : " ") + comparison;
    if (to == ABSENT) {
      return new CheckResult(
          "metric",
          text,
          false,
          comparison.toString(),
          "no such metric during the run",
          place.mark());
    }
    // An entity that did not exist yet at the start of a window had counted nothing.
    final long grown = window == null ? to : to - (from == ABSENT ? 0 : from);
    final BigDecimal seen = perSecond ? perSecond(grown, window) : BigDecimal.valueOf(grown);
    return new CheckResult(
        "metric",
        text,
        comparison.holds(seen),
        comparison.toString(),
        format(seen, comparison.dimension()),
        place.mark());
  }

  private BigDecimal perSecond(final long grown, final @Nullable Window window) {
    final long fromPs = window == null ? 0 : window.fromPs();
    final long toPs = window == null ? tree.simulator().nowPs() : window.toPs();
    final Reading reading = tree.findReading(expectation.metric());
    final boolean bytes = reading != null && reading.metric().unit().equals("bytes");
    return BigDecimal.valueOf(grown)
        .multiply(BigDecimal.valueOf(bytes ? 8 : 1))
        .multiply(BigDecimal.valueOf(Picoseconds.PER_S))
        .divide(BigDecimal.valueOf(toPs - fromPs), 0, RoundingMode.HALF_EVEN);
  }

  private String when(final @Nullable Window window) {
    if (window != null) {
      return " from "
          + Picoseconds.format(window.fromPs())
          + " to "
          + Picoseconds.format(window.toPs());
    }
    final Long atPs = expectation.atPs();
    return atPs == null ? "" : " at " + Picoseconds.format(atPs);
  }

  private static String format(final BigDecimal seen, final @Nullable Dimension dimension) {
    if (dimension == Dimension.TIME) {
      return Picoseconds.format(seen.longValue());
    }
    if (dimension == Dimension.RATE) {
      return seen.movePointLeft(9).setScale(3, RoundingMode.HALF_EVEN).toPlainString() + "Gbps";
    }
    return dimension == null
        ? seen.toPlainString()
        : Quantities.format(dimension, seen.longValue());
  }
}
