package netmemsim.models.socket;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The descriptors of a process: always the lowest free one, from 3 on. */
final class FileTable {
  /** RLIMIT_NOFILE as distributions set it. */
  private static final int LIMIT = 1024;

  private static final int FIRST = 3;
  private @Nullable OpenFile[] files = new OpenFile[16];
  private boolean[] taken = new boolean[16];

  FileTable() {
    Arrays.fill(taken, 0, FIRST, true);
  }

  /** Reserves the lowest free descriptor, or returns -1 when there is none (EMFILE). */
  int reserve() {
    int fd = FIRST;
    while (fd < taken.length && taken[fd]) {
      fd++;
    }
    if (fd == LIMIT) {
      return -1;
    }
    if (fd == taken.length) {
      files = Arrays.copyOf(files, 2 * fd);
      taken = Arrays.copyOf(taken, 2 * fd);
    }
    taken[fd] = true;
    return fd;
  }

  void install(final int fd, final OpenFile file) {
    files[fd] = file;
  }

  @Nullable OpenFile get(final int fd) {
    return fd < 0 || fd >= files.length ? null : files[fd];
  }

  /** Frees a descriptor. */
  @Nullable OpenFile remove(final int fd) {
    final OpenFile file = get(fd);
    if (fd >= FIRST && fd < taken.length) {
      files[fd] = null;
      taken[fd] = false;
    }
    return file;
  }

  /** One more than the highest descriptor ever open. */
  int limit() {
    return files.length;
  }
}
