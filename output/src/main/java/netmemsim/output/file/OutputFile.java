package netmemsim.output.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes small files whole: a file that exists already is not touched, a failure leaves none. */
public final class OutputFile {
  private OutputFile() {}

  /**
   * Writes a text as UTF-8.
   *
   * @param path a file that does not exist
   * @param text its content, with {@code '\n'} as line end
   * @throws RunFileException when it exists or cannot be written
   */
  public static void write(final Path path, final String text) throws RunFileException {
    final OutputStream file = open(path);
    try (file) {
      file.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      final RunFileException failure = RunFileException.cannot("write", path, e);
      deleteAfter(failure, path);
      throw failure;
    }
  }

  private static void deleteAfter(final RunFileException failure, final Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Opens a new file. */
  static OutputStream open(final Path path) throws RunFileException {
    try {
      return Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw RunFileException.cannot("create", path, e);
    }
  }
}
