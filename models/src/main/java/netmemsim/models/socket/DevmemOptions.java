package netmemsim.models.socket;

import netmemsim.models.kernel.Errno;

/**
 * SO_DEVMEM_DONTNEED on sockets of the socket layer, which hold no tokens: the checks of
 * sock_devmem_dontneed (net/core/sock.c, v6.18), then nothing found. Sockets that receive into
 * device memory are {@link Socket}s.
 */
final class DevmemOptions {
  /** struct dmabuf_token. */
  private static final int TOKEN_BYTES = 8;

  private DevmemOptions() {}

  /** Tokens of unknown numbers are skipped: 0 freed. */
  static int dontneed(final OptionValue value) {
    final int bytes = value.lengthBytes;
    return bytes % TOKEN_BYTES == 0 && bytes <= TOKEN_BYTES * Socket.MAX_DONTNEED_TOKENS
        ? 0
        : -Errno.EINVAL.number();
  }
}
