package netmemsim.scenarios.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code netmemsim schema}: prints the JSON Schema of scenario files. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = {
      "Print the JSON Schema of scenario files.",
      "Editors take it from a first line such as",
      "# yaml-language-server: $schema=../schema/scenario.schema.json"
    })
final class SchemaCommand implements Callable<Integer> {
  private static final String RESOURCE = "/netmemsim/scenarios/scenario.schema.json";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(SchemaCommand.class.getResourceAsStream(RESOURCE))) {
      final PrintWriter out = spec.commandLine().getOut();
      out.print(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      out.flush();
    }
    return ExitCode.OK;
  }
}
