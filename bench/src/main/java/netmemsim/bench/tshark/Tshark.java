package netmemsim.bench.tshark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Calls tshark. */
final class Tshark {
  private static final String DATA_PORT = "5201";
  private static final int NANOSECOND_DIGITS = 9;

  /** Expert items of its TCP analysis that are asked for. */
  private static final List<String> LABELS =
      List.of(
          "retransmission",
          "fast_retransmission",
          "spurious_retransmission",
          "out_of_order",
          "lost_segment",
          "ack_lost_segment",
          "duplicate_ack",
          "window_update",
          "window_full",
          "zero_window",
          "zero_window_probe",
          "zero_window_probe_ack",
          "keep_alive",
          "keep_alive_ack");

  private static final List<String> FIELDS =
      List.of(
          "frame.time_epoch",
          "tcp.dstport",
          "tcp.seq",
          "tcp.ack",
          "tcp.len",
          "tcp.flags",
          "tcp.window_size_value",
          "ip.id",
          "tcp.options.timestamp.tsval",
          "ip.checksum.status",
          "tcp.checksum.status",
          "_ws.malformed");

  private Tshark() {}

  /**
   * Its version.
   *
   * @return such as {@code TShark (Wireshark) 4.0.17}
   * @throws IOException when it is not installed
   */
  static String version() throws IOException {
    final String first = run(List.of("tshark", "--version")).get(0);
    return first.contains(" (Git") ? first.substring(0, first.indexOf(" (Git")) : first;
  }

  /**
   * Lets it analyse a capture of one connection.
   *
   * @param capture the file
   * @return the frames in order
   * @throws IOException when it fails
   */
  static List<SeenFrame> analyse(final Path capture) throws IOException {
    final List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString()));
    command.addAll(List.of("-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"));
    command.addAll(List.of("-T", "fields", "-E", "separator=;"));
    for (final String field : FIELDS) {
      command.addAll(List.of("-e", field));
    }
    for (final String label : LABELS) {
      command.addAll(List.of("-e", "tcp.analysis." + label));
    }
    final List<SeenFrame> frames = new ArrayList<>();
    for (final String line : run(command)) {
      frames.add(frame(List.of(line.split(";", -1))));
    }
    return frames;
  }

  /**
   * Copies a capture but for one frame.
   *
   * @param capture the file
   * @param number the frame's, from 1
   * @param to the copy
   * @throws IOException when it fails
   */
  static void copyWithout(final Path capture, final int number, final Path to) throws IOException {
    run(
        List.of(
            "tshark", "-r", capture.toString(), "-Y", "frame.number != " + number, "-w", "" + to));
  }

  private static SeenFrame frame(final List<String> values) {
    final Set<String> labels = new HashSet<>();
    for (int i = 0; i < LABELS.size(); i++) {
      if (!values.get(FIELDS.size() + i).isEmpty()) {
        labels.add(LABELS.get(i));
      }
    }
    final boolean whole = values.get(11).isEmpty();
    return new SeenFrame(
        nanoseconds(values.get(0)),
        values.get(1).equals(DATA_PORT),
        Long.parseLong(values.get(2)),
        values.get(3).isEmpty() ? 0 : Long.parseLong(values.get(3)),
        Integer.parseInt(values.get(4)),
        Integer.decode(values.get(5)),
        Integer.parseInt(values.get(6)),
        Integer.decode(values.get(7)),
        values.get(8).isEmpty() ? -1 : Long.parseLong(values.get(8)),
        whole && values.get(9).equals("1") && values.get(10).equals("1"),
        labels);
  }

  private static long nanoseconds(final String seconds) {
    final int point = seconds.indexOf('.');
    if (seconds.length() - point - 1 != NANOSECOND_DIGITS) {
      throw new IllegalArgumentException("not a time in nanoseconds: " + seconds);
    }
    return Long.parseLong(seconds.substring(0, point) + seconds.substring(point + 1));
  }

  private static List<String> run(final List<String> command) throws IOException {
    final Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    final String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return out.lines().toList();
  }
}
