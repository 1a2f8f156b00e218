package netmemsim.core.trace;

import java.util.Arrays;
import netmemsim.core.event.EventSource;
import netmemsim.core.event.NetSimulator;

/**
 * The place at a device where frames of one direction can be captured, as a packet socket does. The
 * caller asks {@link #on} first:
 *
 * <pre>{@code if (sent.on) { sent.emit(packet); } }</pre>
 */
public final class FrameTap {
  private static final FrameSink[] NO_SINKS = {};

  private final NetSimulator simulator;
  private final EventSource device;
  private final FrameDirection direction;
  private final FrameEncoder encoder;
  private FrameSink[] sinks = NO_SINKS;

  /** Whether anybody listens. Read on the hot path; written by {@link #addSink} only. */
  public boolean on;

  /**
   * Made by {@code Entity.frameTap}.
   *
   * @param simulator gives the time
   * @param device the device
   * @param direction which way its frames go
   * @param encoder knows their bytes
   */
  public FrameTap(
      final NetSimulator simulator,
      final EventSource device,
      final FrameDirection direction,
      final FrameEncoder encoder) {
    this.simulator = simulator;
    this.device = device;
    this.direction = direction;
    this.encoder = encoder;
  }

  /** The device. */
  public EventSource device() {
    return device;
  }

  /** Which way its frames go. */
  public FrameDirection direction() {
    return direction;
  }

  /** What knows the bytes of its frames. */
  public FrameEncoder encoder() {
    return encoder;
  }

  /**
   * Adds a listener.
   *
   * @param sink the listener
   */
  public void addSink(final FrameSink sink) {
    sinks = Arrays.copyOf(sinks, sinks.length + 1);
    sinks[sinks.length - 1] = sink;
    on = true;
  }

  /**
   * A frame passes.
   *
   * @param frame the frame
   */
  public void emit(final Object frame) {
    final long nowPs = simulator.nowPs();
    for (final FrameSink sink : sinks) {
      sink.frame(nowPs, frame);
    }
  }
}
