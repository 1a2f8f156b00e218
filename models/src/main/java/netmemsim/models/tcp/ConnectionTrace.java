package netmemsim.models.tcp;

import java.util.List;
import netmemsim.core.trace.Rung;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.Tracepoint;

/** The tracepoints of a connection, by the kernel's names (include/trace/events/tcp.h, sock.h). */
final class ConnectionTrace {
  static final Tracepoint RETRANSMIT =
      Tracepoint.of(
          "tcp_retransmit_skb",
          Rung.HOST,
          "A record is sent again.",
          "offset_bytes",
          "payload_bytes",
          "segments",
          "state");

  static final Tracepoint PROBE =
      Tracepoint.of(
          "tcp_probe",
          Rung.NONE,
          "An acceptable ACK was taken in.",
          "snd_nxt_offset",
          "snd_una_offset",
          "snd_cwnd_segments",
          "ssthresh_segments",
          "snd_wnd_bytes",
          "srtt_us");

  static final Tracepoint SEND_RESET =
      Tracepoint.of(
          "tcp_send_reset",
          Rung.HOST,
          "A RST is sent, by a connection or for a segment that none wants.",
          "local_port",
          "remote_port",
          "state");

  static final Tracepoint RECEIVE_RESET =
      Tracepoint.of("tcp_receive_reset", Rung.HOST, "A RST was accepted.", "state");

  static final Tracepoint SET_STATE =
      Tracepoint.of("inet_sock_set_state", Rung.HOST, "The state changes.", "oldstate", "newstate");

  static final List<Tracepoint> ALL =
      List.of(RETRANSMIT, PROBE, SEND_RESET, RECEIVE_RESET, SET_STATE);

  final Trace retransmit;
  final Trace probe;
  final Trace sendReset;
  final Trace receiveReset;
  final Trace setState;

  ConnectionTrace(
      final Trace retransmit,
      final Trace probe,
      final Trace sendReset,
      final Trace receiveReset,
      final Trace setState) {
    this.retransmit = retransmit;
    this.probe = probe;
    this.sendReset = sendReset;
    this.receiveReset = receiveReset;
    this.setState = setState;
  }

  void emitProbe(final TcpConnection connection) {
    probe.emit(
        connection.output.sndNxt,
        connection.output.sndUna,
        connection.window.cwnd,
        connection.window.ssthresh,
        connection.output.sndWnd,
        connection.rtt.srttUs());
  }
}
