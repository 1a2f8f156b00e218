package netmemsim.models.control;

import java.util.function.Consumer;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.ReceiveSwitch;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.Netmem;
import netmemsim.models.netmem.ZcrxArea;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.QueueRestart;
import netmemsim.models.nic.RxQueue;

/**
 * Registers an area of host memory to an RX queue, as io_uring does for zero-copy receive
 * (IORING_REGISTER_ZCRX_IFQ, io_uring/zcrx.c v6.15; net_mp_open_rxq). Only what the queue and other
 * readers see of it: the ring itself is not modelled.
 */
public final class ZcrxRegistration {
  private ZcrxRegistration() {}

  /**
   * Registers.
   *
   * @param device the device
   * @param queue the RX queue
   * @param areaBytes size of the area, bytes
   * @param instant whether it takes no time
   * @param done told what it answered: EINVAL for a kernel without it or a size that is no multiple
   *     of the page size, or what opening the queue answers (kernel-facts.md 1.2, era C)
   */
  public static void register(
      final NetDevice device,
      final int queue,
      final long areaBytes,
      final boolean instant,
      final Consumer<Result> done) {
    device
        .lock()
        .acquire(
            () ->
                registerLocked(
                    device,
                    queue,
                    areaBytes,
                    instant,
                    result -> {
                      done.accept(result);
                      device.lock().release();
                    }));
  }

  private static void registerLocked(
      final NetDevice device,
      final int queue,
      final long areaBytes,
      final boolean instant,
      final Consumer<Result> done) {
    final RxQueue opened;
    try {
      if (!device.host().kernel().has(ReceiveSwitch.IO_URING_ZCRX)
          || areaBytes % Netmem.PAGE_SIZE != 0) {
        throw new KernelException(Errno.EINVAL);
      }
      opened = BindChecks.queue(device.host().kernel(), device, QueueRef.rx(queue));
    } catch (KernelException e) {
      done.accept(e.result());
      return;
    }
    opened.setMemoryProvider(
        new ZcrxArea(device, queue, Math.toIntExact(areaBytes / Netmem.PAGE_SIZE)));
    QueueRestart.run(
        opened,
        instant,
        result -> {
          if (!result.ok()) {
            opened.setMemoryProvider(null);
          }
          done.accept(result);
        });
  }
}
