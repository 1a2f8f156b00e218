package netmemsim.scenarios.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import netmemsim.scenarios.units.NearestName;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in one line. */
final class UsageError {
  private UsageError() {}

  /**
   * Prints it.
   *
   * @param error what picocli found
   * @param err where it goes
   * @return the exit code
   */
  static int report(final ParameterException error, final PrintWriter err) {
    final CommandLine command = error.getCommandLine();
    final String what =
        error instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched.getUnmatched().get(0), command)
            : String.valueOf(error.getMessage());
    err.println(
        "error: "
            + what.replaceAll("\\s*\\R\\s*", " ")
            + "; see "
            + command.getCommandSpec().qualifiedName()
            + " --help");
    return ExitCode.BAD_INPUT;
  }

  private static String unmatched(final String word, final CommandLine command) {
    if (word.startsWith("-")) {
      final List<String> options = new ArrayList<>();
      command.getCommandSpec().options().forEach(option -> options.addAll(List.of(option.names())));
      return "unknown option '" + word + "'" + NearestName.hint(word, options);
    }
    if (!command.getSubcommands().isEmpty()) {
      return "unknown command '"
          + word
          + "'"
          + NearestName.hint(word, command.getSubcommands().keySet());
    }
    return "unexpected argument '" + word + "'";
  }
}
