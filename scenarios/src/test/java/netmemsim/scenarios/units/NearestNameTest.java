package netmemsim.scenarios.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  @Test
  void swappedLettersAreNearerThanMissingOnes() {
    assertThat(NearestName.of("Gpbs", List.of("bps", "Gbps"))).contains("Gbps");
  }

  @Test
  void wrongCaseIsNearerThanAWrongLetter() {
    assertThat(NearestName.of("MS", List.of("ns", "us", "ms"))).contains("ms");
    assertThat(NearestName.of("KB", List.of("KiB", "MB", "kB"))).contains("kB");
  }

  @Test
  void nothingIsSuggestedIfNothingIsNear() {
    assertThat(NearestName.of("banana", List.of("rate", "delay"))).isEmpty();
    assertThat(NearestName.of("q", List.of("x"))).isEmpty();
    assertThat(NearestName.of("", List.of("x"))).isEmpty();
  }

  @Test
  void amongEquallyNearNamesTheFirstIsTaken() {
    assertThat(NearestName.of("eth2", List.of("eth1", "eth0"))).contains("eth1");
  }

  @Test
  void oneSlipInThreeLettersIsNear() {
    assertThat(NearestName.of("retrun-tokns", List.of("read", "return-tokens")))
        .contains("return-tokens");
  }
}
