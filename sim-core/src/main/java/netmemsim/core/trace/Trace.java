package netmemsim.core.trace;

import java.util.Arrays;
import netmemsim.core.event.EventSource;
import netmemsim.core.event.NetSimulator;

/**
 * A tracepoint at one entity of one run. The caller asks {@link #on} before it computes the fields:
 *
 * <pre>{@code if (retransmit.on) { retransmit.emit(sequence, length); } }</pre>
 */
public final class Trace {
  private static final TraceSink[] NO_SINKS = {};

  private final NetSimulator simulator;
  private final Tracepoint tracepoint;
  private final EventSource source;
  private TraceSink[] sinks = NO_SINKS;

  /** Whether anybody listens. Read on the hot path; written by {@link #addSink} only. */
  public boolean on;

  /**
   * Made by {@code Entity.trace}.
   *
   * @param simulator gives the time
   * @param tracepoint the declaration
   * @param source the entity
   */
  public Trace(
      final NetSimulator simulator, final Tracepoint tracepoint, final EventSource source) {
    this.simulator = simulator;
    this.tracepoint = tracepoint;
    this.source = source;
  }

  /** The declaration. */
  public Tracepoint tracepoint() {
    return tracepoint;
  }

  /** The entity. */
  public EventSource source() {
    return source;
  }

  /**
   * Adds a listener.
   *
   * @param sink the listener
   */
  public void addSink(final TraceSink sink) {
    sinks = Arrays.copyOf(sinks, sinks.length + 1);
    sinks[sinks.length - 1] = sink;
    on = true;
  }

  /** Emits a record without fields. */
  public void emit() {
    emit(0, 0, 0, 0, 0, 0);
  }

  /** Emits a record of one field. */
  public void emit(final long a) {
    emit(a, 0, 0, 0, 0, 0);
  }

  /** Emits a record of two fields. */
  public void emit(final long a, final long b) {
    emit(a, b, 0, 0, 0, 0);
  }

  /** Emits a record of three fields. */
  public void emit(final long a, final long b, final long c) {
    emit(a, b, c, 0, 0, 0);
  }

  /** Emits a record of four fields. */
  public void emit(final long a, final long b, final long c, final long d) {
    emit(a, b, c, d, 0, 0);
  }

  /** Emits a record of five fields. */
  public void emit(final long a, final long b, final long c, final long d, final long e) {
    emit(a, b, c, d, e, 0);
  }

  /** Emits a record of six fields. */
  public void emit(
      final long a, final long b, final long c, final long d, final long e, final long f) {
    final long nowPs = simulator.nowPs();
    for (final TraceSink sink : sinks) {
      sink.record(nowPs, tracepoint, source, a, b, c, d, e, f);
    }
  }
}
