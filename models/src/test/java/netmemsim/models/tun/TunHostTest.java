package netmemsim.models.tun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.Event;
import netmemsim.models.kernel.Errno;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.PacketPool;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.SkbPool;
import netmemsim.models.packet.TcpHeader;
import netmemsim.models.tcp.TcpConnection;
import netmemsim.models.tcp.TcpConnectionOwner;
import netmemsim.models.tcp.TcpSysctl;
import netmemsim.models.testbed.SteppedSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunHostTest {
  private static final int PORT = 5001;
  private final SteppedSimulator simulator = new SteppedSimulator();
  private final EntityTree tree = new EntityTree(simulator, 1);
  private final PacketPool packets = new PacketPool();
  private final TunHost client =
      new TunHost(tree, "a", 250, new TcpSysctl(), packets, IpAddress.parse("10.0.0.1"));
  private final TunHost server =
      new TunHost(tree, "b", 250, new TcpSysctl(), packets, IpAddress.parse("10.0.0.2"));
  private final List<Integer> sentPayloads = new ArrayList<>();
  private long received;

  /** SO_MEMINFO of golden/tcp (delack-noread-100B, -1448B, nagle-noread), and slab sizes. */
  @ParameterizedTest
  @CsvSource({"152,832", "1500,2304", "1152,2304", "576,1280", "9000,12544", "4032,12544"})
  void aPacketIsChargedWhatTunAllocSkbTakes(final int ipBytes, final int truesize) {
    final Skb skb = new SkbPool().take();
    TunSkb.charge(skb, ipBytes);
    assertEquals(ipBytes == 4032 ? 4352 + 4096 : truesize, skb.truesize);
  }

  @Test
  void gsoOffPutsOneSegmentInEachBuffer() {
    client.setGso(false);
    client.setWholeSuperSegments(true);
    transfer(20_000);
    assertTrue(sentPayloads.stream().allMatch(bytes -> bytes <= 1448), sentPayloads::toString);
    assertEquals(20_000, received);
  }

  @Test
  void superSegmentsAreCutWhereTheyLeaveTheDevice() {
    transfer(20_000);
    assertTrue(sentPayloads.stream().allMatch(bytes -> bytes <= 1448), sentPayloads::toString);
    assertEquals(20_000, received);
  }

  @Test
  void superSegmentsAreHandedOutWholeIfAsked() {
    client.setWholeSuperSegments(true);
    transfer(20_000);
    assertTrue(sentPayloads.stream().anyMatch(bytes -> bytes > 1448), sentPayloads::toString);
    assertEquals(20_000, received);
  }

  @Test
  void nothingIsLeftBehindAfterAConnection() {
    transfer(20_000);
    assertEquals(0, packets.live());
    assertEquals(0, client.skbs().live() + server.skbs().live());
  }

  private void transfer(final int bytes) {
    client.setSink(
        packet -> {
          if (packet.payloadBytes > 0) {
            sentPayloads.add(packet.payloadBytes);
          }
          carry(packet, server);
        });
    server.setSink(packet -> carry(packet, client));
    Objects.requireNonNull(
        server
            .tcp()
            .listen(null, PORT, listener -> read(Objects.requireNonNull(listener.accept()))));
    final Writer writer = new Writer(bytes);
    Objects.requireNonNull(
        client.tcp().connect(client.addresses().get(0), server.addresses().get(0), PORT, writer));
    simulator.runUntil(200_000_000_000_000L);
  }

  private void read(final TcpConnection connection) {
    connection.setOwner(new Reader());
  }

  private void carry(final Packet packet, final TunHost to) {
    assertTrue(packet.tcp.has(TcpHeader.ACK) || packet.tcp.has(TcpHeader.SYN));
    simulator.scheduleIn(
        new Event(to) {
          @Override
          public void fire(final long nowPs) {
            to.input(packet);
          }
        },
        5_000_000_000L);
  }

  private static final class Writer implements TcpConnectionOwner {
    private int left;

    Writer(final int bytes) {
      left = bytes;
    }

    @Override
    public void onEstablished(final TcpConnection open) {
      onWritable(open);
    }

    @Override
    public void onReadable(final TcpConnection open) {}

    @Override
    public void onWritable(final TcpConnection open) {
      if (left > 0) {
        left -= (int) open.write(left);
        if (left == 0) {
          open.close();
        }
      }
    }

    @Override
    public void onClosed(final TcpConnection open, final Errno error) {}
  }

  private final class Reader implements TcpConnectionOwner {
    @Override
    public void onEstablished(final TcpConnection open) {}

    @Override
    public void onReadable(final TcpConnection open) {
      final long bytes = open.readableBytes();
      received += bytes;
      open.consume(bytes);
      open.receiveDone(bytes);
      if (open.atEof()) {
        open.close();
      }
    }

    @Override
    public void onWritable(final TcpConnection open) {}

    @Override
    public void onClosed(final TcpConnection open, final Errno error) {}
  }
}
