package netmemsim.core.metric;

/**
 * The declaration of a metric: a static descriptor beside the entity that keeps it.
 *
 * @param name the kernel's name where it has one, such as {@code rx_pp_alloc_fast}
 * @param kind how it behaves
 * @param unit what is counted: {@code packets}, {@code bytes}, {@code ps}, ...
 * @param help one sentence, with the source of the name
 */
public record Metric(String name, Kind kind, String unit, String help) {
  /** How a metric behaves over time. */
  public enum Kind {
    /** Only grows; a difference over a window means something. */
    COUNTER,
    /** Goes up and down; read at an instant. */
    GAUGE,
    /** A distribution. */
    HISTOGRAM
  }

  /** Declares a counter. */
  public static Metric counter(final String name, final String unit, final String help) {
    return new Metric(name, Kind.COUNTER, unit, help);
  }

  /** Declares a gauge. */
  public static Metric gauge(final String name, final String unit, final String help) {
    return new Metric(name, Kind.GAUGE, unit, help);
  }

  /** Declares a histogram. */
  public static Metric histogram(final String name, final String unit, final String help) {
    return new Metric(name, Kind.HISTOGRAM, unit, help);
  }
}
