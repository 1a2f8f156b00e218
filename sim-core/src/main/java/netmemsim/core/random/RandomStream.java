package netmemsim.core.random;

import netmemsim.core.event.EventSource;
import nl.tudelft.simulation.jstats.streams.MersenneTwister;
import org.jspecify.annotations.Nullable;

/** A DSOL stream (Mersenne Twister) that reports each draw, for the fingerprint. */
public final class RandomStream extends MersenneTwister {
  private static final long serialVersionUID = 1L;

  private final transient EventSource source;
  private final transient @Nullable DrawObserver observer;

  RandomStream(final long seed, final EventSource source, final @Nullable DrawObserver observer) {
    super(seed);
    this.source = source;
    this.observer = observer;
  }

  @Override
  public synchronized long next(final int bits) {
    final long drawn = super.next(bits);
    // Null while the constructor of the superclass runs.
    final DrawObserver told = observer;
    if (told != null) {
      told.onDraw(source, drawn);
    }
    return drawn;
  }
}
