package netmemsim.core.trace;

/** Receives the frames of one {@link FrameTap}: a capture. Must change no model state. */
@FunctionalInterface
public interface FrameSink {
  /**
   * One frame passes.
   *
   * @param nowPs simulated time in picoseconds
   * @param frame the frame, for the tap's encoder; not to be kept after the call
   */
  void frame(long nowPs, Object frame);
}
