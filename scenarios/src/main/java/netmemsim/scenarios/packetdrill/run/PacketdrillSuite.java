package netmemsim.scenarios.packetdrill.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import netmemsim.scenarios.packetdrill.language.Script;
import netmemsim.scenarios.packetdrill.language.ScriptException;
import netmemsim.scenarios.packetdrill.language.ScriptParser;
import netmemsim.scenarios.packetdrill.live.FailureException;
import netmemsim.scenarios.packetdrill.live.IpVersion;
import netmemsim.scenarios.packetdrill.live.NotModelledException;
import netmemsim.scenarios.packetdrill.live.Settings;
import org.jspecify.annotations.Nullable;

/** Finds scripts and runs each by itself. */
public final class PacketdrillSuite {
  private final IpVersion version;
  private final int hz;
  private final Map<String, String> defines;

  /**
   * How scripts are run.
   *
   * @param version the IP version of scripts that name none
   * @param hz the kernel's CONFIG_HZ
   * @param defines symbols as by {@code -D}
   */
  public PacketdrillSuite(
      final IpVersion version, final int hz, final Map<String, String> defines) {
    this.version = version;
    this.hz = hz;
    this.defines = new TreeMap<>(version.defines());
    this.defines.putAll(defines);
  }

  /**
   * The scripts under a path: the file itself, or all *.pkt of a folder in order of their names.
   *
   * @param path a file or folder
   * @return the files
   */
  public static List<Path> scripts(final Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    final List<Path> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(path)) {
      found
          .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(".pkt"))
          .sorted()
          .forEach(files::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /**
   * Runs a script.
   *
   * @param file the script
   * @return what came of it
   */
  public ScriptResult run(final Path file) {
    final String name = file.toString();
    @Nullable ScriptRun run = null;
    try {
      final Script script = ScriptParser.parse(name, read(file), defines);
      final Path parent = file.toAbsolutePath().getParent();
      run =
          new ScriptRun(script, new Settings(script, version), parent == null ? file : parent, hz);
      run.run();
      return new ScriptResult(name, ScriptResult.Outcome.OK, "", run.printed());
    } catch (ScriptException e) {
      return result(name, ScriptResult.Outcome.ERROR, e, run);
    } catch (NotModelledException e) {
      return result(name, ScriptResult.Outcome.SKIPPED, e, run);
    } catch (FailureException e) {
      return result(name, ScriptResult.Outcome.FAILED, e, run);
    } catch (RuntimeException | StackOverflowError e) {
      final StackTraceElement[] trace = e.getStackTrace();
      return new ScriptResult(
          name,
          ScriptResult.Outcome.FAILED,
          "defect in the model: " + e + (trace.length > 0 ? " at " + trace[0] : ""),
          run == null ? "" : run.printed());
    }
  }

  private static ScriptResult result(
      final String name,
      final ScriptResult.Outcome outcome,
      final RuntimeException reason,
      final @Nullable ScriptRun run) {
    return new ScriptResult(
        name, outcome, String.valueOf(reason.getMessage()), run == null ? "" : run.printed());
  }

  private static String read(final Path file) {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw new ScriptException(file.toString(), 1, "not a text in UTF-8");
    } catch (IOException e) {
      throw new ScriptException(file.toString(), 1, "cannot read: " + e.getMessage());
    }
  }
}
