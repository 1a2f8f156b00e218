package netmemsim.scenarios.packetdrill.python;

/** An expression, ready to be evaluated. */
@FunctionalInterface
interface Evaluation {
  /** Its value among the given names. */
  Object in(Scope scope);
}
