package netmemsim.models.tcp;

import netmemsim.models.packet.Skb;
import netmemsim.models.packet.TcpHeader;

/**
 * The timestamps option (RFC 7323; net/ipv4/tcp_input.c, tcp_replace_ts_recent, tcp_paws_discard,
 * v6.12): a clock of milliseconds with a random offset for each connection.
 */
final class TcpTimestamps {
  private static final long PS_PER_MS = 1_000_000_000L;
  private final TcpConnection connection;
  private final int offset;

  /** The peer's timestamp to echo (ts_recent). */
  int recent;

  /** Whether the segment at hand carries timestamps. */
  boolean lastPresent;

  /** What it echoes (rcv_tsecr). */
  int lastEcho;

  private long recentPs;

  TcpTimestamps(final TcpConnection connection, final int offset) {
    this.connection = connection;
    this.offset = offset;
  }

  /** The clock now, milliseconds. */
  int nowMs() {
    return atMs(connection.host.nowPs());
  }

  /** The clock at a time. */
  int atMs(final long timePs) {
    return (int) (timePs / PS_PER_MS) + offset;
  }

  /** The clock now, or 1 where that is 0, since 0 stands for none. */
  int nonzeroNowMs() {
    final int stamp = nowMs();
    return stamp == 0 ? 1 : stamp;
  }

  /** A segment came. */
  void note(final TcpHeader header) {
    lastPresent = connection.timestampsOk && header.hasTimestamps;
    if (lastPresent) {
      lastEcho = header.timestampEcho;
    }
  }

  /** Whether the segment at hand echoes something. */
  boolean echoes() {
    return lastPresent && lastEcho != 0;
  }

  /** Takes the peer's first timestamp. */
  void begin(final int value) {
    recent = value;
    recentPs = connection.host.nowPs();
  }

  /**
   * Remembers the peer's timestamp if the segment lies where the last ACK pointed (RFC 7323, 4.3).
   */
  void remember(final Skb skb) {
    if (lastPresent
        && skb.startOffset <= connection.receiveWindow.rcvWup
        && (recent - skb.tcp.timestampValue <= 0 || isStale())) {
      begin(skb.tcp.timestampValue);
    }
  }

  private boolean isStale() {
    return (connection.host.nowPs() - recentPs) / PS_PER_MS >= TcpConstants.PAWS_24DAYS_S * 1000;
  }

  /**
   * Whether a segment's timestamp is too old (tcp_paws_reject).
   *
   * @param header the segment's header, already noted
   * @param resetSeconds a RST is refused only for so long after the last good timestamp
   */
  boolean isOld(final TcpHeader header, final int resetSeconds) {
    if (!lastPresent || !isOldFor(header)) {
      return false;
    }
    final long agePs = connection.host.nowPs() - recentPs;
    return !header.has(TcpHeader.RST) || agePs / PS_PER_MS < resetSeconds * 1000L;
  }

  /** Whether the segment at hand has no timestamp, or one that is as good as the last. */
  boolean isFresh(final TcpHeader header) {
    return !lastPresent || recent - header.timestampValue <= 0;
  }

  /** Whether a timestamp is older than the last good one, by more than nothing. */
  boolean isOldFor(final TcpHeader header) {
    return recent != 0 && recent - header.timestampValue > 0 && !isStale();
  }

  /**
   * Protection against wrapped sequence numbers (RFC 7323, 5). An ACK without data that was
   * overtaken is not worth a rejection, as long as it changes nothing (tcp_disordered_ack_check).
   */
  boolean rejects(final Skb skb) {
    final TcpHeader header = skb.tcp;
    final int older = recent - header.timestampValue;
    if (!lastPresent || older <= 1 || recent == 0 || isStale()) {
      return false;
    }
    final boolean overtaken =
        header.has(TcpHeader.ACK)
            && SkbMerge.endOf(skb) == skb.startOffset
            && skb.startOffset == connection.input.rcvNxt
            && connection.sendOffset(header.acknowledgement) == connection.output.sndUna
            && !connection.acks.mayUpdateWindow(header, connection.output.sndUna, skb.startOffset)
            && older <= connection.jiffies.toUs(connection.rtt.rtoJiffies) * 12 / 10_000;
    return !overtaken;
  }
}
