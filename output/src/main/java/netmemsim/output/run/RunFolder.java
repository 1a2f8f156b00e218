package netmemsim.output.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import netmemsim.output.file.RunFileException;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a run leaves behind. Files are written under a temporary name beside it; {@link
 * #commit()} renames that in one step, so that a folder that exists is whole. Without a commit
 * everything is deleted, parents made for it included: on close, and also when the JVM is
 * interrupted (Ctrl-C).
 *
 * <pre>{@code
 * try (RunFolder folder = RunFolder.create(out)) {
 *   try (EventsRecorder events = EventsRecorder.open(tree, wanted, folder.file("events.csv"))) {
 *     run();
 *   }
 *   folder.commit();
 * }
 * }</pre>
 */
public final class RunFolder implements Closeable {
  private final Path target;
  private final Path working;

  /** Folders above the target that were made for it, the outermost first. */
  private final List<Path> madeParents;

  private final Thread interruptHook;
  private boolean open = true;

  private RunFolder(final Path target, final Path working, final List<Path> madeParents) {
    this.target = target;
    this.working = working;
    this.madeParents = madeParents;
    this.interruptHook = new Thread(this::discardOnInterrupt, "discard " + working);
    Runtime.getRuntime().addShutdownHook(interruptHook);
  }

  /**
   * Starts a folder. Missing parents are made.
   *
   * @param target where it will be; nothing may be there
   * @return the open folder
   * @throws FolderExistsException when something is there; it is left as it is
   * @throws RunFileException when nothing can be written there
   */
  public static RunFolder create(final Path target) throws RunFileException {
    final Path absolute = target.toAbsolutePath().normalize();
    final Path parent = absolute.getParent();
    if (parent == null || exists(absolute)) {
      throw new FolderExistsException(target);
    }
    final List<Path> madeParents = new ArrayList<>();
    try {
      makeParents(parent, madeParents);
      return new RunFolder(target, makeWorking(parent, absolute.getFileName()), madeParents);
    } catch (IOException e) {
      final RunFileException failure = RunFileException.cannot("create", target, e);
      deleteAfter(failure, madeParents);
      throw failure;
    }
  }

  private static void makeParents(final @Nullable Path folder, final List<Path> made)
      throws IOException {
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    makeParents(folder.getParent(), made);
    try {
      Files.createDirectory(folder);
      made.add(folder);
    } catch (FileAlreadyExistsException e) {
      // Another run may have made it in the meantime.
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static Path makeWorking(final Path parent, final Path name) throws IOException {
    for (int i = 1; ; i++) {
      final Path working = parent.resolve("." + name + ".partial-" + i);
      try {
        return Files.createDirectory(working);
      } catch (FileAlreadyExistsException e) {
        if (i == Integer.MAX_VALUE) {
          throw e;
        }
      }
    }
  }

  private static void deleteAfter(final RunFileException failure, final List<Path> madeParents) {
    try {
      deleteEmpty(madeParents);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static boolean exists(final Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Where the run will be once it is committed. */
  public Path target() {
    return target;
  }

  /**
   * Where to write a file of the run until the commit.
   *
   * @param name its name, without folders
   * @return a path under the temporary name
   */
  public Path file(final String name) {
    final Path file = working.resolve(name).normalize();
    if (!working.equals(file.getParent())) {
      throw new IllegalArgumentException("not the name of a file: " + name);
    }
    return file;
  }

  /**
   * Gives the folder its name. All its files must be closed.
   *
   * @throws FolderExistsException when something has taken the name since {@link #create}
   * @throws RunFileException when it cannot be renamed
   */
  public synchronized void commit() throws RunFileException {
    if (!open) {
      throw new IllegalStateException(target + " is committed or discarded already");
    }
    if (exists(target)) {
      throw new FolderExistsException(target);
    }
    try {
      Files.move(working, target.toAbsolutePath().normalize(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw RunFileException.cannot("create", target, e);
    }
    finish();
  }

  /**
   * Deletes everything. Does nothing after a commit or a discard.
   *
   * @throws RunFileException when something cannot be deleted
   */
  public synchronized void discard() throws RunFileException {
    if (!open) {
      return;
    }
    finish();
    try {
      deleteTree(working);
      deleteEmpty(madeParents);
    } catch (IOException e) {
      throw RunFileException.cannot("delete", working, e);
    }
  }

  /** The same as {@link #discard()}: only a committed folder stays. */
  @Override
  public void close() throws RunFileException {
    discard();
  }

  private void finish() {
    open = false;
    if (Thread.currentThread() != interruptHook) {
      try {
        Runtime.getRuntime().removeShutdownHook(interruptHook);
      } catch (IllegalStateException e) {
        // The JVM is going down; the hook will find the folder finished.
        assert !open : e;
      }
    }
  }

  private void discardOnInterrupt() {
    try {
      discard();
    } catch (RunFileException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteTree(final Path root) throws IOException {
    if (!exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              final Path folder, final @Nullable IOException failure) throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Deletes the innermost first, as far as nobody else has put anything there. */
  private static void deleteEmpty(final List<Path> folders) throws IOException {
    for (int i = folders.size() - 1; i >= 0; i--) {
      try {
        Files.deleteIfExists(folders.get(i));
      } catch (DirectoryNotEmptyException e) {
        return;
      }
    }
  }
}
