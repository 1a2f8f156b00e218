package netmemsim.models.tcp;

import java.util.List;
import netmemsim.core.metric.Metric;

/** The figures of a connection, by the names of struct tcp_info and ss(8). */
final class ConnectionGauges {
  static final Metric SND_CWND =
      Metric.gauge("snd_cwnd", "segments", "Congestion window (tcpi_snd_cwnd).");
  static final Metric SND_SSTHRESH =
      Metric.gauge("snd_ssthresh", "segments", "Slow start threshold (tcpi_snd_ssthresh).");
  static final Metric SRTT = Metric.gauge("srtt", "us", "Smoothed round-trip time (tcpi_rtt).");
  static final Metric RTO = Metric.gauge("rto", "us", "Retransmission timeout (tcpi_rto).");
  static final Metric UNACKED =
      Metric.gauge("unacked", "segments", "Sent and not acknowledged (tcpi_unacked).");
  static final Metric IN_FLIGHT =
      Metric.gauge("in_flight", "segments", "In flight (tcp_packets_in_flight).");
  static final Metric SND_WND =
      Metric.gauge("snd_wnd", "bytes", "The peer's window (tcpi_snd_wnd).");
  static final Metric RCV_WND =
      Metric.gauge("rcv_wnd", "bytes", "The window last advertised (tcpi_rcv_wnd).");
  static final Metric RMEM_ALLOC =
      Metric.gauge("rmem_alloc", "bytes", "Receive memory in use (SK_MEMINFO_RMEM_ALLOC).");
  static final Metric RCVBUF =
      Metric.gauge("rcvbuf", "bytes", "Receive buffer (SK_MEMINFO_RCVBUF).");
  static final Metric SNDBUF = Metric.gauge("sndbuf", "bytes", "Send buffer (SK_MEMINFO_SNDBUF).");
  static final Metric WMEM_QUEUED =
      Metric.gauge("wmem_queued", "bytes", "Send memory in use (SK_MEMINFO_WMEM_QUEUED).");
  static final Metric BYTES_ACKED =
      Metric.counter("bytes_acked", "bytes", "Acknowledged, the SYN too (tcpi_bytes_acked).");
  static final Metric BYTES_RECEIVED =
      Metric.counter(
          "bytes_received", "bytes", "Received in order, the FIN too (tcpi_bytes_received).");
  static final Metric RETRANS =
      Metric.counter("retrans", "segments", "Sent again (tcpi_total_retrans).");
  static final Metric CA_STATE =
      Metric.gauge("ca_state", "state", "Open 0, Disorder 1, CWR 2, Recovery 3, Loss 4.");
  static final Metric STATE =
      Metric.gauge("state", "state", "State by number (include/net/tcp_states.h).");

  static final List<Metric> ALL =
      List.of(
          SND_CWND,
          SND_SSTHRESH,
          SRTT,
          RTO,
          UNACKED,
          IN_FLIGHT,
          SND_WND,
          RCV_WND,
          RMEM_ALLOC,
          RCVBUF,
          SNDBUF,
          WMEM_QUEUED,
          BYTES_ACKED,
          BYTES_RECEIVED,
          RETRANS,
          CA_STATE,
          STATE);

  private ConnectionGauges() {}

  static long read(final Metric metric, final TcpConnection c) {
    return switch (metric.name()) {
      case "snd_cwnd" -> c.window.cwnd;
      case "snd_ssthresh" -> c.window.ssthresh;
      case "srtt" -> c.rtt.srttUs();
      case "rto" -> c.jiffies.toUs(c.rtt.rtoJiffies);
      case "unacked" -> c.queue.packetsOut;
      case "in_flight" -> c.queue.inFlight();
      case "snd_wnd" -> c.output.sndWnd;
      case "rcv_wnd" -> c.receiveWindow.rcvWnd;
      case "rmem_alloc" -> c.receiveQueue.rmemAlloc;
      case "rcvbuf" -> c.receiveWindow.rcvbuf;
      case "sndbuf" -> c.sendBuffer.sndbuf;
      case "wmem_queued" -> c.sendBuffer.queuedBytes();
      case "bytes_acked" -> c.bytesAcked;
      case "bytes_received" -> c.bytesReceived;
      case "retrans" -> c.retransmit.total;
      case "ca_state" -> c.recovery.state.number();
      case "state" -> c.state.number();
      default -> throw new IllegalArgumentException("no such figure: " + metric.name());
    };
  }
}
