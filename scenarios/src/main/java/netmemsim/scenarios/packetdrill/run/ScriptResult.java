package netmemsim.scenarios.packetdrill.run;

/**
 * What came of a script.
 *
 * @param file the script
 * @param outcome how it ended
 * @param reason what differed, what is not modelled, or nothing
 * @param printed what its Python code printed, and warnings
 */
public record ScriptResult(String file, Outcome outcome, String reason, String printed) {
  /** How a script ended. */
  public enum Outcome {
    /** All as expected. */
    OK,
    /** Something else happened than the script says. */
    FAILED,
    /** It needs what is not modelled. */
    SKIPPED,
    /** It is not in the language. */
    ERROR
  }
}
