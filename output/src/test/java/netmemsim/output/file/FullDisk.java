package netmemsim.output.file;

import java.io.IOException;
import java.io.OutputStream;

/** Takes a number of bytes, then fails as a full disk does. */
public final class FullDisk extends OutputStream {
  private long freeBytes;

  public FullDisk(final long freeBytes) {
    this.freeBytes = freeBytes;
  }

  @Override
  public void write(final int b) throws IOException {
    if (--freeBytes < 0) {
      throw new IOException("No space left on device");
    }
  }
}
