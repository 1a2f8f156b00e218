package netmemsim.scenarios.packetdrill.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import netmemsim.scenarios.packetdrill.live.FailureException;
import netmemsim.scenarios.packetdrill.live.NotModelledException;
import netmemsim.scenarios.packetdrill.live.TunWorld;

/**
 * Runs the commands of a script on the modelled host: lists, pipes, redirections, and the programs
 * of {@link Programs}. Nothing is run on the machine that the simulator runs on.
 */
public final class Shell {
  private static final String PROC = "/proc/sys/";
  private final Path folder;
  private final Programs programs;
  private final Sysctls sysctls;
  private final Map<String, String> variables = new TreeMap<>(Map.of("PPID", "1"));

  /**
   * The shell of a world.
   *
   * @param world the world
   * @param folder the script's folder: defaults.sh is looked for from there
   */
  public Shell(final TunWorld world, final Path folder) {
    this.folder = folder;
    this.sysctls = new Sysctls(world.sysctl);
    this.programs = new Programs(world, sysctls);
  }

  /**
   * Runs a command.
   *
   * @param text one or more lines
   * @throws FailureException when its last line fails, as packetdrill has it
   * @throws NotModelledException when it needs what is not modelled
   */
  public void run(final String text) {
    final Output output = lines(text);
    if (output.status() != 0) {
      throw new FailureException(
          "command failed with status "
              + output.status()
              + ": "
              + text.strip()
              + (output.text().isBlank() ? "" : "\n" + output.text().stripTrailing()));
    }
  }

  /** Runs a file of commands, as {@code --init_scripts} names it. */
  public void runFile(final String name) {
    final Path path = folder.resolve(name);
    if (!Files.isReadable(path)) {
      if (name.endsWith("defaults.sh")) {
        defaults(path);
        return;
      }
      throw new FailureException("cannot read " + path);
    }
    lines(read(path));
  }

  private static String read(final Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new FailureException("cannot read " + path + ": " + e.getMessage());
    }
  }

  private Output lines(final String text) {
    final List<ShellToken> tokens = ShellLexer.tokens(text, variables);
    Output last = Output.NOTHING;
    int from = 0;
    String before = ";";
    for (int i = 0; i <= tokens.size(); i++) {
      final boolean end = i == tokens.size();
      if (!end && !isListOperator(tokens.get(i))) {
        continue;
      }
      final List<ShellToken> pipeline = tokens.subList(from, i);
      final boolean skipped =
          (before.equals("&&") && last.status() != 0)
              || (before.equals("||") && last.status() == 0);
      if (!pipeline.isEmpty() && !skipped) {
        last = pipeline(pipeline);
      }
      if (!end) {
        if (!pipeline.isEmpty() || !tokens.get(i).is("\n")) {
          before = tokens.get(i).text();
        }
        from = i + 1;
      }
    }
    return last;
  }

  private static boolean isListOperator(final ShellToken token) {
    return token.is(";") || token.is("\n") || token.is("&&") || token.is("||") || token.is("&");
  }

  private Output pipeline(final List<ShellToken> tokens) {
    String input = "";
    Output output = Output.NOTHING;
    final List<ShellToken> command = new ArrayList<>();
    programs.beginPipeline(tokens.stream().map(ShellToken::text).toList());
    for (int i = 0; i <= tokens.size(); i++) {
      if (i < tokens.size() && !tokens.get(i).is("|")) {
        command.add(tokens.get(i));
        continue;
      }
      output = command(command, input);
      input = output.text();
      command.clear();
    }
    return output;
  }

  private Output command(final List<ShellToken> tokens, final String piped) {
    final List<String> words = new ArrayList<>();
    String input = piped;
    String target = "";
    for (int i = 0; i < tokens.size(); i++) {
      final ShellToken token = tokens.get(i);
      if (!token.operator()) {
        words.add(token.text());
      } else if (!token.is("2>&1")) {
        i++;
        final String file = i < tokens.size() ? tokens.get(i).text() : "";
        if (token.is("<")) {
          input = file.startsWith(PROC) ? sysctls.read(file) + "\n" : "";
        } else if (!token.is("2>") && !token.is("2>>")) {
          target = file;
        }
      }
    }
    final Output output = words.isEmpty() ? Output.NOTHING : program(words, input);
    return target.isEmpty() ? output : redirected(output, target);
  }

  private Output redirected(final Output output, final String target) {
    if (target.startsWith(PROC)) {
      sysctls.write(target, output.text().strip());
      return new Output(output.status(), "");
    }
    if (target.equals("/dev/null") || target.startsWith("/dev/std")) {
      return new Output(output.status(), "");
    }
    throw new NotModelledException("writing the file " + target);
  }

  private Output program(final List<String> words, final String input) {
    final String first = words.get(0);
    if (first.matches("[A-Za-z_][A-Za-z0-9_]*=.*")) {
      final int equals = first.indexOf('=');
      variables.put(first.substring(0, equals), first.substring(equals + 1));
      return words.size() == 1 ? Output.NOTHING : program(words.subList(1, words.size()), input);
    }
    final String name = first.substring(first.lastIndexOf('/') + 1);
    if (name.equals("defaults.sh")) {
      return defaults(folder.resolve(first));
    }
    if (name.startsWith("sysctl_restore_")) {
      return Output.NOTHING; // the world ends with the script
    }
    return programs.run(name, words.subList(1, words.size()), input);
  }

  /** The suites' settings: from the file beside the script, or as ground truth lists them. */
  private Output defaults(final Path path) {
    sysctls.setTolerant(true);
    try {
      return lines(Files.isReadable(path) ? read(path) : Defaults.COMMANDS);
    } finally {
      sysctls.setTolerant(false);
    }
  }
}
