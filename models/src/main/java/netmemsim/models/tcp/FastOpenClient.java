package netmemsim.models.tcp;

import netmemsim.models.packet.IpAddress;
import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of TCP Fast Open (RFC 7413, 4.2; net/ipv4/tcp_output.c, tcp_send_syn_data;
 * tcp_input.c, tcp_rcv_fastopen_synack; v6.18).
 */
final class FastOpenClient {
  /** TFO_CLIENT_ENABLE of tcp_fastopen. */
  static final int ENABLE = 1;

  /** TFO_CLIENT_NO_COOKIE of tcp_fastopen. */
  static final int NO_COOKIE = 4;

  /** TFO_COOKIE_UNAVAILABLE, TFO_DATA_NOT_ACKED and TFO_SYN_RETRANSMITTED. */
  private static final int COOKIE_UNAVAILABLE = 1;

  private static final int DATA_NOT_ACKED = 2;
  private static final int SYN_RETRANSMITTED = 3;
  private static final int ABSENT = -1;
  private final TcpConnection connection;

  /** Bytes that may ride on the SYN. */
  private final long offered;

  /** Bytes that do. */
  int copied;

  /** Whether the SYN carries the option (syn_fastopen). */
  boolean asked;

  /** Whether the SYN-ACK acknowledged the data of the SYN. */
  boolean dataAcked;

  /** enum tcp_fastopen_client_fail. */
  int failure;

  /** Opened after a time without Fast Open (syn_fastopen_ch). */
  private boolean onTrial;

  private boolean experimental;
  private int cookieBytes = ABSENT;
  private FastOpenCookies.@Nullable Known known;

  FastOpenClient(final TcpConnection connection, final long offered) {
    this.connection = connection;
    this.offered = offered;
  }

  /** Whether a SYN to a server could carry data: a cookie is known, or none is needed. */
  static boolean isReady(
      final TcpLayer layer, final TcpSocketOptions options, final IpAddress server) {
    final FastOpenCookies.Known known = layer.fastOpen.known(server);
    return !layer.fastOpen.isDisabled()
        && (needsNoCookie(layer.host.sysctl(), options)
            || (known != null && known.cookieBytes > 0));
  }

  private static boolean needsNoCookie(final TcpSysctl sysctl, final TcpSocketOptions options) {
    return (sysctl.fastOpen & NO_COOKIE) != 0 || options.fastOpenNoCookie;
  }

  /** Decides what the SYN carries (tcp_fastopen_cookie_check); answers the bytes of data. */
  int prepare() {
    final TcpLayer layer = connection.layer;
    final FastOpenCookies.Known cached = layer.fastOpen.known(connection.remoteAddress);
    known = cached;
    if (layer.fastOpen.isDisabled()) {
      return 0;
    }
    onTrial = layer.fastOpen.isOnTrial();
    final boolean noCookie = needsNoCookie(connection.sysctl, connection.options);
    if (!noCookie) {
      cookieBytes = cached == null ? 0 : cached.cookieBytes;
      experimental =
          cached != null && (cookieBytes > 0 ? cached.experimental : cached.tryExperimental == 1);
      asked = true;
      if (cookieBytes == 0) {
        failure = COOKIE_UNAVAILABLE;
        return 0;
      }
    }
    connection.mssClamp = connection.advertisedMss;
    if (cached != null && cached.mss != 0) {
      connection.mssClamp = cached.mss;
    }
    if (connection.userMss != 0) {
      connection.mssClamp = Math.min(connection.mssClamp, connection.userMss);
    }
    connection.syncMss();
    final int space = connection.output.sizing.routeMss() - TcpConstants.MAX_OPTION_BYTES;
    copied = (int) Math.min(space, offered);
    return copied;
  }

  /** Puts the option into the first SYN. */
  void fill(final TcpHeader syn) {
    if (cookieBytes == ABSENT) {
      return;
    }
    syn.setFastOpenBytes(cookieBytes);
    syn.setFastOpenExperimental(experimental);
    final FastOpenCookies.Known cached = known;
    if (cached != null) {
      syn.setFastOpenHigh(cached.cookieHigh);
      syn.setFastOpenLow(cached.cookieLow);
    }
  }

  /**
   * The SYN-ACK came.
   *
   * @param synAck its header
   * @return whether data of the SYN was not acknowledged and is sent again
   */
  boolean answered(final TcpHeader synAck) {
    final boolean unacked = copied > 0 && connection.output.sndUna < copied;
    remember(synAck);
    if (unacked) {
      failure = connection.retransmit.total > 0 ? SYN_RETRANSMITTED : DATA_NOT_ACKED;
      connection.mib.fastOpenActiveFail.increment();
      connection.recovery.resendTooBig(-1);
      return true;
    }
    if (copied > 0) {
      dataAcked = true;
      connection.mib.fastOpenActive.increment();
    }
    return false;
  }

  private void remember(final TcpHeader synAck) {
    final FastOpenCookies.Known server =
        connection.layer.fastOpen.remember(connection.remoteAddress);
    server.mss = synAck.mssOption() == 0 ? TcpConstants.MSS_DEFAULT : synAck.mssOption();
    if (asked && synAck.fastOpenBytes() > 0) {
      server.cookieBytes = synAck.fastOpenBytes();
      server.cookieHigh = synAck.fastOpenHigh();
      server.cookieLow = synAck.fastOpenLow();
      server.experimental = synAck.fastOpenExperimental();
    } else if (asked
        && synAck.fastOpenBytes() < 0
        && connection.retransmit.total == 0
        && copied == 0
        && server.cookieBytes == 0) {
      // Next time by the other option.
      server.tryExperimental = Math.max(server.tryExperimental, experimental ? 2 : 1);
    }
  }

  /** Timeouts in a row may be a box on the way that does not like Fast Open. */
  void timedOut(final int timeouts, final boolean expired) {
    if ((asked || copied > 0) && (timeouts == 2 || (timeouts < 2 && expired))) {
      connection.layer.fastOpen.disable();
    }
  }

  /**
   * The connection ends. A FIN above a hole and no data is a blackhole; data that came on trial
   * shows that the path is good (tcp_fastopen_active_disable_ofo_check).
   */
  void ended() {
    if (!asked) {
      return;
    }
    final OutOfOrderQueue outOfOrder = connection.input.outOfOrder;
    final Skb only = outOfOrder.peek();
    if (connection.counts.dataSegsIn == 0) {
      if (outOfOrder.buffers() == 1 && only != null && only.tcp.has(TcpHeader.FIN)) {
        connection.layer.fastOpen.disable();
      }
    } else if (onTrial && !connection.remoteAddress.isLoopback()) {
      connection.layer.fastOpen.works();
    }
  }
}
