package netmemsim.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Transmission times against exact arithmetic. */
final class TransmissionTimeProperties {
  @Property
  void isTheExactTimeRoundedUpToAPicosecond(
      @ForAll @LongRange(min = 1_000_000, max = 1_600_000_000_000L) final long rate,
      @ForAll @IntRange(min = 0, max = 1 << 20) final int bytes) {
    final BigInteger picoseconds =
        BigInteger.valueOf(8L * bytes).multiply(BigInteger.valueOf(Picoseconds.PER_S));
    final BigInteger[] exact = picoseconds.divideAndRemainder(BigInteger.valueOf(rate));
    final long expected = exact[0].longValueExact() + (exact[1].signum() == 0 ? 0 : 1);
    assertThat(new TransmissionTime(rate).ofBytesPs(bytes)).isEqualTo(expected);
  }

  @Test
  void aSmallestFrameAt200GigabitsLasts2560Picoseconds() {
    assertThat(new TransmissionTime(200_000_000_000L).ofBytesPs(64)).isEqualTo(2560);
  }
}
