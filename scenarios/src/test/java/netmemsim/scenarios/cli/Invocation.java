package netmemsim.scenarios.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * The command line, called once inside this JVM.
 *
 * @param exit the exit code
 * @param out what it printed
 * @param err what it printed as errors
 */
public record Invocation(int exit, String out, String err) {
  /** Calls it. */
  public static Invocation of(final String... arguments) {
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    final int exit = Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
    return new Invocation(exit, out.toString(), err.toString());
  }

  /** Calls it. */
  public static Invocation of(final List<String> arguments) {
    return of(arguments.toArray(new String[0]));
  }
}
