package netmemsim.models.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class VerifierProperties {
  /** However the stream is cut, the count of wrong bytes is that of a comparison byte by byte. */
  @Property
  void countsWrongBytesExactly(
      @ForAll @IntRange(min = 2, max = 40) final int sentModulus,
      @ForAll @IntRange(min = 2, max = 40) final int expectedModulus,
      @ForAll @Size(max = 8) final List<@IntRange(min = 1, max = 9000) Integer> cuts,
      @ForAll @IntRange(max = 100) final int shift) {
    final Content sent = new NcdevmemPattern(sentModulus);
    final Content expected = new NcdevmemPattern(expectedModulus);
    final Verifier verifier = new Verifier(expected);
    long position = 0;
    long wrong = 0;
    for (final int length : cuts) {
      verifier.check(sent, position + shift, length);
      for (int i = 0; i < length; i++) {
        if (sent.at(position + shift + i) != expected.at(position + i)) {
          wrong++;
        }
      }
      position += length;
    }
    assertThat(verifier.errors()).isEqualTo(wrong);
    assertThat(verifier.position()).isEqualTo(position);
  }

  @Property
  void sameStreamHasNoErrorsAndMissingBytesAreErrors(
      @ForAll @IntRange(min = 1, max = 256) final int modulus,
      @ForAll @IntRange(min = 1, max = 9000) final int length,
      @ForAll @IntRange(min = 1, max = 9000) final int missing) {
    final Content sent = new NcdevmemPattern(modulus);
    final Verifier verifier = new Verifier(sent);
    verifier.check(sent, 0, length);
    verifier.missing(missing);
    verifier.check(sent, length + missing, length);
    assertThat(verifier.errors()).isEqualTo(missing);
  }
}
