package netmemsim.models.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import netmemsim.models.payload.NcdevmemPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The expected packets were read from a TUN device of a Linux 6.18.44 host that answered SYNs with
 * various options, then an out-of-order segment of 50 bytes, a second, the second again, and sent 7
 * bytes itself. The flow label of the IPv6 ones, 0xd7fff, is cleared: the model has none.
 */
class PacketEncoderTest {
  private static final String SYN_ACK_ALL =
      "4500003c00004000400626a80a0900010a09000214519c41c8c7c00300000065a012fe888f490000"
          + "020405b40402080a54b513a6000003e80103030a";
  private static final String SYN_ACK_SACK_ONLY =
      "4500003400004000400626b00a0900010a09000214519c4243d94873000000658012faf022b40000"
          + "020405b4010104020103030a";
  private static final String SYN_ACK_TIMESTAMPS_ONLY =
      "4500003c00004000400626a80a0900010a09000214519c432a70ec1700000065a012fe8823aa0000"
          + "020405b40101080aeaaa5e92000003e80103030a";
  private static final String SYN_ACK_MSS_ONLY =
      "4500002c00004000400626b80a0900010a09000214519c44e7e6d6d6000000656012faf019590000"
          + "020405b4";
  private static final String ACK_WITHOUT_OPTIONS =
      "450000286dde40004006b8dd0a0900010a09000214519c44e7e6d6d7000000655010faf031160000";
  private static final String DSACK_AND_TWO_BLOCKS =
      "450000502bec40004006faa70a0900010a09000214519c41c8c7c00400000065f01000403dbd0000"
          + "0101080a54b513a6000003e90101051a00000191000001c300000191000001c3000000c9000000fb";
  private static final String SACK_WITHOUT_TIMESTAMPS =
      "450000340bc3400040061aed0a0900010a09000214519c4243d94874000000658010003f26600000"
          + "0101050a000000c9000000fb";
  private static final String DATA =
      "4500004f2bed40004006faa70a0900010a09000214519c41c8c7c00400000065d01800404e060000"
          + "0101080a54b513a6000003e90101051200000191000001c3000000c9000000fb0102030405060a";
  private static final String DATA_OVER_IPV6 =
      "60000000003b0640fd090000000000000000000000000001fd09000000000000000000000000000214519c45e52fd98e00000065d018003fcf36"
          + "00000101080adaf2f040000003e90101051200000191000001c3000000c9000000fb0102030405060a";

  private static final String ECN_DATA =
      "4502004ff1b84000400634da0a0900010a09000214519c460b1d131000000065d01800407d6c0000"
          + "0101080a57d14bbe000003e90101051200000191000001c3000000c9000000fb0102030405060a";

  private final Packet packet = new PacketPool().take();

  private void between(final String source, final String destination, final int port) {
    packet.source = IpAddress.parse(source);
    packet.destination = IpAddress.parse(destination);
    packet.tcp.sourcePort = 5201;
    packet.tcp.destinationPort = port;
    packet.tcp.acknowledgement = 101;
  }

  private void synAck(final int port, final int sequence, final int window) {
    between("10.9.0.1", "10.9.0.2", port);
    packet.tcp.sequence = sequence;
    packet.tcp.flags = TcpHeader.SYN | TcpHeader.ACK;
    packet.tcp.window = window;
    packet.tcp.setMssOption(1460);
  }

  private void timestamps(final int value, final int echo) {
    packet.tcp.hasTimestamps = true;
    packet.tcp.timestampValue = value;
    packet.tcp.timestampEcho = echo;
  }

  private void block(final int left, final int right) {
    packet.tcp.setSack(packet.tcp.sackBlocks++, left, right);
  }

  private void firstConnection(final int ipId, final int flags) {
    between("10.9.0.1", "10.9.0.2", 40001);
    packet.ipId = ipId;
    packet.tcp.sequence = 0xc8c7c004;
    packet.tcp.flags = flags;
    packet.tcp.window = 64;
    timestamps(0x54b513a6, 1001);
  }

  private void sevenBytes() {
    packet.payloadBytes = 7;
    packet.content = new NcdevmemPattern(7);
  }

  private String bytes(final PacketEncoder encoder, final int room) {
    final byte[] into = new byte[room];
    final int count = encoder.encode(packet, into);
    return HexFormat.of().formatHex(into, 0, count);
  }

  private String rawBytes() {
    assertThat(PacketEncoder.rawIp().lengthBytes(packet)).isEqualTo(packet.ipLengthBytes());
    return bytes(PacketEncoder.rawIp(), 2000);
  }

  @Test
  void aSynAckWithAllOptionsHasTheBytesOfLinux() {
    synAck(40001, 0xc8c7c003, 0xfe88);
    packet.tcp.setSackPermitted(true);
    packet.tcp.setWindowScaleOption(10);
    timestamps(0x54b513a6, 1000);
    assertThat(rawBytes()).isEqualTo(SYN_ACK_ALL);
  }

  @Test
  void aSynAckWithoutTimestampsHasTheBytesOfLinux() {
    synAck(40002, 0x43d94873, 0xfaf0);
    packet.tcp.setSackPermitted(true);
    packet.tcp.setWindowScaleOption(10);
    assertThat(rawBytes()).isEqualTo(SYN_ACK_SACK_ONLY);
  }

