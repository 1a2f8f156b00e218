package netmemsim.scenarios.packetdrill.live;

import java.util.Map;
import java.util.TreeMap;
import netmemsim.models.packet.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A socket of the script: what its numbers are in the script and on the wire. In scripts sequence
 * numbers count from the initial one; only SYNs have it as it is written.
 */
public final class LiveConnection {
  private static final long U32 = 0xFFFFFFFFL;

  /** How far it is, as the script knows. */
  public enum Phase {
    /** Made by socket(). */
    NEW,
    /** It listens. */
    LISTENING,
    /** A packet for a listener made it. */
    PACKET_RECEIVED,
    /** Its SYN-ACK went out. */
    SYNACK_SENT,
    /** The SYN-ACK was acknowledged. */
    SYNACK_ACKED,
    /** connect() was called. */
    CONNECTING,
    /** Its SYN is expected or went out. */
    SYN_SENT,
    /** Its SYN was acknowledged. */
    SYN_ACKED
  }

  /** How far it is. */
  public Phase phase = Phase.NEW;

  /** Its descriptor in the script, or -1. */
  public int scriptFd = -1;

  /** Its descriptor in the process, or -1. */
  public int liveFd = -1;

  /** Whether it was closed. */
  public boolean closed;

  /** The host's address, once known. */
  public @Nullable IpAddress localAddress;

  /** The peer's address, once known. */
  public @Nullable IpAddress remoteAddress;

  /** The host's port, or 0. */
  public int localPort;

  /** The peer's port, or 0. */
  public int remotePort;

  /** The host's initial sequence number in the script. */
  public long scriptLocalIsn;

  /** The host's initial sequence number on the wire. */
  public long liveLocalIsn;

  /** The peer's initial sequence number in the script. */
  public long scriptRemoteIsn;

  /** The peer's initial sequence number on the wire. */
  public long liveRemoteIsn;

  /** The flow label in the script, or 0. */
  public int scriptFlowLabel;

  /** The flow label on the wire. */
  public int liveFlowLabel;

  private final Map<Long, Long> timestampsByScript = new TreeMap<>();
  private boolean timestampsSeen;
  private long firstScriptTimestamp;
  private long firstLiveTimestamp;

  /** What to add to the host's sequence numbers to get from the wire to the script. */
  public long localToScript(final boolean syn) {
    return ((syn ? scriptLocalIsn : 0) - liveLocalIsn) & U32;
  }

  /** What to add to the peer's sequence numbers to get from the wire to the script. */
  public long remoteToScript(final boolean syn) {
    return ((syn ? scriptRemoteIsn : 0) - liveRemoteIsn) & U32;
  }

  /** What to add to the host's sequence numbers to get from the script to the wire. */
  public long localToLive(final boolean syn) {
    return -localToScript(syn) & U32;
  }

  /** What to add to the peer's sequence numbers to get from the script to the wire. */
  public long remoteToLive(final boolean syn) {
    return -remoteToScript(syn) & U32;
  }

  /**
   * Notes that a TSval of the script is one on the wire.
   *
   * @return the one on the wire, counted from the first one of the script
   */
  public long noteTimestamp(final long script, final long live) {
    timestampsByScript.put(script, live);
    if (!timestampsSeen) {
      timestampsSeen = true;
      firstScriptTimestamp = script;
      firstLiveTimestamp = live;
    }
    return (firstScriptTimestamp + live - firstLiveTimestamp) & U32;
  }

  /**
   * The TSecr on the wire for one in the script.
   *
   * @param script the script's
   * @param scaled whether to reckon one that was never a TSval
   */
  public long liveEcho(final long script, final boolean scaled) {
    final Long live = timestampsByScript.get(script);
    if (live != null) {
      return live;
    }
    if (scaled && timestampsSeen) {
      return (script - firstScriptTimestamp + firstLiveTimestamp) & U32;
    }
    throw new FailureException(
        "unable to infer live TS ecr for script TS ecr "
            + script
            + "; no matching or preceding outbound TS val");
  }
}
