package netmemsim.models.socket;

import static netmemsim.models.socket.SocketPair.SERVER_FD;
import static netmemsim.models.socket.SocketPair.error;
import static org.junit.jupiter.api.Assertions.assertEquals;

import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;
import netmemsim.models.tcp.VirtualTime;
import org.junit.jupiter.api.Test;

/** Urgent data as measured on Linux 6.18.44 over loopback; RFC 6093, 3.1. */
final class UrgentDataTest {
  private final SocketPair pair = new SocketPair();
  private final Call call = new Call();

  private long recv(final long bytes, final int flags) {
    return pair.server.recv(call, SERVER_FD, bytes, flags | Uapi.MSG_DONTWAIT).result();
  }

  /** Sends bytes past the client's TCP: its segment comes, with an urgent pointer or 0. */
  private void inject(final long offset, final int bytes, final int pointer) {
    final Skb skb = pair.serverHost.pool.take();
    skb.source = IpAddress.parse("10.0.0.1");
    skb.destination = IpAddress.parse("10.0.0.2");
    skb.tcp.sourcePort = pair.clientConnection().localPort();
    skb.tcp.destinationPort = SocketPair.PORT;
    final Wire4 first = firstSequence();
    skb.tcp.sequence = first.sequence() + (int) offset;
    skb.tcp.acknowledgement = first.acknowledgement();
    skb.tcp.flags = TcpHeader.ACK | (pointer > 0 ? TcpHeader.URG : 0);
    skb.tcp.setUrgentPointer(pointer);
    skb.tcp.window = 1000;
    skb.payloadBytes = bytes;
    skb.linearBytes = bytes;
    skb.gsoSegments = 1;
    skb.truesize = 1280;
    pair.serverHost.tcp.receive(skb);
    pair.run(VirtualTime.MS);
  }

  private record Wire4(int sequence, int acknowledgement) {}

  private Wire4 firstSequence() {
    final var ack = pair.toServer.log.get(1);
    return new Wire4(ack.sequence(), ack.acknowledgement());
  }

  @Test
  void theByteBeforeThePointerIsReadOutOfBandAndLeftOutOfTheStream() {
    pair.serverHost.sysctl.set("net.ipv4.tcp_timestamps", "0");
    pair.connect();
    inject(0, 3, 0);
    inject(3, 2, 2);
    inject(5, 2, 0);
    final int in = Uapi.POLLIN | Uapi.POLLRDNORM | Uapi.POLLOUT | Uapi.POLLWRNORM;
    assertEquals(in | Uapi.POLLPRI, pair.poll(pair.server, SERVER_FD));
    assertEquals(1, recv(1, Uapi.MSG_OOB));
    assertEquals(error(Errno.EINVAL), recv(1, Uapi.MSG_OOB));
    final OptionValue value = new OptionValue();
    assertEquals(0, pair.server.ioctl(SERVER_FD, Uapi.SIOCINQ, value));
    assertEquals(4, value.number);
    assertEquals(4, recv(10, 0));
    assertEquals(0, pair.server.ioctl(SERVER_FD, Uapi.SIOCATMARK, value));
    assertEquals(1, value.number);
    assertEquals(2, recv(10, 0));
    assertEquals(error(Errno.EINVAL), recv(5, Uapi.MSG_OOB));
    assertEquals(Uapi.POLLOUT | Uapi.POLLWRNORM, pair.poll(pair.server, SERVER_FD));
  }

  @Test
  void inlineUrgentDataStopsTheReaderBeforeItAndIsReadAsData() {
    pair.serverHost.sysctl.set("net.ipv4.tcp_timestamps", "0");
    pair.connect();
    assertEquals(error(Errno.EINVAL), recv(1, Uapi.MSG_OOB));
    pair.server.setsockopt(SERVER_FD, Uapi.SOL_SOCKET, Uapi.SO_OOBINLINE, 1);
    assertEquals(error(Errno.EINVAL), recv(1, Uapi.MSG_OOB));
    inject(0, 3, 0);
    inject(3, 1, 1);
    assertEquals(3, recv(10, 0));
    assertEquals(1, recv(10, 0));
  }
}
