package netmemsim.models.control;

import java.util.Locale;
import netmemsim.models.nic.NetDevice;
import netmemsim.models.nic.RingCounter;
import netmemsim.models.nic.TxQueue;
import netmemsim.models.packet.IpAddress;

/**
 * {@code ip link show}. The MAC address is that of captures: 02:00 and the last four bytes of the
 * IP address.
 */
final class LinkReport {
  private static final int TX_QUEUE_LENGTH = 1000;

  private LinkReport() {}

  static String text(final NetDevice device, final boolean details, final boolean statistics) {
    final boolean up = device.isUp();
    final StringBuilder text = new StringBuilder();
    text.append(device.ifindex()).append(": ").append(device.name());
    text.append(": <BROADCAST,MULTICAST").append(up ? ",UP,LOWER_UP" : "").append("> mtu ");
    text.append(device.config().mtuBytes()).append(" qdisc ");
    text.append(device.txQueues().size() > 1 ? "mq" : "pfifo_fast");
    text.append(" state ").append(up ? "UP" : "DOWN");
    text.append(" mode DEFAULT group default qlen ").append(TX_QUEUE_LENGTH);
    text.append("\n    link/ether ").append(mac(device.config().address()));
    text.append(" brd ff:ff:ff:ff:ff:ff");
    if (details) {
      details(text, device);
    }
    text.append('\n');
    if (statistics) {
      statistics(text, device);
    }
    return text.toString();
  }

  private static String mac(final IpAddress address) {
    final StringBuilder text = new StringBuilder("02:00");
    for (int i = address.lengthBytes() - 4; i < address.lengthBytes(); i++) {
      text.append(String.format(Locale.ROOT, ":%02x", address.octet(i)));
    }
    return text.toString();
  }

  /** Sizes of segmentation are the defaults of include/linux/netdevice.h, v6.12. */
  private static void details(final StringBuilder text, final NetDevice device) {
    final int queues = device.profile().maxQueues();
    final int gso = device.profile().gsoMaxBytes();
    text.append(" promiscuity 0 allmulti 0 minmtu ").append(NetDevice.MIN_MTU_BYTES);
    text.append(" maxmtu ").append(device.maxMtuBytes());
    text.append(" addrgenmode eui64 numtxqueues ").append(queues);
    text.append(" numrxqueues ").append(queues);
    text.append(" gso_max_size ").append(gso).append(" gso_max_segs 65535 tso_max_size ");
    text.append(gso).append(" tso_max_segs 65535 gro_max_size 65536 gso_ipv4_max_size ");
    text.append(gso).append(" gro_ipv4_max_size 65536 ");
  }

  /** gve counts in its rings only: packets and bytes (gve_get_stats, gve_main.c v6.12). */
  private static void statistics(final StringBuilder text, final NetDevice device) {
    final long rxBytes = sum(device, RingCounter.BYTES);
    final long rxPackets = sum(device, RingCounter.PACKETS);
    final long txBytes = device.txQueues().stream().mapToLong(TxQueue::ringBytes).sum();
    final long txPackets = device.txQueues().stream().mapToLong(TxQueue::ringPackets).sum();
    // Columns are as wide as the widest of both rows needs.
    final int first = Math.max(10, width(Math.max(rxBytes, txBytes)));
    final int second = Math.max(7, width(Math.max(rxPackets, txPackets)));
    row(text, "RX: ", first, second, rxBytes, rxPackets, " missed", "  mcast");
    row(text, "TX: ", first, second, txBytes, txPackets, "carrier", "collsns");
  }

  private static long sum(final NetDevice device, final RingCounter counter) {
    return device.rxQueues().stream().mapToLong(queue -> queue.sinceStart(counter)).sum();
  }

  private static int width(final long value) {
    return String.valueOf(value).length();
  }

  private static void row(
      final StringBuilder text,
      final String direction,
      final int first,
      final int second,
      final long bytes,
      final long packets,
      final String fifth,
      final String sixth) {
    final String head = "    " + direction + "%" + (first - 4) + "s %" + second + "s";
    text.append(String.format(Locale.ROOT, head, "bytes", "packets"));
    text.append(" errors dropped ").append(fifth).append(' ').append(sixth).append("           \n");
    final String line = "    %" + first + "d %" + second + "d";
    text.append(String.format(Locale.ROOT, line, bytes, packets));
    text.append("      0       0       0       0 \n");
  }
}
