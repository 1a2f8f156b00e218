package netmemsim.models.socket;

import static netmemsim.models.socket.SocketPair.CLIENT_FD;
import static netmemsim.models.socket.SocketPair.PORT;
import static netmemsim.models.socket.SocketPair.SERVER;
import static netmemsim.models.socket.SocketPair.SERVER_FD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import netmemsim.models.tcp.TcpInfo;
import netmemsim.models.tcp.VirtualTime;
import org.junit.jupiter.api.Test;

/** TCP_INFO as a 6.18.44 answers it for the same steps over loopback. */
final class TcpInfoTest {
  private final SocketPair pair = new SocketPair();
  private final Call call = new Call();

  private static TcpInfo info(final SystemCalls of, final int fd) {
    final OptionValue value = new OptionValue();
    value.lengthBytes = 1000;
    assertEquals(0, of.getsockopt(fd, Uapi.SOL_TCP, Uapi.TCP_INFO, value));
    assertEquals(280, value.lengthBytes);
    return value.info;
  }

  private void settle() {
    pair.run(100 * VirtualTime.MS);
  }

  @Test
  void aNewSocketShowsTheDefaults() {
    final int fd = pair.client.socket(Uapi.AF_INET, Uapi.SOCK_STREAM, 0);
    final TcpInfo info = info(pair.client, fd);
    assertEquals(7, info.state);
    assertEquals(1_000_000, info.rto);
    assertEquals(536, info.sndMss);
    assertEquals(250_000, info.rttvar);
    assertEquals(0x7fffffff, info.sndSsthresh);
    assertEquals(10, info.sndCwnd);
    assertEquals(3, info.reordering);
    assertEquals(-1, info.pacingRate);
    assertEquals(0xFFFFFFFFL, info.minRtt);
    assertEquals(1, info.deliveryRateAppLimited);
  }

  @Test
  void aListenerShowsItsQueueAndBacklog() {
    final int fd = pair.listen();
    assertEquals(10, info(pair.server, fd).sacked);
    assertEquals(0, info(pair.server, fd).unacked);
    final int client = pair.client.socket(Uapi.AF_INET, Uapi.SOCK_STREAM, 0);
    pair.finish(pair.client.connect(call, client, Sockaddr.of(SERVER, PORT)));
    settle();
    assertEquals(1, info(pair.server, fd).unacked);
    assertEquals(10, info(pair.server, fd).state);
  }

  @Test
  void theHandshakeIsCountedOnBothSides() {
    pair.connect();
    settle();
    final TcpInfo active = info(pair.client, CLIENT_FD);
    assertEquals(1, active.state);
    assertEquals(7, active.options);
    assertEquals(1, active.bytesAcked);
    assertEquals(2, active.segsOut);
    assertEquals(1, active.segsIn);
    assertEquals(1, active.delivered);
    assertEquals(536, active.rcvMss);
    assertEquals(10_000, active.minRtt);
    assertEquals(10_000, active.rtt);
    assertEquals(5_000, active.rttvar);
    assertEquals(1500, active.pmtu);
    assertEquals(1448, active.advmss);
    assertEquals(1448, active.sndMss);
    final TcpInfo passive = info(pair.server, SERVER_FD);
    assertEquals(0, passive.bytesAcked);
    assertEquals(0, passive.segsOut);
    assertEquals(2, passive.segsIn);
    assertEquals(1, passive.delivered);
  }

  @Test
  void dataIsCountedOnBothSides() {
    pair.connect();
    settle();
    assertEquals(5000, pair.client.write(call, CLIENT_FD, 5000).result());
    assertEquals(4, info(pair.client, CLIENT_FD).unacked);
    assertEquals(0, info(pair.client, CLIENT_FD).lastDataSent);
    pair.run(50 * VirtualTime.MS);
    assertEquals(5000, pair.server.read(call, SERVER_FD, 5000).result());
    final TcpInfo sender = info(pair.client, CLIENT_FD);
    assertEquals(5001, sender.bytesAcked);
    assertEquals(5000, sender.bytesSent);
    assertEquals(4, sender.dataSegsOut);
    assertEquals(5, sender.delivered);
    assertEquals(50, sender.lastDataSent);
    assertTrue(sender.deliveryRate > 0);
    assertTrue(sender.busyTime >= 10_000 && sender.busyTime <= 12_000, "" + sender.busyTime);
    final TcpInfo receiver = info(pair.server, SERVER_FD);
    assertEquals(5000, receiver.bytesReceived);
    assertEquals(4, receiver.dataSegsIn);
    assertEquals(45, receiver.lastDataRecv);
    assertEquals(40_000, receiver.ato);
  }

