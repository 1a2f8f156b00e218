package netmemsim.models.nic;

import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;

/** The RSS indirection table of a device: which queue the low bits of the hash lead to. */
public final class RssTable {
  private final int[] entries;
  private boolean setByUser;

  /**
   * A table with the default: entry i leads to queue i mod queues.
   *
   * @param size number of entries, a power of two
   * @param queues number of RX queues
   */
  public RssTable(final int size, final int queues) {
    if (Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException("the table's size must be a power of two: " + size);
    }
    entries = new int[size];
    fill(0, queues);
  }

  /**
   * Spreads evenly over consecutive queues ({@code ethtool -X DEV start S equal N}).
   *
   * @param start first queue
   * @param count number of queues
   * @param queues RX queues of the device
   * @throws KernelException EINVAL when a queue does not exist
   */
  public void setEqual(final int start, final int count, final int queues) throws KernelException {
    if (start < 0 || count < 1 || start > queues - count) {
      throw new KernelException(Errno.EINVAL);
    }
    fill(start, count);
    setByUser = true;
  }

  /**
   * Goes back to the default ({@code ethtool -X DEV default}).
   *
   * @param queues RX queues of the device
   */
  public void setDefault(final int queues) {
    fill(0, queues);
    setByUser = false;
  }

  private void fill(final int start, final int count) {
    for (int i = 0; i < entries.length; i++) {
      entries[i] = start + i % count;
    }
  }

  /** Whether the user set it; then the kernel leaves it alone when queues are added. */
  public boolean isSetByUser() {
    return setByUser;
  }

  /** The highest queue in the table. */
  public int highestQueue() {
    int highest = 0;
    for (final int queue : entries) {
      highest = Math.max(highest, queue);
    }
    return highest;
  }

  /** The queue for a hash. */
  public int queueOf(final int hash) {
    return entries[hash & (entries.length - 1)];
  }

  /** Whether an entry leads to a queue. */
  public boolean leadsTo(final int queue) {
    for (final int entry : entries) {
      if (entry == queue) {
        return true;
      }
    }
    return false;
  }

  /** The number of entries. */
  public int size() {
    return entries.length;
  }

  /** The queue in an entry. */
  public int entry(final int index) {
    return entries[index];
  }
}
