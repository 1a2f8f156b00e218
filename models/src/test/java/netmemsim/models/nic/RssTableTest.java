package netmemsim.models.nic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.PacketPool;
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

  /** Edge case F1: a queue gets as large a share of random flows as it has entries, 8 of 128. */
  @Test
  void shareOfFlowsIsTheShareOfEntries() throws KernelException {
    final Random random = new Random(1);
    final PacketPool packets = new PacketPool();
    final Packet packet = packets.take();
    packet.destination = IpAddress.parse("10.0.0.2");
    for (final int spread : new int[] {16, 15}) {
      table.setEqual(0, spread, 16);
      int leaked = 0;
      final int flows = 200_000;
      for (int i = 0; i < flows; i++) {
        packet.source = IpAddress.parse("10." + random.nextInt(256) + ".7." + random.nextInt(256));
        packet.tcp.sourcePort = 1024 + random.nextInt(64_000);
        packet.tcp.destinationPort = 1 + random.nextInt(65_000);
        leaked += table.queueOf(ToeplitzHash.of(packet)) == 15 ? 1 : 0;
      }
      assertThat(leaked / (double) flows).isBetween(spread == 16 ? 0.0594 : 0, 0.0656);
      assertThat(spread == 15 && leaked > 0).isFalse();
    }
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
