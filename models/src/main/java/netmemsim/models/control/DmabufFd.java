package netmemsim.models.control;

import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.netmem.Dmabuf;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the {@code fd} attribute of a bind request.
 *
 * @param dmabuf the dma-buf, or null when the descriptor is none
 * @param error what dma_buf_get answers when it is none
 */
public record DmabufFd(@Nullable Dmabuf dmabuf, Errno error) {
  /** A descriptor that is not open. */
  public static final DmabufFd CLOSED = new DmabufFd(null, Errno.EBADF);

  /** A descriptor of something else, a memfd say. */
  public static final DmabufFd NOT_A_DMABUF = new DmabufFd(null, Errno.EINVAL);

  /** A descriptor of a dma-buf. */
  public static DmabufFd of(final Dmabuf dmabuf) {
    return new DmabufFd(dmabuf, Errno.OK);
  }

  Dmabuf get() throws KernelException {
    if (dmabuf == null) {
      throw new KernelException(error);
    }
    return dmabuf;
  }
}
