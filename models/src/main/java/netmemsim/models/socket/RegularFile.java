package netmemsim.models.socket;

/** A regular file, which is nothing but bytes to be sent with sendfile(2). */
final class RegularFile extends OpenFile {
  final long sizeBytes;

  /** The file offset. */
  long position;

  RegularFile(final long sizeBytes) {
    this.sizeBytes = sizeBytes;
  }

  @Override
  boolean canPoll() {
    return false;
  }

  @Override
  int poll() {
    return Uapi.POLLIN | Uapi.POLLOUT | Uapi.POLLRDNORM | Uapi.POLLWRNORM;
  }

  @Override
  void close() {}
}
