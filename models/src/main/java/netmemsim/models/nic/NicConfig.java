package netmemsim.models.nic;

import netmemsim.models.packet.IpAddress;

/**
 * How one NIC is set up at the start.
 *
 * @param queues number of RX and TX queues
 * @param rxRing RX ring size, descriptors
 * @param txRing TX ring size, skbs
 * @param rxBufferBytes size of a posted buffer, 2048 or 4096
 * @param headerBufferBytes size of a header buffer
 * @param mtuBytes MTU
 * @param coalescePs least time between two interrupts of a queue, picoseconds
 * @param gro whether GRO is on
 * @param hwGro whether hardware GRO is on
 * @param tso whether TSO is on
 * @param firstCore the core of queue 0; queue i is served by core (firstCore + i) mod cores
 * @param address its address
 */
public record NicConfig(
    int queues,
    int rxRing,
    int txRing,
    int rxBufferBytes,
    int headerBufferBytes,
    int mtuBytes,
    long coalescePs,
    boolean gro,
    boolean hwGro,
    boolean tso,
    int firstCore,
    IpAddress address) {
  NicConfig withRings(final int newRxRing, final int newTxRing) {
    return with(newRxRing, newTxRing, gro, hwGro);
  }

  NicConfig withGro(final boolean on) {
    return with(rxRing, txRing, on, hwGro);
  }

  NicConfig withHwGro(final boolean on) {
    return with(rxRing, txRing, gro, on);
  }

  NicConfig withMtu(final int bytes) {
    return new NicConfig(
        queues,
        rxRing,
        txRing,
        rxBufferBytes,
        headerBufferBytes,
        bytes,
        coalescePs,
        gro,
        hwGro,
        tso,
        firstCore,
        address);
  }

  private NicConfig with(
      final int newRxRing, final int newTxRing, final boolean newGro, final boolean newHwGro) {
    return new NicConfig(
        queues,
        newRxRing,
        newTxRing,
        rxBufferBytes,
        headerBufferBytes,
        mtuBytes,
        coalescePs,
        newGro,
        newHwGro,
        tso,
        firstCore,
        address);
  }
}
