package netmemsim.core.trace;

/** The rung of the fingerprint ladder that a tracepoint's records belong to. */
public enum Rung {
  /** What crosses links. */
  WIRE,
  /** What hosts do that a user can see: socket calls, errno, counters. */
  HOST,
  /** Detail for people and tools; not part of the fingerprint. */
  NONE
}
