package netmemsim.scenarios.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import netmemsim.output.file.RunFileException;
import netmemsim.scenarios.golden.GoldenException;
import netmemsim.scenarios.run.RunFailedException;
import netmemsim.scenarios.yaml.ScenarioException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The command line: {@code netmemsim run|verify|validate|list|kernel|index|schema|fingerprint},
 * {@code packetdrill|golden|help}.
 */
@Command(
    name = "netmemsim",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "A deterministic simulator of network memory: devmem TCP, page pools, queue restarts.",
    subcommands = {
      RunCommand.class,
      VerifyCommand.class,
      ValidateCommand.class,
      ListCommand.class,
      KernelCommand.class,
      IndexCommand.class,
      SchemaCommand.class,
      FingerprintCommand.class,
      PacketdrillCommand.class,
      GoldenCommand.class,
      HelpCommand.class
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all is well",
      "1:an expectation failed",
      "2:bad input or usage",
      "3:the program itself failed"
    },
    footer = {
      "",
      "Try:  netmemsim run scenarios/library/quickstart.yaml",
    })
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /**
   * Runs the command line and ends the program with its exit code.
   *
   * @param arguments the words after the program's name
   */
  public static void main(final String[] arguments) {
    final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    final PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(arguments, out, err));
  }

  /**
   * Runs the command line.
   *
   * @param arguments the words after the program's name
   * @param out where answers go
   * @param err where errors and progress go
   * @return the exit code
   */
  public static int run(final String[] arguments, final PrintWriter out, final PrintWriter err) {
    final CommandLine line = new CommandLine(new Main());
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(false);
    line.setParameterExceptionHandler((e, words) -> UsageError.report(e, err));
    line.setExecutionExceptionHandler((e, command, parsed) -> report(e, err));
    return line.execute(arguments);
  }

  private static int report(final Exception failure, final PrintWriter err) {
    if (failure instanceof ScenarioException
        || failure instanceof BadInputException
        || failure instanceof GoldenException
        || failure instanceof RunFileException) {
      err.println("error: " + failure.getMessage());
      return ExitCode.BAD_INPUT;
    }
    if (failure instanceof UncheckedIOException
        && failure.getCause() instanceof RunFileException cause) {
      return report(cause, err);
    }
    err.println("defect: " + failure.getMessage());
    err.println("This is a fault of NetmemSim, not of your scenario. The stack trace:");
    final Throwable origin =
        failure instanceof RunFailedException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    origin.printStackTrace(err);
    return ExitCode.DEFECT;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
