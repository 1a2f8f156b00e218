package netmemsim.models.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NcdevmemPatternTest {
  /** kernel-facts.md 11.1: -v 7 means bytes 1,2,3,4,5,6,'\n' repeated. */
  @Test
  void modulusSevenIsOneToSixAndNewline() {
    final NcdevmemPattern pattern = new NcdevmemPattern(7);
    final byte[] start = new byte[15];
    for (int i = 0; i < start.length; i++) {
      start[i] = pattern.at(i);
    }
    assertThat(start).containsExactly(1, 2, 3, 4, 5, 6, '\n', 1, 2, 3, 4, 5, 6, '\n', 1);
    assertThat(pattern.at(7L * 1_000_000_000_000L)).isEqualTo((byte) 1);
    assertThat(pattern.period()).isEqualTo(7);
  }

  @Test
  void modulus256WrapsAByte() {
    final NcdevmemPattern pattern = new NcdevmemPattern(256);
    assertThat(pattern.at(254)).isEqualTo((byte) 255);
    assertThat(pattern.at(255)).isEqualTo((byte) '\n');
    assertThat(pattern.at(256)).isEqualTo((byte) 1);
  }

  @Test
  void modulusOutOfRangeIsRefused() {
    assertThatThrownBy(() -> new NcdevmemPattern(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NcdevmemPattern(257)).isInstanceOf(IllegalArgumentException.class);
  }
}
