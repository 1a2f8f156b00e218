package netmemsim.core.random;

import netmemsim.core.event.EventSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives each entity and purpose a random stream of its own, seeded from the run's seed and the
 * name, so that adding an entity changes no other entity's numbers.
 */
public final class RandomStreams {
  private final long seed;
  private @Nullable DrawObserver observer;

  /**
   * Sets the root of all streams.
   *
   * @param seed the run's seed
   */
  public RandomStreams(final long seed) {
    this.seed = seed;
  }

  /** The run's seed. */
  public long seed() {
    return seed;
  }

  /**
   * Sets who is told of every number drawn from streams made afterwards.
   *
   * @param observer the observer
   */
  public void setObserver(final DrawObserver observer) {
    this.observer = observer;
  }

  /**
   * A stream.
   *
   * @param source the entity that draws
   * @param purpose what for: {@code isn}
   * @return a stream that always starts the same for the same seed, entity name and purpose
   */
  public RandomStream stream(final EventSource source, final String purpose) {
    final long key = mix(seed ^ mix(source.sourceHash() ^ mix(NameHash.of(purpose))));
    // The generator uses 31 bits; it would take a seed of 0 from the clock.
    return new RandomStream(Math.max(1, key & Integer.MAX_VALUE), source, observer);
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mix(final long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
