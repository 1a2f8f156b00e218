package netmemsim.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkRunTest {
  /** No loss and enough window: most of what links carry arrives (ns-3: 89 to 100 per cent). */
  @ParameterizedTest
  @CsvSource({
    "p2p, 10, 1448, reno, 1",
    "p2p, 10, 8948, cubic, 1",
    "p2p, 100, 1448, reno, 1",
    "dumbbell, 10, 1448, reno, 8",
    "fattree, 10, 1448, reno, 1"
  })
  void flowsFillTheirLinks(
      final String topology,
      final int gigabits,
      final int mss,
      final String control,
      final int flows) {
    final BulkLoad load = new BulkLoad(topology, gigabits, mss, control, flows);
    final BulkRun.Figures figures = BulkRun.measure(load, 400_000, 20_000, 1).get(0);
    assertTrue(figures.goodputPercent() > 80, figures::toString);
    assertTrue(figures.goodputPercent() < 101, figures::toString);
  }

  @Test
  void pointToPointTakesOneEventForEachTraversal() {
    // An ACK for every second segment: 1.5 packets for each data packet, and few timers.
    final BulkLoad load = new BulkLoad("p2p", 10, 1448, "reno", 1);
    final BulkRun.Figures figures = BulkRun.measure(load, 30_000, 10_000, 1).get(0);
    assertEquals(1.5, (double) figures.events() / figures.dataPackets(), 0.05);
  }
}