  @Test
  void theFinsCountAsAByteEachAndTimeWaitShowsAClosedSocket() {
    pair.connect();
    settle();
    pair.client.shutdown(CLIENT_FD, Uapi.SHUT_WR);
    settle();
    pair.server.close(call, SERVER_FD);
    settle();
    final TcpInfo info = info(pair.client, CLIENT_FD);
    assertEquals(7, info.state);
    assertEquals(2, info.bytesAcked);
    assertEquals(1, info.bytesReceived);
    assertEquals(0, info.dataSegsOut);
    assertEquals(4, info.segsOut);
  }

  @Test
  void aTimeoutIsCountedAndTimedUntilItsRecovery() {
    pair.connect();
    settle();
    pair.toServer.lose = segment -> segment.payload() > 0;
    pair.client.write(call, CLIENT_FD, 1000);
    pair.run(500 * VirtualTime.MS);
    final TcpInfo during = info(pair.client, CLIENT_FD);
    assertEquals(1, during.totalRto);
    assertEquals(1, during.totalRtoRecoveries);
    assertEquals(1, during.rehash);
    assertEquals(1, during.retransmits);
    assertEquals(1, during.backoff);
    assertEquals(4, during.caState);
    assertEquals(1000 * during.totalRetrans, during.bytesRetrans);
    assertTrue(during.totalRtoTime > 0);
    pair.toServer.lose = segment -> false;
    pair.run(2 * VirtualTime.S);
    final TcpInfo after = info(pair.client, CLIENT_FD);
    final long time = after.totalRtoTime;
    assertEquals(0, after.caState);
    assertEquals(0, after.retransmits);
    assertTrue(time >= 400 && time < 500, "the second timeout ends it: " + time);
    pair.run(VirtualTime.S);
    assertEquals(time, info(pair.client, CLIENT_FD).totalRtoTime);
  }

  @Test
  void outOfOrderSegmentsAreCountedAndReorderingIsRemembered() {
    pair.connect();
    settle();
    pair.toServer.extraDelayPs = s -> s.offset() == 1448 ? 2 * VirtualTime.MS : 0;
    pair.client.write(call, CLIENT_FD, 4 * 1448);
    settle();
    assertEquals(2, info(pair.server, SERVER_FD).rcvOoopack);
    assertEquals(1, info(pair.client, CLIENT_FD).reordSeen);
  }

  @Test
  void fieldsAreFoundByTheKernelsNames() {
    final TcpInfo info = new TcpInfo();
    info.sndCwnd = 17;
    info.lastDataRecv = 4;
    assertEquals(17, info.value("tcpi_snd_cwnd"));
    assertEquals(4, info.value("tcpi_last_data_recv"));
    assertThrows(IllegalArgumentException.class, () -> info.value("tcpi_nothing"));
  }

  @Test
  void meminfoShowsBuffersAndQueues() {
    pair.connect();
    settle();
    pair.client.write(call, CLIENT_FD, 1000);
    settle();
    final OptionValue value = new OptionValue();
    value.lengthBytes = 36;
    assertEquals(0, pair.server.getsockopt(SERVER_FD, Uapi.SOL_SOCKET, Uapi.SO_MEMINFO, value));
    assertTrue(value.words[Uapi.SK_MEMINFO_RMEM_ALLOC] > 1000);
    assertEquals(131072, value.words[Uapi.SK_MEMINFO_RCVBUF]);
    assertEquals(0, value.words[Uapi.SK_MEMINFO_WMEM_QUEUED]);
  }
}
