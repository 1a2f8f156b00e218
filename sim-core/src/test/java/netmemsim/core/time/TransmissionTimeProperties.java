package netmemsim.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class TransmissionTimeProperties {
  @Property
  void anyTimeIsExactAndRoundedUp(
      @ForAll @LongRange(min = 1, max = 10_000_000_000_000L) final long rateBitsPerSecond,
      @ForAll @LongRange(min = 0, max = 1 << 20) final long sizeBytes) {
    final BigInteger rate = BigInteger.valueOf(rateBitsPerSecond);
    final BigInteger expected =
        BigInteger.valueOf(sizeBytes)
            .multiply(BigInteger.valueOf(8_000_000_000_000L))
            .add(rate)
            .subtract(BigInteger.ONE)
            .divide(rate);
    assertThat(new TransmissionTime(rateBitsPerSecond).ofBytesPs(sizeBytes))
        .isEqualTo(expected.longValueExact());
  }

  @Example
  void aFrameOf64BytesAt200GigabitPerSecondLasts2560Picoseconds() {
    assertThat(new TransmissionTime(200_000_000_000L).ofBytesPs(64)).isEqualTo(2_560);
  }

  @Example
  void whatALongCannotHoldIsRefused() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> new TransmissionTime(1).ofBytesPs(1L << 21));
    assertThatIllegalArgumentException().isThrownBy(() -> new TransmissionTime(0));
  }
}
