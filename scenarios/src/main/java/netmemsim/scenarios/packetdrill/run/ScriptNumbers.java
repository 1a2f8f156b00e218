package netmemsim.scenarios.packetdrill.run;

import java.util.ArrayList;
import java.util.List;
import netmemsim.scenarios.packetdrill.language.TcpOption;
import netmemsim.scenarios.packetdrill.language.TcpSegment;
import netmemsim.scenarios.packetdrill.live.LiveConnection;
import org.jspecify.annotations.Nullable;

/** Turns the numbers of segments from those of the wire into those of the script, and back. */
final class ScriptNumbers {
  private static final long U32 = 0xFFFFFFFFL;

  private ScriptNumbers() {}

  /** A segment that went out, with the script's sequence numbers and without ports. */
  static TcpSegment toScript(final LiveConnection connection, final TcpSegment live) {
    final boolean syn = live.has(TcpSegment.SYN);
    final long remote = connection.remoteToScript(syn);
    return new TcpSegment(
        live.ip(),
        0,
        0,
        live.flags(),
        live.ace(),
        (live.sequence() + connection.localToScript(syn)) & U32,
        live.payloadBytes(),
        live.has(TcpSegment.ACK) ? (live.acknowledgement() + remote) & U32 : 0,
        live.window(),
        live.urgentPointer(),
        moved(live.options(), remote));
  }

  /** A segment of the script with the wire's numbers and the connection's ports. */
  static TcpSegment toLive(
      final LiveConnection connection, final TcpSegment script, final boolean scaledEcho) {
    final boolean syn = script.has(TcpSegment.SYN);
    final long local = connection.localToLive(syn);
    List<TcpOption> options = moved(script.options(), local);
    if (script.has(TcpSegment.ACK) && options != null) {
      options = echoed(connection, options, scaledEcho);
    }
    return new TcpSegment(
        script.ip(),
        script.sourcePort() != 0 ? script.sourcePort() : connection.remotePort,
        script.destinationPort() != 0 ? script.destinationPort() : connection.localPort,
        script.flags(),
        script.ace(),
        (script.sequence() + connection.remoteToLive(syn)) & U32,
        script.payloadBytes(),
        script.has(TcpSegment.ACK) ? (script.acknowledgement() + local) & U32 : 0,
        script.window(),
        script.urgentPointer(),
        options);
  }

  private static List<TcpOption> echoed(
      final LiveConnection connection, final List<TcpOption> options, final boolean scaled) {
    final List<TcpOption> changed = new ArrayList<>();
    for (final TcpOption option : options) {
      changed.add(
          option instanceof TcpOption.Timestamps stamps
              ? new TcpOption.Timestamps(stamps.value(), connection.liveEcho(stamps.echo(), scaled))
              : option);
    }
    return changed;
  }

  private static @Nullable List<TcpOption> moved(
      final @Nullable List<TcpOption> options, final long by) {
    if (options == null) {
      return null;
    }
    final List<TcpOption> changed = new ArrayList<>();
    for (final TcpOption option : options) {
      if (option instanceof TcpOption.Sack sack) {
        final List<TcpOption.Block> blocks = new ArrayList<>();
        for (final TcpOption.Block block : sack.blocks()) {
          blocks.add(new TcpOption.Block((block.left() + by) & U32, (block.right() + by) & U32));
        }
        changed.add(new TcpOption.Sack(List.copyOf(blocks)));
      } else {
        changed.add(option);
      }
    }
    return changed;
  }

  /** The timestamps option of a segment, or null. */
  static TcpOption.@Nullable Timestamps timestamps(final TcpSegment segment) {
    final List<TcpOption> options = segment.options();
    if (options != null) {
      for (final TcpOption option : options) {
        if (option instanceof TcpOption.Timestamps stamps) {
          return stamps;
        }
      }
    }
    return null;
  }

  /** The segment with another TSval. */
  static TcpSegment withTimestamp(final TcpSegment segment, final long value) {
    final List<TcpOption> changed = new ArrayList<>();
    final List<TcpOption> options = segment.options();
    if (options != null) {
      for (final TcpOption option : options) {
        changed.add(
            option instanceof TcpOption.Timestamps stamps
                ? new TcpOption.Timestamps(value, stamps.echo())
                : option);
      }
    }
    return new TcpSegment(
        segment.ip(),
        segment.sourcePort(),
        segment.destinationPort(),
        segment.flags(),
        segment.ace(),
        segment.sequence(),
        segment.payloadBytes(),
        segment.acknowledgement(),
        segment.window(),
        segment.urgentPointer(),
        changed);
  }
}
