package netmemsim.output.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A buffered file that is written while a run goes on. A write error does not disturb the run: the
 * first one is kept and comes out of {@link #close()}; nothing is written after it.
 */
public final class RecordingFile implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int used;
  private boolean closed;
  private @Nullable IOException failure;

  /**
   * Writes into a stream that is open already.
   *
   * @param path what to call it in errors
   * @param out the stream, closed with this file
   */
  public RecordingFile(final Path path, final OutputStream out) {
    this.path = path;
    this.out = out;
  }

  /**
   * Opens a file.
   *
   * @param path a file that does not exist
   * @return the open file, empty
   * @throws RunFileException when it exists or cannot be created
   */
  public static RecordingFile create(final Path path) throws RunFileException {
    return new RecordingFile(path, OutputFile.open(path));
  }

  /** Writes one byte. */
  public void add(final byte value) {
    if (used == BUFFER_BYTES) {
      flush();
    }
    buffer[used++] = value;
  }

  /** Writes the first bytes of an array. */
  public void add(final byte[] bytes, final int count) {
    if (count > BUFFER_BYTES - used) {
      flush();
      if (count > BUFFER_BYTES) {
        write(bytes, count);
        return;
      }
    }
    System.arraycopy(bytes, 0, buffer, used, count);
    used += count;
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
