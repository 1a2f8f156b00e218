package netmemsim.scenarios.packetdrill.python;

import java.math.BigInteger;

/**
 * The Python of one script: names last from one piece of code to the next, as packetdrill joins all
 * pieces into one program.
 */
public final class PythonSession {
  private final StringBuilder printed = new StringBuilder();
  private final Scope scope = new Scope(null, printed);

  /**
   * Gives a name a value.
   *
   * @param name such as {@code tcpi_snd_cwnd}
   * @param value its value
   */
  public void set(final String name, final long value) {
    scope.set(name, BigInteger.valueOf(value));
  }

  /**
   * Gives a name a value without sign.
   *
   * @param name such as {@code tcpi_pacing_rate}
   * @param value its 64 bits
   */
  public void setUnsigned(final String name, final long value) {
    scope.set(name, new BigInteger(Long.toUnsignedString(value)));
  }

  /**
   * Runs code.
   *
   * @param code statements
   * @throws PythonException when an assertion does not hold, or the code is wrong
   * @throws PythonException.Unsupported when it needs Python that is not here
   */
  public void run(final String code) {
    StatementParser.runAll(StatementParser.parse(code), scope);
  }

  /** What was printed so far. */
  public String printed() {
    return printed.toString();
  }
}
