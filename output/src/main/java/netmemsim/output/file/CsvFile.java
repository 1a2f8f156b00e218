package netmemsim.output.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV as RFC 4180 quotes it, in UTF-8, with {@code '\n'} as line end on every platform.
 * Numbers and pre-encoded cells allocate nothing.
 *
 * <p>A write error does not disturb the run that is being recorded: the first one is kept and comes
 * out of {@link #close()}; nothing is written after it.
 */
public final class CsvFile implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAX_DIGITS = 20;

  private final Path path;
  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int used;
  private boolean rowStarted;
  private boolean closed;
  private @Nullable IOException failure;

  /**
   * Writes into a stream that is open already.
   *
   * @param path what to call it in errors
   * @param out the stream, closed with this file
   * @param header the names of the columns, written at once
   */
  public CsvFile(final Path path, final OutputStream out, final String... header) {
    this.path = path;
    this.out = out;
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
    return new CsvFile(path, OutputFile.open(path), header);
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
    if (used == BUFFER_BYTES) {
      flush();
    }
    buffer[used++] = ascii;
  }

  /** Adds bytes to the cell as they are. */
  public void add(final byte[] bytes) {
    if (bytes.length > BUFFER_BYTES - used) {
      flush();
      if (bytes.length > BUFFER_BYTES) {
        write(bytes, bytes.length);
        return;
      }
    }
    System.arraycopy(bytes, 0, buffer, used, bytes.length);
    used += bytes.length;
  }

  /** Adds a number to the cell, in decimal. */
  public void add(final long number) {
    if (BUFFER_BYTES - used < MAX_DIGITS) {
      flush();
    }
    if (number < 0) {
      buffer[used++] = '-';
    }
    // Counts down from zero because the negative of Long.MIN_VALUE is no long.
    long rest = number < 0 ? number : -number;
    int digits = 1;
    for (long r = rest / 10; r != 0; r /= 10) {
      digits++;
    }
    for (int i = used + digits - 1; i >= used; i--) {
      buffer[i] = (byte) ('0' - rest % 10);
      rest /= 10;
    }
    used += digits;
  }

  /** Ends the row. */
  public void endRow() {
    add((byte) '\n');
    rowStarted = false;
  }

  private void flush() {
    write(buffer, used);
    used = 0;
  }

  private void write(final byte[] bytes, final int count) {
    if (failure != null) {
      return;
    }
    try {
      out.write(bytes, 0, count);
    } catch (IOException e) {
      failure = e;
    }
  }

  /**
   * Writes what is left and closes the file. Closing it again does nothing.
   *
   * @throws RunFileException when anything since the file was opened could not be written; names
   *     the file
   */
  @Override
  public void close() throws RunFileException {
    if (closed) {
      return;
    }
    closed = true;
    flush();
    try {
      out.close();
    } catch (IOException e) {
      if (failure == null) {
        failure = e;
      } else {
        failure.addSuppressed(e);
      }
    }
    final IOException first = failure;
    if (first != null) {
      throw RunFileException.cannot("write", path, first);
    }
  }
}
