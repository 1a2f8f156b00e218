package netmemsim.output.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.NetSimulator;
import netmemsim.core.trace.FrameDirection;
import netmemsim.core.trace.FrameEncoder;
import netmemsim.core.trace.FrameTap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureRecorderTest {
  private static final int EMPTY_FILE_BYTES = 40 + 52;
  private static final int SNAP_BYTES = 4;

  @TempDir private Path folder;
  private final EntityTree tree = new EntityTree(new NetSimulator("capture"), 1);

  /** A frame is a text. */
  private static final class Text implements FrameEncoder {
    @Override
    public int linkType() {
      return 147;
    }

    @Override
    public int lengthBytes(final Object frame) {
      return ((String) frame).length();
    }

    @Override
    public int encode(final Object frame, final byte[] into) {
      final int count = Math.min(into.length, lengthBytes(frame));
      for (int i = 0; i < count; i++) {
        into[i] = (byte) ((String) frame).charAt(i);
      }
      return count;
    }
  }

  private static final class Host extends Entity {
    Host(final EntityTree tree, final String name) {
      super(tree, name);
    }
  }

  private static final class Device extends Entity {
    private final FrameTap in = frameTap(FrameDirection.INBOUND, new Text());
    private final FrameTap out = frameTap(FrameDirection.OUTBOUND, new Text());

    Device(final Entity host) {
      super(host, "eth0");
    }
  }

  private CaptureRecorder record() {
    return CaptureRecorder.open(tree, SNAP_BYTES, "sim", folder::resolve);
  }

  @Test
  void aTapIsOffUntilSomebodyCaptures() {
    final Device device = new Device(new Host(tree, "a"));
    assertThat(device.in.on).isFalse();
    assertThat(device.out.on).isFalse();
  }

  @Test
  void devicesMadeBeforeAndAfterItOpensGetAFileEachWithBothDirections() throws IOException {
    final Device before = new Device(new Host(tree, "a"));
    final Device after;
    try (CaptureRecorder recorder = record()) {
      after = new Device(new Host(tree, "b"));
      before.out.emit("hello");
      before.in.emit("yes");
      assertThat(recorder).isNotNull();
    }
    assertThat(after.in.on).isTrue();
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .isEqualTo(List.of("a.eth0.pcapng", "b.eth0.pcapng"));
    }
    assertThat(folder.resolve("b.eth0.pcapng")).hasSize(EMPTY_FILE_BYTES);
    final ByteBuffer written =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("a.eth0.pcapng")))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(written.limit()).isEqualTo(EMPTY_FILE_BYTES + 48 + 48);
    assertThat(written.getInt(EMPTY_FILE_BYTES + 20)).as("captured").isEqualTo(4);
    assertThat(written.getInt(EMPTY_FILE_BYTES + 24)).as("original").isEqualTo(5);
    assertThat(written.getInt(EMPTY_FILE_BYTES + 36)).as("outbound").isEqualTo(2);
    assertThat(written.getInt(EMPTY_FILE_BYTES + 48 + 36)).as("inbound").isEqualTo(1);
  }

  @Test
  void aFileThatIsThereAlreadyIsNotTouchedAndNamed() throws IOException {
    Files.writeString(folder.resolve("a.eth0.pcapng"), "mine");
    final Host host = new Host(tree, "a");
    try (CaptureRecorder recorder = record()) {
      assertThatThrownBy(() -> new Device(host))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("a.eth0.pcapng: exists already");
      assertThat(recorder).isNotNull();
    }
    assertThat(folder.resolve("a.eth0.pcapng")).hasContent("mine");
  }

  @Test
  void aSnapLengthOfNothingIsRefused() {
    assertThatThrownBy(() -> CaptureRecorder.open(tree, 0, "sim", folder::resolve))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
