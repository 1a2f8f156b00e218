package netmemsim.core.trace;

/** Which way a frame goes at a device. */
public enum FrameDirection {
  /** Received. */
  INBOUND,
  /** Sent. */
  OUTBOUND
}
