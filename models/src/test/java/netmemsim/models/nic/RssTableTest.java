package netmemsim.models.nic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import org.junit.jupiter.api.Test;

/** kernel-facts.md 10.1; ethtool(8), -X. */
class RssTableTest {
  private final RssTable table = new RssTable(128, 16);

  @Test
  void defaultSpreadsOverAllQueues() {
    for (int i = 0; i < 128; i++) {
      assertThat(table.entry(i)).isEqualTo(i % 16);
    }
    assertThat(table.isSetByUser()).isFalse();
  }

  /** The isolation recipe of devmem.rst: with equal 15 of 16 queues nothing reaches queue 15. */
  @Test
  void equal15NeverLeadsToQueue15() throws KernelException {
    table.setEqual(0, 15, 16);
    for (int i = 0; i < 128; i++) {
      assertThat(table.entry(i)).isEqualTo(i % 15);
    }
    for (int hash = -100_000; hash < 100_000; hash += 7) {
      assertThat(table.queueOf(hash)).isBetween(0, 14);
    }
    assertThat(table.isSetByUser()).isTrue();
  }

  @Test
  void startAndEqualSpreadOverARange() throws KernelException {
    table.setEqual(3, 2, 16);
    assertThat(table.entry(0)).isEqualTo(3);
    assertThat(table.entry(1)).isEqualTo(4);
    assertThat(table.entry(2)).isEqualTo(3);
  }

  @Test
  void lowBitsOfTheHashSelectTheEntry() throws KernelException {
    table.setEqual(0, 16, 16);
    assertThat(table.queueOf(0x80000005)).isEqualTo(5);
    assertThat(table.queueOf(0x80)).isEqualTo(0);
    assertThat(table.queueOf(-1)).isEqualTo(127 % 16);
  }

  @Test
  void defaultResets() throws KernelException {
    table.setEqual(3, 1, 16);
    table.setDefault(16);
    assertThat(table.entry(17)).isEqualTo(1);
    assertThat(table.isSetByUser()).isFalse();
  }

  @Test
  void queuesThatDoNotExistAreEinvalAndChangeNothing() throws KernelException {
    table.setEqual(1, 1, 16);
    for (final int[] bad :
        new int[][] {
          {0, 17}, {15, 2}, {-1, 2}, {0, 0}, {Integer.MAX_VALUE, 1}, {1, Integer.MAX_VALUE}
        }) {
      assertThatThrownBy(() -> table.setEqual(bad[0], bad[1], 16))
          .isInstanceOfSatisfying(
              KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
    }
    assertThat(table.entry(99)).isEqualTo(1);
  }
}
