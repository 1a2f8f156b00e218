package netmemsim.scenarios.golden;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Writes what the model did as the files of a folder that a person can hold beside the kernel's.
 */
public final class GoldenWriter {
  private GoldenWriter() {}

  /**
   * Writes {@code CASE.snd.csv.gz}, {@code CASE.rcv.csv.gz} and {@code CASE.pkts.csv.gz} of each
   * case that ran.
   *
   * @param folder where to, made when it is not there
   * @param results the cases
   * @throws IOException when it cannot be written
   */
  public static void write(final Path folder, final List<Comparison> results) throws IOException {
    Files.createDirectories(folder);
    for (final Comparison result : results) {
      final CaseOutcome outcome = result.outcome();
      if (outcome != null) {
        write(folder.resolve(result.name() + ".snd.csv.gz"), outcome.sender().csv());
        write(folder.resolve(result.name() + ".rcv.csv.gz"), outcome.receiver().csv());
        write(folder.resolve(result.name() + ".pkts.csv.gz"), outcome.packets().csv());
      }
    }
  }

  private static void write(final Path file, final String text) throws IOException {
    try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(file))) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
