package netmemsim.models.nic;

import netmemsim.models.packet.IpAddress;

/**
 * How one NIC is set up at the start.
 *
 * @param queues number of RX and TX queues
 * @param rxRing RX ring size, descriptors
 * @param txRing TX ring size, skbs
 * @param rxBufferBytes size of a posted buffer, 2048 or 4096
 * @param mtuBytes MTU
 * @param coalescePs least time between two interrupts of a queue, picoseconds
 * @param gro whether GRO is on
 * @param tso whether TSO is on
 * @param firstCore the core of queue 0; queue i is served by core (firstCore + i) mod cores
 * @param address its address
 */
public record NicConfig(
    int queues,
    int rxRing,
    int txRing,
    int rxBufferBytes,
    int mtuBytes,
    long coalescePs,
    boolean gro,
    boolean tso,
    int firstCore,
    IpAddress address) {
  NicConfig withRings(final int newRxRing, final int newTxRing) {
    return new NicConfig(
        queues,
        newRxRing,
        newTxRing,
        rxBufferBytes,
        mtuBytes,
        coalescePs,
        gro,
        tso,
        firstCore,
        address);
  }

  NicConfig withMtu(final int bytes) {
    return new NicConfig(
        queues, rxRing, txRing, rxBufferBytes, bytes, coalescePs, gro, tso, firstCore, address);
  }

  NicConfig withGro(final boolean on) {
    return new NicConfig(
        queues, rxRing, txRing, rxBufferBytes, mtuBytes, coalescePs, on, tso, firstCore, address);
  }
}
