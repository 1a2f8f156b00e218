package netmemsim.output.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder of a run cannot be written or read. The message is one line for people that
 * names the path.
 */
public class RunFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Path path;

  /**
   * An error with a message of its own.
   *
   * @param path the file or folder
   * @param message one line that names it
   * @param cause what the file system said, or null
   */
  public RunFileException(final Path path, final String message, final @Nullable Throwable cause) {
    super(message, cause);
    this.path = path;
  }

  /**
   * An error of the file system.
   *
   * @param path the file or folder
   * @param task what could not be done: {@code write}, {@code read}, {@code create}
   * @param cause what the file system said
   * @return {@code cannot write out/events.csv: no space left on device}
   */
  public static RunFileException cannot(
      final String task, final Path path, final IOException cause) {
    return new RunFileException(path, "cannot " + task + " " + path + ": " + reason(cause), cause);
  }

  /** The file or folder. */
  public Path path() {
    return path;
  }

  /** Most exceptions of java.nio.file carry the path as their whole message. */
  private static String reason(final IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "exists already";
    }
    if (cause instanceof NotDirectoryException) {
      return "not a directory";
    }
    if (cause instanceof DirectoryNotEmptyException) {
      return "directory not empty";
    }
    if (cause instanceof FileSystemException fault && fault.getReason() != null) {
      return fault.getReason();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
