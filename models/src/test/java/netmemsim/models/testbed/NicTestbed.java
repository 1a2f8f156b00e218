package netmemsim.models.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import netmemsim.core.entity.EntityTree;
import netmemsim.models.control.BindRxRequest;
import netmemsim.models.control.DmabufFd;
import netmemsim.models.control.NetdevFamily;
import netmemsim.models.control.NetlinkSocket;
import netmemsim.models.control.QueueRef;
import netmemsim.models.host.Host;
import netmemsim.models.kernel.KernelException;
import netmemsim.models.kernel.Result;
import netmemsim.models.netmem.Dmabuf;
import netmemsim.models.netmem.DmabufExporter;
import netmemsim.models.netmem.PagePool;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.PagePoolIds;
import netmemsim.models.nic.QueueRestart;
import netmemsim.models.nic.RxQueue;
import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Packet;
import netmemsim.models.packet.PacketPool;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;
import netmemsim.models.payload.NcdevmemPattern;

/**
 * A host with one gve NIC that a test feeds packets directly and whose received buffers it keeps:
 * no link, no TCP.
 */
public final class NicTestbed {
  /** The NIC's address. */
  public static final IpAddress LOCAL = IpAddress.parse("10.0.0.2");

  /** The peer's address. */
  public static final IpAddress REMOTE = IpAddress.parse("10.0.0.1");

  /** Interface index of the NIC. */
  public static final int IFINDEX = 2;

  /** Destination port of packets that the rule of {@link #steerTo} matches. */
  public static final int PORT = 5201;

  private static final int REMOTE_PORT = 40000;
  private static final NcdevmemPattern PATTERN = new NcdevmemPattern(7);

  /** The simulator. */
  public final SteppedSimulator simulator = new SteppedSimulator();

  /** The run's entities. */
  public final EntityTree tree = new EntityTree(simulator, 1);

  /** Wire packets. */
  public final PacketPool packets = new PacketPool();

  /** The host. */
  public final Host host;

  /** The NIC, up. */
  public final NetDevice nic;

  /** The netdev netlink family. */
  public final NetdevFamily netdev;

  /** A netlink socket. */
  public final NetlinkSocket socket = new NetlinkSocket();

  /** Where dma-bufs come from: a GPU, one segment. */
  public final DmabufExporter gpu;

  /** Buffers that the stack got and the test has not freed, in order of arrival. */
  public final List<Skb> received = new ArrayList<>();

  /** When each of them came. */
  public final List<Long> receivedAtPs = new ArrayList<>();

  private long streamPosition;

  /**
   * Makes it, the NIC up.
   *
   * @param options how
   */
  public NicTestbed(final NicOptions options) {
    host = new Host(tree, "server", 0, options.kernel, options.hz, options.cores, options.costs);
    nic =
        new NetDevice(
            host,
            "eth1",
            IFINDEX,
            options.profile(),
            options.config(LOCAL),
            packets,
            new PagePoolIds());
    nic.attachStack(
        skb -> {
          received.add(skb);
          receivedAtPs.add(simulator.nowPs());
        });
    netdev = new NetdevFamily(host);
    netdev.add(nic);
    gpu = new DmabufExporter(host, "gpu0", DmabufExporter.Kind.GPU);
    open();
  }

  /** Brings the NIC up. */
  public void open() {
    try {
      nic.open();
    } catch (KernelException e) {
      throw new AssertionError(e);
    }
  }

  /** An RX queue. */
  public RxQueue rxq(final int index) {
    return nic.rxQueues().get(index);
  }

  /** The page pool of a running queue. */
  public PagePool pool(final int queue) {
    return Objects.requireNonNull(rxq(queue).pool());
  }

