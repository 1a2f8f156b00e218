package netmemsim.models.testbed;

import netmemsim.core.time.Picoseconds;
import netmemsim.models.host.CostTable;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.nic.NicConfig;
import netmemsim.models.nic.NicProfile;
import netmemsim.models.packet.IpAddress;

/** How a {@link NicTestbed} is set up; a test changes what it is about before it makes one. */
public final class NicOptions {
  /** Kernel of the host. */
  public KernelProfile kernel = KernelProfile.V6_12;

  /** CONFIG_HZ. */
  public int hz = 250;

  /** Cores of the host; queue i is served by core i modulo cores. */
  public int cores = 2;

  /** What work costs. */
  public CostTable costs = Costs.none();

  /** RX and TX queues. */
  public int queues = 4;

  /** RX ring size, descriptors. */
  public int rxRing = 128;

  /** TX ring size, skbs. */
  public int txRing = 128;

  /** Size of a posted buffer. */
  public int rxBufferBytes = 4096;

  /** Size of a header buffer. */
  public int headerBufferBytes = 128;

  /** Packets up to this size are copied. */
  public int rxCopybreakBytes = 256;

  /** Page pool ring entries per descriptor. */
  public int pagePoolMultiplier = 4;

  /** Whether the driver has netdev_queue_mgmt_ops. */
  public boolean queueManagement = true;

  /** Whether the hardware splits headers. */
  public boolean headerSplit = true;

  /** Most ntuple rules. */
  public int maxFlowRules = 16;

  /** Whether GRO is on. */
  public boolean gro;

  /** Least time between two interrupts of a queue. */
  public long coalescePs;

  /** From the wire to a completion that the CPU sees. */
  public long dmaPs;

  /** Duration of ndo_queue_mem_alloc. */
  public long memAllocPs = 100 * Picoseconds.PER_US;

  /** Duration of ndo_queue_stop. */
  public long stopPs = 200 * Picoseconds.PER_US;

  /** Duration of ndo_queue_start. */
  public long startPs = 300 * Picoseconds.PER_US;

  /** Duration of a reset. */
  public long resetPs = 400 * Picoseconds.PER_US;

  /** Name of the driver. */
  public String driver = "gve";

  /** Buffers that are posted together. */
  public int postUnit = 1;

  /** The doorbell is rung in such units. */
  public int doorbellUnit = 32;

  /** Period of the driver's service task. */
  public long servicePs;

  /** How long hardware GRO holds a packet; with it on. */
  public long hwGroTimeoutPs;

  NicProfile profile() {
    return new NicProfile(
        driver + "-test",
        driver,
        queueManagement,
        headerSplit,
        queues,
        queues,
        rxRing,
        txRing,
        1 << 20,
        rxBufferBytes,
        headerBufferBytes,
        rxCopybreakBytes,
        pagePoolMultiplier,
        postUnit,
        doorbellUnit,
        128,
        4,
        maxFlowRules,
        false,
        false,
        hwGroTimeoutPs,
        65536,
        8244,
        coalescePs,
        dmaPs,
        memAllocPs,
        stopPs,
        startPs,
        resetPs,
        servicePs);
  }

  NicConfig config(final IpAddress address) {
    return new NicConfig(
        queues,
        rxRing,
        txRing,
        rxBufferBytes,
        headerBufferBytes,
        8244,
        coalescePs,
        gro,
        hwGroTimeoutPs > 0,
        true,
        0,
        address);
  }
}
