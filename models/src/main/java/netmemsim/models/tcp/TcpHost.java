package netmemsim.models.tcp;

import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Skb;

/** What the TCP of a host needs from the rest of the host: clock, timers, buffers, IP output. */
public interface TcpHost {
  /** GSO_MAX_SEGS (include/linux/netdevice.h, v6.18). */
  int GSO_MAX_SEGMENTS = 65535;

  /** Simulated time in picoseconds. */
  long nowPs();

  /** Timer ticks per second (CONFIG_HZ); jiffies start at simulated time 0. */
  int hz();

  /** The host's net.ipv4 settings. */
  TcpSysctl sysctl();

  /** An empty buffer. */
  Skb newSkb();

  /**
   * IP output (ip_queue_xmit). Addresses, ports, header and payload are filled in; ownership of the
   * buffer moves. A buffer that carries a {@link Skb#transmitObserver} must be reported to it when
   * the NIC has sent it or when it is dropped on the way there: TCP Small Queues waits for that.
   *
   * @param skb one segment, or a super-segment of {@code gsoSegments} of {@code gsoSize} bytes
   */
  void transmit(Skb skb);

  /**
   * Makes a timer.
   *
   * @param handler what happens when it expires
   * @return the timer, not scheduled
   */
  TcpTimer newTimer(Runnable handler);

  /** 32 random bits, for initial sequence numbers and timestamp offsets. */
  int randomInt();

  /**
   * The MTU of the route to a destination.
   *
   * @param destination where to
   * @return bytes of IP packet
   */
  int mtuBytes(IpAddress destination);

  /** The most bytes that a super-segment may carry, headers included (gso_max_size). */
  int gsoMaxBytes();

  /** The most segments that a super-segment may carry (gso_max_segs); 1 switches TSO off. */
  default int gsoMaxSegments() {
    return GSO_MAX_SEGMENTS;
  }

  /**
   * Whether the queueing discipline holds each buffer back until its {@link Skb#departurePs}, as
   * sch_fq does; every connection is paced then, and none needs a timer for it.
   */
  default boolean pacesDepartures() {
    return false;
  }
}
