package netmemsim.models.socket;

import static netmemsim.models.socket.SocketPair.PORT;
import static netmemsim.models.socket.SocketPair.SERVER;
import static netmemsim.models.socket.SocketPair.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import netmemsim.models.kernel.Errno;
import netmemsim.models.tcp.VirtualTime;
import org.junit.jupiter.api.Test;

/** connect(2) and accept(2): connect(2) man page; net/ipv4/af_inet.c, v6.18. */
final class ConnectTest {
  private final SocketPair pair = new SocketPair();

  @Test
  void aBlockingConnectAndAcceptReturnAfterOneRoundTrip() {
    final int listening = pair.listen();
    final Call accept = pair.server.accept(new Call(), listening);
    final int fd = pair.client.socket(Uapi.AF_INET, Uapi.SOCK_STREAM, 0);
    final Call connect = pair.client.connect(new Call(), fd, Sockaddr.of(SERVER, PORT));
    assertFalse(connect.isDone());
    pair.run(10 * VirtualTime.MS);
    assertEquals(0, connect.result());
    assertFalse(accept.isDone());
    pair.run(5 * VirtualTime.MS);
    assertEquals(4, accept.result());
  }

  @Test
  void aNonBlockingConnectIsInProgressThenAlreadyThenDoneThenConnected() {
    pair.listen();
    final int fd = pair.client.socket(Uapi.AF_INET, Uapi.SOCK_STREAM | Uapi.SOCK_NONBLOCK, 0);
    final Sockaddr to = Sockaddr.of(SERVER, PORT);
    final Call call = new Call();
    assertEquals(error(Errno.EINPROGRESS), pair.client.connect(call, fd, to).result());
    assertEquals(error(Errno.EALREADY), pair.client.connect(call, fd, to).result());
    pair.run(20 * VirtualTime.MS);
    assertEquals(0, pair.client.connect(call, fd, to).result());
    assertEquals(error(Errno.EISCONN), pair.client.connect(call, fd, to).result());
  }

  @Test
  void aRefusedConnectSaysSoAndTheSocketCanTryAgain() {
    final int fd = pair.client.socket(Uapi.AF_INET, Uapi.SOCK_STREAM, 0);
    final Sockaddr to = Sockaddr.of(SERVER, PORT);
    final Call call = new Call();
    assertEquals(error(Errno.ECONNREFUSED), pair.finish(pair.client.connect(call, fd, to)));
    pair.listen();
    assertEquals(0, pair.finish(pair.client.connect(call, fd, to)));
  }

  @Test
  void aBlockingReadReturnsWhatCameAndZeroAtTheEnd() {
    pair.connect();
    final Call read = pair.server.read(new Call(), 4, 1000);
    assertFalse(read.isDone());
    assertEquals(300, pair.client.write(new Call(), 3, 300).result());
    assertEquals(300, pair.finish(read));
    pair.client.close(new Call(), 3);
    assertEquals(0, pair.finish(pair.server.read(new Call(), 4, 1000)));
  }
}
