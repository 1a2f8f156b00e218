package netmemsim.scenarios.packetdrill.python;

/** A statement, ready to be run. */
@FunctionalInterface
interface Statement {
  /** How a statement left. */
  enum Left {
    /** At its end. */
    NORMALLY,
    /** By break. */
    BREAK,
    /** By continue. */
    CONTINUE,
    /** By return; the value is the name {@code return} in the scope. */
    RETURN
  }

  /** Runs it among the given names. */
  Left run(Scope scope);
}
