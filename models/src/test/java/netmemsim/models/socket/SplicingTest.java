package netmemsim.models.socket;

import static netmemsim.models.socket.SocketPair.CLIENT_FD;
import static netmemsim.models.socket.SocketPair.SERVER_FD;
import static netmemsim.models.socket.SocketPair.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.TcpState;
import netmemsim.models.tcp.VirtualTime;
import org.junit.jupiter.api.Test;

/** sendfile(2), splice(2), and a close(2) that lingers (socket(7)). */
final class SplicingTest {
  private final SocketPair pair = new SocketPair();
  private final Call call = new Call();

  private void settle() {
    pair.run(200 * VirtualTime.MS);
  }

  @Test
  void sendfileSendsTheFileFromAnOffsetAndMovesIt() {
    pair.connect();
    final int file = pair.client.openFile(100_000);
    final long[] offset = {10_000};
    assertEquals(90_000, pair.finish(pair.client.sendfile(call, CLIENT_FD, file, offset, 1 << 20)));
    assertEquals(100_000, offset[0]);
    settle();
    settle();
    assertEquals(90_000, pair.serverConnection().readableBytes());
    assertEquals(5, pair.finish(pair.client.sendfile(call, CLIENT_FD, file, null, 5)));
    assertEquals(0, pair.finish(pair.client.sendfile(call, CLIENT_FD, file, offset, 5)));
    assertEquals(error(Errno.EBADF), pair.client.sendfile(call, 99, file, null, 5).result());
    assertEquals(
        error(Errno.EINVAL), pair.client.sendfile(call, file, CLIENT_FD, null, 5).result());
  }

  @Test
  void spliceMovesWhatCameThroughAPipeAndBack() {
    pair.connect();
    final SystemCalls server = pair.server;
    final int[] ends = new int[2];
    assertEquals(0, server.pipe(ends));
    final Call splice = server.splice(new Call(), SERVER_FD, ends[1], 99_999, 0);
    assertFalse(splice.isDone());
    pair.client.write(call, CLIENT_FD, 3000);
    settle();
    assertTrue(splice.result() > 0);
    long moved = splice.result();
    while (moved < 3000) {
      moved += server.splice(call, SERVER_FD, ends[1], 99_999, 0).result();
    }
    assertEquals(
        error(Errno.EAGAIN),
        server.splice(call, SERVER_FD, ends[1], 9, Uapi.SPLICE_F_NONBLOCK).result());
    assertEquals(3000, server.splice(call, ends[0], SERVER_FD, 99_999, 0).result());
    assertEquals(
        error(Errno.EAGAIN),
        server.splice(call, ends[0], SERVER_FD, 9, Uapi.SPLICE_F_NONBLOCK).result());
    settle();
    assertEquals(3000, pair.client.read(call, CLIENT_FD, 5000).result());
    assertEquals(error(Errno.EBADF), server.splice(call, ends[1], SERVER_FD, 9, 0).result());
    assertEquals(0, server.splice(call, ends[0], SERVER_FD, 0, 0).result());
    server.close(call, ends[1]);
    assertEquals(0, server.splice(call, ends[0], SERVER_FD, 9, 0).result());
  }

  @Test
  void aLingeringCloseReturnsWhenTheFinIsAcknowledgedOrTheTimeIsUp() {
    pair.connect();
    final OptionValue linger = OptionValue.of(1, 2);
    pair.client.setsockopt(CLIENT_FD, Uapi.SOL_SOCKET, Uapi.SO_LINGER, linger);
    pair.client.write(call, CLIENT_FD, 1000);
    final Call close = pair.client.close(new Call(), CLIENT_FD);
    pair.run(9 * VirtualTime.MS);
    assertFalse(close.isDone());
    settle();
    assertEquals(0, close.result());

    final SocketPair cut = new SocketPair();
    cut.connect();
    cut.client.setsockopt(CLIENT_FD, Uapi.SOL_SOCKET, Uapi.SO_LINGER, linger);
    cut.toServer.lose = segment -> true;
    final Call waits = cut.client.close(new Call(), CLIENT_FD);
    cut.run(1990 * VirtualTime.MS);
    assertFalse(waits.isDone());
    cut.run(300 * VirtualTime.MS);
    assertEquals(0, waits.result());
  }

  @Test
  void dataAfterShutdownOfBothIsAnsweredWithReset() {
    pair.connect();
    final var connection = pair.serverConnection();
    assertEquals(0, pair.server.shutdown(SERVER_FD, Uapi.SHUT_RDWR));
    settle();
    pair.client.write(call, CLIENT_FD, 1000);
    settle();
    assertEquals(TcpState.CLOSE, connection.state());
    assertEquals(
        Errno.EPIPE.number(), pair.option(pair.client, CLIENT_FD, Uapi.SOL_SOCKET, Uapi.SO_ERROR));
  }
}
