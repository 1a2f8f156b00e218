package netmemsim.scenarios.packetdrill.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.TcpHeader;
import netmemsim.scenarios.packetdrill.language.IpInfo;
import netmemsim.scenarios.packetdrill.language.TcpOption;
import netmemsim.scenarios.packetdrill.language.TcpSegment;

/**
 * The model's packets in the language's terms. The order of options is the one in which Linux lays
 * them out (tcp_options_write, net/ipv4/tcp_output.c, v6.18).
 */
final class WireForm {
  private static final long U32 = 0xFFFFFFFFL;
  private static final int MAX_COOKIE_DIGITS = 32;

  private WireForm() {}

  static LivePacket.Addresses addresses(final Packet packet) {
    return new LivePacket.Addresses(
        Objects.requireNonNull(packet.source), Objects.requireNonNull(packet.destination));
  }

  static TcpSegment of(final Packet packet) {
    final TcpHeader tcp = packet.tcp;
    return new TcpSegment(
        new IpInfo(IpInfo.TosCheck.TOS, tcp.dsfield, 0, 0),
        tcp.sourcePort,
        tcp.destinationPort,
        tcp.flags,
        -1,
        tcp.sequence & U32,
        packet.payloadBytes,
        tcp.acknowledgement & U32,
        tcp.window & 0xFFFF,
        tcp.urgentPointer(),
        options(tcp));
  }

  private static List<TcpOption> options(final TcpHeader tcp) {
    final List<TcpOption> options = new ArrayList<>();
    if (tcp.mssOption() != 0) {
      options.add(new TcpOption.Mss(tcp.mssOption()));
    }
    if (tcp.hasTimestamps) {
      if (tcp.sackPermitted()) {
        options.add(new TcpOption.SackPermitted());
      } else {
        nops(options, 2);
      }
      options.add(new TcpOption.Timestamps(tcp.timestampValue & U32, tcp.timestampEcho & U32));
    } else if (tcp.sackPermitted()) {
      nops(options, 2);
      options.add(new TcpOption.SackPermitted());
    }
    if (tcp.windowScaleOption() >= 0) {
      nops(options, 1);
      options.add(new TcpOption.WindowScale(tcp.windowScaleOption()));
    }
    if (tcp.sackBlocks > 0) {
      nops(options, 2);
      final List<TcpOption.Block> blocks = new ArrayList<>();
      for (int i = 0; i < tcp.sackBlocks; i++) {
        blocks.add(new TcpOption.Block(tcp.sackLeft(i) & U32, tcp.sackRight(i) & U32));
      }
      options.add(new TcpOption.Sack(List.copyOf(blocks)));
    }
    if (tcp.fastOpenBytes() >= 0) {
      final String digits = String.format("%016x%016x", tcp.fastOpenHigh(), tcp.fastOpenLow());
      final TcpOption option =
          new TcpOption.FastOpen(
              tcp.fastOpenExperimental(), digits.substring(0, 2 * tcp.fastOpenBytes()));
      options.add(option);
      nops(options, -option.lengthBytes() & 3);
    }
    return List.copyOf(options);
  }

  private static void nops(final List<TcpOption> options, final int count) {
    for (int i = 0; i < count; i++) {
      options.add(new TcpOption.Nop());
    }
  }

  /** Fills a packet; sequence numbers are as on the wire already. */
  static void fill(final Packet packet, final TcpSegment segment) {
    final TcpHeader tcp = packet.tcp;
    tcp.sourcePort = segment.sourcePort();
    tcp.destinationPort = segment.destinationPort();
    tcp.sequence = (int) segment.sequence();
    tcp.acknowledgement = (int) segment.acknowledgement();
    tcp.flags = segment.flags() & 0xFF;
    tcp.window = Math.max(0, segment.window());
    tcp.setUrgentPointer(segment.urgentPointer());
    tcp.dsfield = segment.ip().tos();
    packet.payloadBytes = segment.payloadBytes();
    final List<TcpOption> options = segment.options();
    if (options != null) {
      for (final TcpOption option : options) {
        fill(tcp, option);
      }
    }
  }

  private static void fill(final TcpHeader tcp, final TcpOption option) {
    if (option instanceof TcpOption.Mss mss) {
      tcp.setMssOption(mss.bytes());
    } else if (option instanceof TcpOption.WindowScale scale) {
      tcp.setWindowScaleOption(scale.shift());
    } else if (option instanceof TcpOption.SackPermitted) {
      tcp.setSackPermitted(true);
    } else if (option instanceof TcpOption.Timestamps stamps) {
      tcp.hasTimestamps = true;
      tcp.timestampValue = (int) stamps.value();
      tcp.timestampEcho = (int) stamps.echo();
    } else if (option instanceof TcpOption.Sack sack) {
      tcp.sackBlocks = 0;
      for (final TcpOption.Block block : sack.blocks()) {
        tcp.setSack(tcp.sackBlocks, (int) block.left(), (int) block.right());
        tcp.sackBlocks++;
      }
    } else if (option instanceof TcpOption.Md5) {
      tcp.setMd5(true);
    } else if (option instanceof TcpOption.FastOpen fastOpen) {
      final String digits = (fastOpen.cookie() + "0".repeat(MAX_COOKIE_DIGITS));
      tcp.setFastOpenBytes(fastOpen.cookie().length() / 2);
      tcp.setFastOpenExperimental(fastOpen.experimental());
      tcp.setFastOpenHigh(Long.parseUnsignedLong(digits.substring(0, 16), 16));
      tcp.setFastOpenLow(Long.parseUnsignedLong(digits.substring(16, MAX_COOKIE_DIGITS), 16));
    } else if (!(option instanceof TcpOption.Nop) && !(option instanceof TcpOption.Eol)) {
      throw new NotModelledException("TCP option " + option);
    }
  }
}
