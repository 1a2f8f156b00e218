package netmemsim.models.nic;

import java.util.ArrayList;
import java.util.List;
import netmemsim.models.kernel.KernelException;

/**
 * The queue pairs of a device. Those behind the number of channels stay, stopped and out of sight,
 * until there are more channels again.
 */
final class DeviceQueues {
  private final NetDevice device;
  private final List<RxQueue> allRx = new ArrayList<>();
  private final List<TxQueue> allTx = new ArrayList<>();
  private List<RxQueue> rx = List.of();
  private List<TxQueue> tx = List.of();

  DeviceQueues(final NetDevice device) {
    this.device = device;
  }

  /** Sets how many are in use. */
  void resize(final int rxCount, final int txCount) {
    for (int i = allRx.size(); i < rxCount; i++) {
      allRx.add(new RxQueue(device, i, device.coreOf(i)));
    }
    for (int i = allTx.size(); i < txCount; i++) {
      allTx.add(new TxQueue(device, i));
    }
    rx = List.copyOf(allRx.subList(0, rxCount));
    tx = List.copyOf(allTx.subList(0, txCount));
  }

  /** Those that are not in use. */
  List<TxQueue> spareTx() {
    return allTx.subList(tx.size(), allTx.size());
  }

  /** Those in use. */
  List<RxQueue> rx() {
    return rx;
  }

  /** Those in use. */
  List<TxQueue> tx() {
    return tx;
  }

  /** An RX queue, whether it is in use or not. */
  RxQueue rxAt(final int index) {
    return allRx.get(index);
  }

  /**
   * Gives every queue memory and starts it.
   *
   * @throws KernelException when a page pool cannot be made; some queues then run
   */
  void start() throws KernelException {
    final Driver driver = device.driver();
    setReceiving(true);
    for (final TxQueue queue : tx) {
      queue.startRing(driver.combinedChannels() ? 0 : device.host().nextNapiId());
      queue.setStopped(false);
    }
    for (final RxQueue queue : rx) {
      final RxQueueMemory memory = driver.memAlloc(queue);
      queue.registeredPool = memory.pool;
      driver.start(queue, memory);
    }
  }

  /** Stops the RX queues that run; their pools are destroyed. */
  void stop() {
    for (final RxQueue queue : allRx) {
      if (queue.isRunning()) {
        device.driver().memFree(queue, queue.stop(), false);
      }
      queue.removeNapi();
    }
    allTx.forEach(TxQueue::stopRing);
  }

  /** Disables all NAPIs, or enables those of running queues and lets each look once. */
  void holdNapis(final boolean hold) {
    for (final RxQueue queue : rx) {
      if (hold) {
        queue.napi().disable();
      } else if (queue.isRunning()) {
        queue.napi().enable();
        queue.napi().schedule();
      }
    }
  }

  /** Whether the hardware lets packets into the queues at all. */
  void setReceiving(final boolean on) {
    for (final RxQueue queue : allRx) {
      queue.setReceiving(on);
    }
  }

  /** References to network memory that the rings hold. */
  long postedBuffers() {
    long posted = 0;
    for (final RxQueue queue : allRx) {
      posted += queue.postedBuffers();
    }
    return posted;
  }
}
