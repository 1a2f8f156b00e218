package netmemsim.output.file;

import java.io.Closeable;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes CSV as RFC 4180 quotes it, in UTF-8, with {@code '\n'} as line end on every platform.
 * Numbers and pre-encoded cells allocate nothing.
 *
 * <p>A write error comes out of {@link #close()}, as {@link RecordingFile} says.
 */
public final class CsvFile implements Closeable {
  private static final int MAX_DIGITS = 20;

  private final RecordingFile file;
  private final byte[] digits = new byte[MAX_DIGITS];
  private boolean rowStarted;

  /**
   * Writes into a stream that is open already.
   *
   * @param path what to call it in errors
   * @param out the stream, closed with this file
   * @param header the names of the columns, written at once
   */
  public CsvFile(final Path path, final OutputStream out, final String... header) {
    this(new RecordingFile(path, out), header);
  }

  private CsvFile(final RecordingFile file, final String... header) {
    this.file = file;
    for (final String name : header) {
      cell(name);
    }
    endRow();
  }

  /**
   * Opens a file.
   *
   * @param path a file that does not exist
   * @param header the names of the columns
   * @return the open file, with the header as its first row
   * @throws RunFileException when it exists or cannot be created
   */
  public static CsvFile create(final Path path, final String... header) throws RunFileException {
    return new CsvFile(RecordingFile.create(path), header);
  }

  /**
   * Encodes the content of a cell once for many uses.
   *
   * @param text any text
   * @return its bytes, quoted when it holds a comma, a quote or a line end
   */
  public static byte[] encode(final String text) {
    final String cell = needsQuotes(text) ? '"' + text.replace("\"", "\"\"") + '"' : text;
    return cell.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean needsQuotes(final String text) {
    for (int i = 0; i < text.length(); i++) {
      final char c = text.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }

  /** Starts the next cell; {@code add} fills it. */
  public void cell() {
    if (rowStarted) {
      add((byte) ',');
    }
    rowStarted = true;
  }

  /** Writes a cell of text. */
  public void cell(final String text) {
    cell(encode(text));
  }

  /** Writes a cell that {@link #encode} made. */
  public void cell(final byte[] encoded) {
    cell();
    add(encoded);
  }

  /** Writes a cell of a number. */
  public void cell(final long number) {
    cell();
    add(number);
  }

  /** Adds one ASCII character to the cell, unquoted. */
  public void add(final byte ascii) {
    file.add(ascii);
  }

  /** Adds bytes to the cell as they are. */
  public void add(final byte[] bytes) {
    file.add(bytes, bytes.length);
  }

  /** Adds a number to the cell, in decimal. */
  public void add(final long number) {
    if (number < 0) {
      file.add((byte) '-');
    }
    // Counts down from zero because the negative of Long.MIN_VALUE is no long.
    long rest = number < 0 ? number : -number;
    int first = MAX_DIGITS;
    do {
      digits[--first] = (byte) ('0' - rest % 10);
      rest /= 10;
    } while (rest != 0);
    for (int i = first; i < MAX_DIGITS; i++) {
      file.add(digits[i]);
    }
  }

  /** Ends the row. */
  public void endRow() {
    add((byte) '\n');
    rowStarted = false;
  }

  /**
   * Writes what is left and closes the file. Closing it again does nothing.
   *
   * @throws RunFileException when anything since the file was opened could not be written; names
   *     the file
   */
  @Override
  public void close() throws RunFileException {
    file.close();
  }
}
