package netmemsim.models.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;

/** What an ACK costs does not depend on the window. */
class CostProperties {
  /** Records looked at per ACK, with periodic losses, for windows 16 times apart. */
  @Example
  void recordsVisitedPerAckDoNotGrowWithTheWindow() {
    final double small = visitedPerAck(500, 0);
    final double large = visitedPerAck(8000, 0);
    assertThat(large).isLessThan(small + 6);
    assertThat(large).isLessThan(25);
  }

  /** Many holes at once: each ACK looks at what is new in it, and at a few more. */
  @Example
  void manyHolesDoNotMakeAcksCostTheWindow() {
    final double small = visitedPerAck(500, 10);
    final double large = visitedPerAck(8000, 10);
    assertThat(large).isLessThan(2 * small + 10);
    assertThat(large).isLessThan(60);
  }

  private static double visitedPerAck(final int windowSegments, final int lossEvery) {
    final Pair pair = new Pair(20 * VirtualTime.MS);
    for (final TestHost host : List.of(pair.client, pair.server)) {
      host.gsoMaxBytes = 1;
      host.sysctl.congestionControl = Reno.NAME;
      host.sysctl.rmem[1] = 64 << 20;
      host.sysctl.rmem[2] = 64 << 20;
      host.sysctl.wmem[1] = 128 << 20;
      host.sysctl.wmem[2] = 128 << 20;
    }
    pair.toServer.logging = false;
    pair.toClient.logging = false;
    pair.sending.closesAtEnd = false;
    pair.connect();
    pair.run(VirtualTime.S);
    final TcpConnection sender = pair.sending.get();
    sender.window.cwnd = windowSegments;
    sender.output.sndWnd = 60_000_000;
    final int first = pair.toServer.dataSegments;
    pair.toServer.lose =
        segment -> {
          final int number = pair.toServer.dataSegments - first;
          final boolean firstFlight = number <= windowSegments && segment.payload() > 0;
          return firstFlight && (lossEvery == 0 ? number == 1 : number % lossEvery == 1);
        };
    pair.sending.toWrite = 1448L * windowSegments * 3;
    pair.sending.write();
    pair.run(60 * VirtualTime.S);
    assertThat(pair.receiving.read).isEqualTo(pair.sending.toWrite);
    return (double) sender.queue.visited / pair.clientCount("TcpInSegs");
  }
}