  /** Sends every packet to one queue. */
  public void steerTo(final int queue) {
    try {
      nic.rss().setEqual(queue, 1, nic.rxQueues().size());
    } catch (KernelException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The next packet of a stream.
   *
   * @param payloadBytes its payload
   * @return a packet that has not arrived
   */
  public Packet packet(final int payloadBytes) {
    final Packet packet = packets.take();
    packet.source = REMOTE;
    packet.destination = LOCAL;
    packet.tcp.sourcePort = REMOTE_PORT;
    packet.tcp.destinationPort = PORT;
    packet.tcp.flags = TcpHeader.ACK;
    packet.tcp.hasTimestamps = true;
    packet.tcp.sequence = (int) streamPosition;
    packet.payloadBytes = payloadBytes;
    packet.content = PATTERN;
    packet.contentPosition = streamPosition;
    streamPosition += payloadBytes;
    return packet;
  }

  /**
   * The NIC receives packets of one stream at this instant.
   *
   * @param count how many
   * @param payloadBytes payload of each
   */
  public void arrive(final int count, final int payloadBytes) {
    for (int i = 0; i < count; i++) {
      nic.receive(packet(payloadBytes));
    }
  }

  /** Frees what was received. */
  public void freeReceived() {
    received.forEach(Skb::free);
    received.clear();
    receivedAtPs.clear();
  }

  /**
   * Sets tcp-data-split as ethtool does, in no time.
   *
   * @param value the setting
   */
  public void split(final NetDevice.TcpDataSplit value) {
    nic.close();
    nic.setTcpDataSplit(value);
    open();
  }

  /**
   * Exports a dma-buf of some pages.
   *
   * @param pages its size
   * @return the dma-buf, one reference of which is the test's
   */
  public Dmabuf dmabuf(final int pages) {
    return gpu.export(pages * 4096L);
  }

  /**
   * Binds a dma-buf, in no time.
   *
   * @param dmabuf the dma-buf
   * @param queues the queues
   * @return the answer
   */
  public Result bind(final Dmabuf dmabuf, final int... queues) {
    final List<QueueRef> refs = new ArrayList<>();
    for (final int queue : queues) {
      refs.add(QueueRef.rx(queue));
    }
    return bind(new BindRxRequest(true, IFINDEX, DmabufFd.of(dmabuf), refs));
  }

  /**
   * Sends a bind-rx request, in no time.
   *
   * @param request the request
   * @return the answer
   */
  public Result bind(final BindRxRequest request) {
    final List<Result> results = new ArrayList<>();
    netdev.bindRx(request, socket, true, results::add);
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  /** Closes the netlink socket, in no time. */
  public void closeSocket() {
    final List<String> closed = new ArrayList<>();
    netdev.close(socket, true, () -> closed.add("closed"));
    assertThat(closed).hasSize(1);
  }

  /**
   * Restarts a queue in simulated time.
   *
   * @param queue the queue
   * @return the answer, when it is there
   */
  public List<Result> restart(final int queue) {
    final List<Result> results = new ArrayList<>();
    nic.lock()
        .acquire(
            () ->
                QueueRestart.run(
                    rxq(queue),
                    false,
                    result -> {
                      results.add(result);
                      nic.lock().release();
                    }));
    return results;
  }

  /**
   * Restarts a queue in no time.
   *
   * @param queue the queue
   * @return the answer
   */
  public Result restartNow(final int queue) {
    final List<Result> results = new ArrayList<>();
    QueueRestart.run(rxq(queue), true, results::add);
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  /**
   * Proves that every invariant holds and every reference to a buffer has a holder.
   *
   * @param tokens references that the test itself took
   */
  public void assertBalanced(final int tokens) {
    assertThat(tree.violations()).isEmpty();
    long users = 0;
    for (final PagePool pool : nic.pagePools()) {
      users += pool.users() - pool.ownReferences();
    }
    assertThat(users)
        .as("references = posted + in skbs + tokens")
        .isEqualTo(nic.postedBuffers() + host.skbs().fragmentReferences() + tokens);
  }

  /**
   * Reads a metric.
   *
   * @param path below the host, such as {@code eth1/rxq1/restarts}
   * @return its value
   */
  public long metric(final String path) {
    return Objects.requireNonNull(tree.findReading("server/" + path), path).read();
  }
}
