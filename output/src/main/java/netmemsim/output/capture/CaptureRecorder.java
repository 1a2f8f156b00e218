package netmemsim.output.capture;

import java.io.Closeable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.EventSource;
import netmemsim.core.trace.FrameTap;
import netmemsim.output.file.RunFileException;

/**
 * Captures what passes the devices of a run, one pcapng file for each device: {@code
 * client.eth0.pcapng} is what {@code tcpdump -i eth0} on the host {@code client} writes. A device
 * through which nothing passes leaves a file without packets.
 *
 * <p>A write error does not disturb the run: it comes out of {@link #close()}.
 */
public final class CaptureRecorder implements Closeable {
  /** The snap length of tcpdump(8) where none is asked for, bytes. */
  public static final int DEFAULT_SNAP_BYTES = 262_144;

  private final String application;
  private final Function<String, Path> place;
  private final byte[] buffer;
  private final Map<EventSource, Device> devices = new LinkedHashMap<>();

  /** A device's file. */
  private record Device(PcapngFile file, int number) {}

  private CaptureRecorder(
      final int snapBytes, final String application, final Function<String, Path> place) {
    this.buffer = new byte[snapBytes];
    this.application = application;
    this.place = place;
  }

  /**
   * Starts to capture at every device, those made later included.
   *
   * @param tree the run's entities
   * @param snapBytes the most bytes of a frame that are kept, 1 to {@link #DEFAULT_SNAP_BYTES}
   * @param application name and version of the program that captures
   * @param place says where a file of a name goes; nothing is there yet
   * @return the recorder; close it when the run has ended
   */
  public static CaptureRecorder open(
      final EntityTree tree,
      final int snapBytes,
      final String application,
      final Function<String, Path> place) {
    if (snapBytes < 1 || snapBytes > DEFAULT_SNAP_BYTES) {
      throw new IllegalArgumentException(
          "a snap length is 1 to " + DEFAULT_SNAP_BYTES + " bytes: " + snapBytes);
    }
    final CaptureRecorder recorder = new CaptureRecorder(snapBytes, application, place);
    tree.watchFrameTaps(recorder::attach);
    return recorder;
  }

  /**
   * The name of a device's file.
   *
   * @param device path of the device, such as {@code client/eth0}
   * @return such as {@code client.eth0.pcapng}; no part of a path has a dot
   */
  public static String fileName(final String device) {
    return device.replace('/', '.') + ".pcapng";
  }

  private void attach(final FrameTap tap) {
    final Device device = devices.computeIfAbsent(tap.device(), made -> open(tap));
    tap.addSink(
        (nowPs, frame) ->
            device.file.packet(
                device.number,
                nowPs,
                tap.direction(),
                buffer,
                tap.encoder().encode(frame, buffer),
                tap.encoder().lengthBytes(frame)));
  }

  private Device open(final FrameTap tap) {
    final String path = tap.device().path();
    try {
      final PcapngFile file =
          PcapngFile.create(place.apply(fileName(path)), buffer.length, application);
      final String name = path.substring(path.lastIndexOf('/') + 1);
      return new Device(file, file.addInterface(name, path, tap.encoder().linkType()));
    } catch (RunFileException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends the captures and closes all files.
   *
   * @throws RunFileException when one could not be written; names the first
   */
  @Override
  public void close() throws RunFileException {
    RunFileException first = null;
    for (final Device device : devices.values()) {
      try {
        device.file.close();
      } catch (RunFileException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    devices.clear();
    if (first != null) {
      throw first;
    }
  }
}
