package netmemsim.models.tcp;

/**
 * The least of the samples in a sliding window, from three candidates (the method of
 * lib/win_minmax.c, v6.18: best, second and third best, each later than the one before). The
 * greatest is the least of the negated samples.
 */
final class WindowedMin {
  private long bestValue;
  private long bestAt;
  private long secondValue;
  private long secondAt;
  private long thirdValue;
  private long thirdAt;

  /** A filter that has seen one sample, at time 0. */
  WindowedMin(final long value) {
    restart(0, value);
  }

  /** The least in the window. */
  long get() {
    return bestValue;
  }

  /** Forgets all samples but this one. */
  void restart(final long now, final long value) {
    bestValue = value;
    bestAt = now;
    restartFromSecond(now, value);
  }

  private void restartFromSecond(final long now, final long value) {
    secondValue = value;
    secondAt = now;
    thirdValue = value;
    thirdAt = now;
  }

  /**
   * Takes a sample.
   *
   * @param window its length, in whatever unit time is
   * @param now the time, never less than before
   * @param value the sample
   */
  void update(final long window, final long now, final long value) {
    if (value <= bestValue || now - thirdAt > window) {
      restart(now, value);
      return;
    }
    if (value <= secondValue) {
      restartFromSecond(now, value);
    } else if (value <= thirdValue) {
      thirdValue = value;
      thirdAt = now;
    }
    slide(window, now, value);
  }

  private void slide(final long window, final long now, final long value) {
    final long age = now - bestAt;
    if (age > window) {
      promote(now, value);
      if (now - bestAt > window) {
        promote(now, value);
      }
    } else if (secondAt == bestAt && age > window / 4) {
      restartFromSecond(now, value);
    } else if (thirdAt == secondAt && age > window / 2) {
      thirdValue = value;
      thirdAt = now;
    }
  }

  private void promote(final long now, final long value) {
    bestValue = secondValue;
    bestAt = secondAt;
    secondValue = thirdValue;
    secondAt = thirdAt;
    thirdValue = value;
    thirdAt = now;
  }
}
