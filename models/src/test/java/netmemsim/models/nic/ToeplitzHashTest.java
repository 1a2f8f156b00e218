package netmemsim.models.nic;

import static org.assertj.core.api.Assertions.assertThat;

import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.PacketPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToeplitzHashTest {
  private final Packet packet = new PacketPool().take();

  /** Microsoft, "Verifying the RSS hash calculation": the hashes with TCP ports. */
  @ParameterizedTest
  @CsvSource({
    "66.9.149.187, 2794, 161.142.100.80, 1766, 51ccc178",
    "199.92.111.2, 14230, 65.69.140.83, 4739, c626b0ea",
    "24.19.198.95, 12898, 12.22.207.184, 38024, 5c2b394a",
    "38.27.205.30, 48228, 209.142.163.6, 2217, afc7327f",
    "153.39.163.191, 44251, 202.188.127.2, 1303, 10e828a2",
    "3ffe:2501:200:1fff::7, 2794, 3ffe:2501:200:3::1, 1766, 40207d3d",
    "3ffe:501:8::260:97ff:fe40:efab, 14230, ff02::1, 4739, dde51bbf",
    "3ffe:1900:4545:3:200:f8ff:fe21:67cf, 44251, fe80::200:f8ff:fe21:67cf, 38024, 02d1feef"
  })
  void agreesWithPublishedVectors(
      final String source,
      final int sourcePort,
      final String destination,
      final int destinationPort,
      final String hash) {
    packet.source = IpAddress.parse(source);
    packet.destination = IpAddress.parse(destination);
    packet.tcp.sourcePort = sourcePort;
    packet.tcp.destinationPort = destinationPort;
    assertThat(Integer.toUnsignedLong(ToeplitzHash.of(packet))).isEqualTo(Long.parseLong(hash, 16));
  }

  @Test
  void payloadDoesNotMatter() {
    packet.source = IpAddress.parse("10.0.0.1");
    packet.destination = IpAddress.parse("10.0.0.2");
    final int hash = ToeplitzHash.of(packet);
    packet.payloadBytes = 100;
    packet.tcp.sequence = 7;
    assertThat(ToeplitzHash.of(packet)).isEqualTo(hash);
  }
}
