package netmemsim.scenarios.cli;

/** What the command line answers with. */
final class ExitCode {
  /** All is well. */
  static final int OK = 0;

  /** An expectation failed. */
  static final int FAILED = 1;

  /** Bad input or usage. */
  static final int BAD_INPUT = 2;

  /** The program itself failed. */
  static final int DEFECT = 3;

  private ExitCode() {}
}
