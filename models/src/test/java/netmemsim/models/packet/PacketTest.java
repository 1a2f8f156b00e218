package netmemsim.models.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import netmemsim.models.payload.NcdevmemPattern;
import netmemsim.models.payload.Zeros;
import org.junit.jupiter.api.Test;

class PacketTest {
  private final PacketPool pool = new PacketPool();

  /** MSS 1448 in an MTU of 1500: 14 + 20 + 32 + 1448 = 1514 bytes (ground-truth.md 2.1). */
  @Test
  void fullSizedSegmentOfMtu1500IsA1514ByteFrame() {
    final Packet packet = pool.take();
    packet.source = IpAddress.parse("10.0.0.1");
    packet.tcp.hasTimestamps = true;
    packet.payloadBytes = 1448;
    assertThat(packet.ipLengthBytes()).isEqualTo(1500);
    assertThat(packet.frameBytes()).isEqualTo(1514);
    packet.source = IpAddress.parse("fd00::1");
    assertThat(packet.frameBytes()).isEqualTo(1534);
  }

  @Test
  void pureAckIsPaddedTo60Bytes() {
    final Packet packet = pool.take();
    assertThat(packet.headerBytes()).isEqualTo(54);
    assertThat(packet.frameBytes()).isEqualTo(60);
  }

  @Test
  void packetTakenAgainIsClean() {
    final Packet packet = pool.take();
    packet.source = IpAddress.parse("10.0.0.1");
    packet.payloadBytes = 5;
    packet.content = new NcdevmemPattern(7);
    packet.contentPosition = 9;
    packet.tcp.flags = TcpHeader.FIN;
    packet.tcp.sourcePort = 80;
    packet.release();
    final Packet again = pool.take();
    assertThat(again).isSameAs(packet);
    assertThat(again.source).isNull();
    assertThat(again.payloadBytes).isZero();
    assertThat(again.content).isSameAs(Zeros.INSTANCE);
    assertThat(again.contentPosition).isZero();
    assertThat(again.tcp).usingRecursiveComparison().isEqualTo(new TcpHeader());
    assertThat(pool.live()).isEqualTo(1);
    assertThat(pool.made()).isEqualTo(1);
  }

  @Test
  void releasingTwiceIsRefused() {
    final Packet packet = pool.take();
    packet.release();
    assertThatThrownBy(packet::release).isInstanceOf(IllegalStateException.class);
  }
}
