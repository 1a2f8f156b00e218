package netmemsim.models.nic;

/** A counter that a driver keeps in the ring of an RX queue, so that it goes when the ring does. */
public enum RingCounter {
  /** Packets handed up. */
  PACKETS(0),
  /** Their bytes. */
  BYTES(1),
  /** Posts given up for want of a buffer. */
  BUF_ALLOC_FAIL(2),
  /** Packets whose header was to be split. */
  HSPLIT_PACKETS(3),
  /** Of those, not split. */
  UNSPLIT_PACKETS(4),
  /** Header bytes split off. */
  HSPLIT_BYTES(5),
  /** Small packets copied. */
  COPYBREAK_PACKETS(6),
  /** Packets dropped by the driver. */
  ERROR_DROPPED(7),
  /** Buffers that no skb could be made of. */
  SKB_ALLOC_FAIL(8);

  /** How many there are. */
  static final int COUNT = 9;

  /** Its place among the counters of a ring. */
  final int slot;

  RingCounter(final int slot) {
    this.slot = slot;
  }
}
