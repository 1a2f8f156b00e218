package netmemsim.output.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import netmemsim.core.trace.FrameDirection;
import netmemsim.output.file.FullDisk;
import netmemsim.output.file.RunFileException;
import org.junit.jupiter.api.Test;

/** The expected blocks were put together by hand from draft-ietf-opsawg-pcapng, section 4. */
class PcapngFileTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private String hex() {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static String hex(final String spaced) {
    return spaced.replace(" ", "");
  }

  private static String ascii(final String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void theBlocksAreThoseOfTheFormat() throws RunFileException {
    try (PcapngFile file = new PcapngFile(Path.of("x"), bytes, 100, "sim")) {
      assertThat(file.addInterface("eth0", "h/eth0", 1)).isZero();
      assertThat(file.addInterface("tun0", "h/tun0", 101)).isOne();
      file.packet(
          1,
          0x1_0000_0002L * 1000 + 999,
          FrameDirection.INBOUND,
          new byte[] {1, 2, 3, 4, 5, 6, 7, 8},
          5,
          1500);
      file.packet(0, 7_000, FrameDirection.OUTBOUND, new byte[] {9, 9, 9, 9}, 4, 4);
    }
    assertThat(hex())
        .isEqualTo(
            hex("0a0d0d0a 28000000 4d3c2b1a 01000000 ffffffffffffffff")
                + hex("0400 0300" + ascii("sim") + "00" + "00000000 28000000")
                + hex("01000000 34000000 0100 0000 64000000")
                + hex("0200 0400" + ascii("eth0") + "0300 0600" + ascii("h/eth0") + "0000")
                + hex("0900 0100 09 000000 00000000 34000000")
                + hex("01000000 34000000 6500 0000 64000000")
                + hex("0200 0400" + ascii("tun0") + "0300 0600" + ascii("h/tun0") + "0000")
                + hex("0900 0100 09 000000 00000000 34000000")
                + hex("06000000 34000000 01000000 01000000 02000000 05000000 dc050000")
                + hex("0102030405 000000 0200 0400 01000000 00000000 34000000")
                + hex("06000000 30000000 00000000 00000000 07000000 04000000 04000000")
                + hex("09090909 0200 0400 02000000 00000000 30000000"));
  }

  @Test
  void aFullDiskShowsAtCloseWithThePathAndDoesNotDisturbTheRun() {
    final PcapngFile file =
        new PcapngFile(Path.of("out/h.eth0.pcapng"), new FullDisk(1000), 100, "sim");
    final int number = file.addInterface("eth0", "h/eth0", 1);
    for (int i = 0; i < 10_000; i++) {
      file.packet(number, i, FrameDirection.OUTBOUND, new byte[60], 60, 60);
    }
    assertThatThrownBy(file::close)
        .isInstanceOf(RunFileException.class)
        .hasMessage("cannot write out/h.eth0.pcapng: No space left on device");
  }
}
