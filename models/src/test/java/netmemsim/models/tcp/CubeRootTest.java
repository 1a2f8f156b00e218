package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** net/ipv4/tcp_cubic.c says of its cube root: 0.195 % off on average. */
class CubeRootTest {
  @Test
  void smallValuesAreRounded() {
    assertThat(CubeRoot.of(0)).isZero();
    assertThat(CubeRoot.of(1)).isOne();
    assertThat(CubeRoot.of(8)).isEqualTo(2);
    assertThat(CubeRoot.of(27)).isEqualTo(3);
    assertThat(CubeRoot.of(63)).isEqualTo(4);
  }

  @Test
  void largerValuesAreOffByLessThanAFifthOfAPercentOnAverage() {
    long errorPerMillion = 0;
    int samples = 0;
    for (long root = 50; root < 1_000_000; root += 1 + root / 50) {
      final long found = CubeRoot.of(root * root * root);
      final long error = Math.abs(found - root) * 1_000_000 / root;
      assertThat(error).isLessThan(20_000);
      errorPerMillion += error;
      samples++;
    }
    assertThat(errorPerMillion / samples).isLessThan(2000);
  }
}