  @Test
  void aSynAckWithoutSackHasTheBytesOfLinux() {
    synAck(40003, 0x2a70ec17, 0xfe88);
    packet.tcp.setWindowScaleOption(10);
    timestamps(0xeaaa5e92, 1000);
    assertThat(rawBytes()).isEqualTo(SYN_ACK_TIMESTAMPS_ONLY);
  }

  @Test
  void aSynAckWithTheSegmentSizeOnlyHasTheBytesOfLinux() {
    synAck(40004, 0xe7e6d6d6, 0xfaf0);
    assertThat(rawBytes()).isEqualTo(SYN_ACK_MSS_ONLY);
  }

  @Test
  void anAckWithoutOptionsHasTheBytesOfLinux() {
    between("10.9.0.1", "10.9.0.2", 40004);
    packet.ipId = 0x6dde;
    packet.tcp.sequence = 0xe7e6d6d7;
    packet.tcp.flags = TcpHeader.ACK;
    packet.tcp.window = 0xfaf0;
    assertThat(rawBytes()).isEqualTo(ACK_WITHOUT_OPTIONS);
  }

  @Test
  void anAckWithThreeSackBlocksHasTheBytesOfLinux() {
    firstConnection(0x2bec, TcpHeader.ACK);
    block(401, 451);
    block(401, 451);
    block(201, 251);
    assertThat(rawBytes()).isEqualTo(DSACK_AND_TWO_BLOCKS);
  }

  @Test
  void aSackWithoutTimestampsHasTheBytesOfLinux() {
    between("10.9.0.1", "10.9.0.2", 40002);
    packet.ipId = 0x0bc3;
    packet.tcp.sequence = 0x43d94874;
    packet.tcp.flags = TcpHeader.ACK;
    packet.tcp.window = 63;
    block(201, 251);
    assertThat(rawBytes()).isEqualTo(SACK_WITHOUT_TIMESTAMPS);
  }

  @Test
  void dataWithSackBlocksAndAnOddNumberOfBytesHasTheBytesOfLinux() {
    firstConnection(0x2bed, TcpHeader.ACK | TcpHeader.PSH);
    block(401, 451);
    block(201, 251);
    sevenBytes();
    assertThat(rawBytes()).isEqualTo(DATA);
  }

  @Test
  void dataOverIpv6HasTheBytesOfLinux() {
    between("fd09::1", "fd09::2", 40005);
    packet.tcp.sequence = 0xe52fd98e;
    packet.tcp.flags = TcpHeader.ACK | TcpHeader.PSH;
    packet.tcp.window = 63;
    timestamps(0xdaf2f040, 1001);
    block(401, 451);
    block(201, 251);
    sevenBytes();
    assertThat(rawBytes()).isEqualTo(DATA_OVER_IPV6);
  }

  @Test
  void ecnCapableDataHasTheBytesOfLinux() {
    between("10.9.0.1", "10.9.0.2", 40006);
    packet.ipId = 0xf1b8;
    packet.tcp.dsfield = TcpHeader.ECT_0;
    packet.tcp.sequence = 0x0b1d1310;
    packet.tcp.flags = TcpHeader.ACK | TcpHeader.PSH;
    packet.tcp.window = 64;
    timestamps(0x57d14bbe, 1001);
    block(401, 451);
    block(201, 251);
    sevenBytes();
    assertThat(rawBytes()).isEqualTo(ECN_DATA);
  }

  @Test
  void theDsFieldOfIpv6IsTheTrafficClass() {
    between("fd09::1", "fd09::2", 40005);
    packet.tcp.dsfield = 0xA3;
    // RFC 8200, 3: version 6, traffic class, flow label.
    assertThat(rawBytes()).startsWith("6a300000");
  }

  @Test
  void aFrameIsTheIpPacketBehindTheMacAddressesOfItsEnds() {
    firstConnection(0x2bed, TcpHeader.ACK | TcpHeader.PSH);
    block(401, 451);
    block(201, 251);
    sevenBytes();
    assertThat(bytes(PacketEncoder.ethernetSent(), 2000))
        .isEqualTo("02000a090002" + "02000a090001" + "0800" + DATA);
  }

  @Test
  void aShortFrameIsPaddedTo60BytesOnTheWayInOnly() {
    between("10.9.0.1", "10.9.0.2", 40004);
    packet.ipId = 0x6dde;
    packet.tcp.sequence = 0xe7e6d6d7;
    packet.tcp.flags = TcpHeader.ACK;
    packet.tcp.window = 0xfaf0;
    final PacketEncoder received = PacketEncoder.ethernetReceived();
    final byte[] used = new byte[100];
    Arrays.fill(used, (byte) 0xFF);
    assertThat(received.encode(packet, used)).isEqualTo(60).isEqualTo(received.lengthBytes(packet));
    assertThat(HexFormat.of().formatHex(used, 14, 61))
        .isEqualTo(ACK_WITHOUT_OPTIONS + "000000000000" + "ff");
    assertThat(PacketEncoder.ethernetSent().lengthBytes(packet)).isEqualTo(54);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 33, 60, 72, 78, 79})
  void aSnapLengthCutsTheBytesAndLeavesTheChecksumOfTheWholePacket(final int room) {
    firstConnection(0x2bed, TcpHeader.ACK | TcpHeader.PSH);
    block(401, 451);
    block(201, 251);
    sevenBytes();
    assertThat(bytes(PacketEncoder.rawIp(), room)).isEqualTo(DATA.substring(0, 2 * room));
  }
}
