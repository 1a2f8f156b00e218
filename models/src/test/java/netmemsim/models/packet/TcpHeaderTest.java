package netmemsim.models.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Option layout of Linux: net/ipv4/tcp_output.c, tcp_options_write, v6.12. */
class TcpHeaderTest {
  @Test
  void synWithAllOptionsIs40Bytes() {
    final TcpHeader header = new TcpHeader();
    header.setMssOption(1460);
    header.setSackPermitted(true);
    header.hasTimestamps = true;
    header.setWindowScaleOption(0);
    assertThat(header.optionsBytes())
        .as("mss 4, sackOK with timestamps 12, wscale 4")
        .isEqualTo(20);
    assertThat(header.lengthBytes()).isEqualTo(40);
    header.hasTimestamps = false;
    assertThat(header.optionsBytes()).as("nop nop sackOK").isEqualTo(12);
  }

  @Test
  void dataSegmentWithTimestampsIs32Bytes() {
    final TcpHeader header = new TcpHeader();
    header.hasTimestamps = true;
    assertThat(header.lengthBytes()).isEqualTo(32);
  }

  @Test
  void threeSackBlocksWithTimestampsFillTheOptionSpaceOf40() {
    final TcpHeader header = new TcpHeader();
    header.hasTimestamps = true;
    header.sackBlocks = 3;
    assertThat(header.optionsBytes()).isEqualTo(40);
  }

  @Test
  void copyHasEveryField() {
    final TcpHeader from = new TcpHeader();
    from.sourcePort = 1;
    from.destinationPort = 2;
    from.sequence = 3;
    from.acknowledgement = 4;
    from.flags = TcpHeader.SYN | TcpHeader.ECE;
    from.window = 5;
    from.setUrgentPointer(6);
    from.setMssOption(7);
    from.setWindowScaleOption(8);
    from.setSackPermitted(true);
    from.hasTimestamps = true;
    from.timestampValue = 9;
    from.timestampEcho = 10;
    from.sackBlocks = 1;
    from.setSack(0, 11, 12);
    final TcpHeader to = new TcpHeader();
    to.copyFrom(from);
    assertThat(to).usingRecursiveComparison().isEqualTo(from);
    assertThat(to.has(TcpHeader.SYN | TcpHeader.ECE)).isTrue();
    assertThat(to.has(TcpHeader.SYN | TcpHeader.ACK)).isFalse();
  }
}
