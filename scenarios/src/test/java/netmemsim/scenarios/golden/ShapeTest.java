package netmemsim.scenarios.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The distance of two curves, by closed forms. */
class ShapeTest {
  private static final int ROWS = 100;

  private static double distance(final double[] one, final double[] other, final long window) {
    final long[] times = new long[ROWS];
    for (int i = 0; i < ROWS; i++) {
      times[i] = 10L * i;
    }
    return Shape.distance(times, one, times, other, window);
  }

  private static double[] constant(final double value) {
    final double[] values = new double[ROWS];
    java.util.Arrays.fill(values, value);
    return values;
  }

  private static double[] sawTooth(final int shift) {
    final double[] values = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      values[i] = 50 + (i + shift) % 20;
    }
    return values;
  }

  @Test
  void aCurveIsNoDistanceFromItself() {
    assertThat(distance(sawTooth(0), sawTooth(0), 0)).isZero();
  }

  @Test
  void aConstantThatIsAQuarterHigherIsAQuarterAway() {
    assertThat(distance(constant(100), constant(125), 50)).isEqualTo(25, within(1e-9));
  }

  @Test
  void aSawToothThatIsShiftedWithinTheWindowIsAwayAtItsEndsOnly() {
    assertThat(distance(sawTooth(0), sawTooth(2), 30)).isLessThan(1);
  }

  @Test
  void aSawToothThatIsShiftedBeyondTheWindowIsAway() {
    assertThat(distance(sawTooth(0), sawTooth(10), 0)).isGreaterThan(10);
  }

  @Test
  void anotherSlopeIsAwayWhateverTheEnd() {
    final double[] line = new double[ROWS];
    final double[] curve = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      line[i] = i;
      curve[i] = i * i / (ROWS - 1.0);
    }
    assertThat(distance(line, curve, 20)).isGreaterThan(20);
  }
}
