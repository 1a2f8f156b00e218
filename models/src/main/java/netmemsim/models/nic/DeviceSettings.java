package netmemsim.models.nic;

import netmemsim.core.entity.Entity;
import netmemsim.models.hook.HookChain;
import netmemsim.models.host.Core;
import netmemsim.models.host.Host;
import netmemsim.models.kernel.Errno;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.netmem.Netmem;
import netmemsim.models.packet.Packet;
import org.jspecify.annotations.Nullable;

/**
 * How a network device is set up, and what a scenario changed in it: what its driver, its queues
 * and the tools ask.
 */
abstract class DeviceSettings extends Entity {
  /** ETH_MIN_MTU. */
  public static final int MIN_MTU_BYTES = 68;

  private final Host host;
  private final int ifindex;
  private final NicProfile profile;
  private NicConfig config;
  private final int maxMtuBytes;
  private final FaultPlan faults = new FaultPlan();
  private final DriverChanges changes = new DriverChanges();
  private final HookChain xdpHooks = new HookChain();
  private final HookChain ingress = new HookChain();
  private final InstanceLock lock = new InstanceLock();
  private NetDevice.TcpDataSplit tcpDataSplit = NetDevice.TcpDataSplit.AUTO;
  private int hdsThreshold;
  private int dmaDevices = 1;
  private int queueResetMode;
  private @Nullable Netmem heldPage;

  DeviceSettings(
      final Host host,
      final String name,
      final int ifindex,
      final NicProfile profile,
      final NicConfig config) {
    super(host, name);
    this.host = host;
    this.ifindex = ifindex;
    this.profile = profile;
    this.config = config;
    this.maxMtuBytes = config.mtuBytes();
  }

  /** The core that serves a queue. */
  Core coreOf(final int queue) {
    return host.cores().get((config.firstCore() + queue) % host.cores().size());
  }

  /** Its host. */
  public Host host() {
    return host;
  }

  /** Its interface index. */
  public int ifindex() {
    return ifindex;
  }

  /** What kind of NIC it is. */
  public NicProfile profile() {
    return profile;
  }

  /** How it is set up. */
  public NicConfig config() {
    return config;
  }

  /** Sets the ring sizes; they take effect when the device is next opened. */
  public void setRings(final int rxRing, final int txRing) {
    config = config.withRings(rxRing, txRing);
  }

  /**
   * Sets the MTU (dev_set_mtu, net/core/dev.c v6.12). The driver does not stop for it.
   *
   * @param bytes the MTU
   * @throws KernelException EINVAL outside what the device can do: 68 (ETH_MIN_MTU) to what it came
   *     with, which gve takes for the most (gve_adminq_describe_device)
   */
  public void setMtu(final int bytes) throws KernelException {
    if (bytes < MIN_MTU_BYTES) {
      throw new KernelException(Errno.EINVAL, "mtu less than device minimum");
    }
    if (bytes > maxMtuBytes) {
      throw new KernelException(Errno.EINVAL, "mtu greater than device maximum");
    }
    config = config.withMtu(bytes);
  }

  /** The largest MTU, bytes. */
  public int maxMtuBytes() {
    return maxMtuBytes;
  }

  /** Turns GRO on or off. */
  public void setGro(final boolean on) {
    config = config.withGro(on);
  }

  /** Turns hardware GRO on or off; it takes effect with the next packet. */
  public void setHwGro(final boolean on) {
    config = config.withHwGro(on);
  }

  /** Failures to come in its queue operations. */
  public FaultPlan faults() {
    return faults;
  }

  /** What a scenario changed in its driver. */
  public DriverChanges changes() {
    return changes;
  }

  /** What sees a buffer in the driver's poll, before GRO: XDP programs. */
  public HookChain xdpHooks() {
    return xdpHooks;
  }

  /** What sees a buffer before the network stack: captures, then tc's ingress. */
  public HookChain ingress() {
    return ingress;
  }

  /** The lock under which it is reconfigured. */
  public InstanceLock lock() {
    return lock;
  }

  /** What tcp-data-split was set to. */
  public NetDevice.TcpDataSplit tcpDataSplit() {
    return tcpDataSplit;
  }

  /** Sets tcp-data-split; a running queue keeps its pool until it is restarted. */
  public void setTcpDataSplit(final NetDevice.TcpDataSplit value) {
    tcpDataSplit = value;
  }

  /** Whether headers are split: gve splits only when told to. */
  public boolean headerSplitOn() {
    return profile.headerSplit() && tcpDataSplit == NetDevice.TcpDataSplit.ON;
  }

  /** The hds-thresh setting, bytes. */
  public int hdsThreshold() {
    return hdsThreshold;
  }

  /** Sets hds-thresh, bytes. */
  public void setHdsThreshold(final int bytes) {
    hdsThreshold = bytes;
  }

  /**
   * Whether the hardware splits this packet's header from its payload. Only packets larger than
   * hds-thresh are (Documentation/networking/ethtool-netlink.rst, v6.14).
   */
  boolean splits(final Packet packet) {
    return headerSplitOn()
        && packet.frameBytes() > hdsThreshold
        && packet.headerBytes() <= config.headerBufferBytes();
  }

  /**
   * Spreads the queues over PCIe functions, one after another, as mlx5 does where one netdev has
   * several of them (socket direct, multi-PF).
   *
   * @param count number of functions
   */
  public void setDmaDevices(final int count) {
    dmaDevices = count;
  }

  /** The PCIe function that does the DMA of a queue (ndo_queue_get_dma_dev). */
  public int dmaDevice(final int queue) {
    return queue % dmaDevices;
  }

  /** The mode that netdevsim's debugfs queue_reset was given, 0 otherwise. */
  public int queueResetMode() {
    return queueResetMode;
  }

  /** Sets the mode of the restart that comes next; see {@link #queueResetMode}. */
  public void setQueueResetMode(final int mode) {
    queueResetMode = mode;
  }

  /** The page that netdevsim's debugfs pp_hold took, or null. */
  @Nullable Netmem heldPage() {
    return heldPage;
  }

  void setHeldPage(final @Nullable Netmem page) {
    heldPage = page;
  }
}
