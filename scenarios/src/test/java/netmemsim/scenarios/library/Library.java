package netmemsim.scenarios.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import netmemsim.scenarios.expect.CheckResult;
import netmemsim.scenarios.language.KernelSpec;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.ScenarioLoader;
import netmemsim.scenarios.run.RunObserver;
import netmemsim.scenarios.run.RunOutcome;
import netmemsim.scenarios.run.ScenarioRun;

/** The scenarios that come with the program, as tests use them. Maven runs tests in the module. */
public final class Library {
  /** Where they are. */
  public static final Path ROOT = Path.of("library");

  private static final ScenarioLoader LOADER = new ScenarioLoader();

  private Library() {}

  /** All YAML files, those that others extend included. */
  public static List<Path> files() {
    try (Stream<Path> found = Files.walk(ROOT)) {
      return found.filter(path -> path.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All scenarios. */
  public static List<Path> scenarios() {
    return files().stream().filter(file -> !fileName(file).startsWith("_")).toList();
  }

  private static String fileName(final Path file) {
    return String.valueOf(file.getFileName());
  }

  /** A scenario by its id. */
  public static Path file(final String id) {
    return ROOT.resolve(id + ".yaml");
  }

  /** Loads a scenario. */
  public static LoadedScenario load(final Path file, final List<String> sets) {
    return LOADER.load(file, sets);
  }

  /** Loads a text. */
  public static LoadedScenario loadText(final String text) {
    return LOADER.load(text, Path.of("a.yaml"), List.of());
  }

  /** Runs a scenario with one of its kernels. */
  public static RunOutcome run(
      final LoadedScenario loaded, final KernelSpec kernel, final RunObserver... observers) {
    return new ScenarioRun(loaded, kernel, loaded.scenario().seed(), List.of(observers)).execute();
  }

  /** Runs a scenario with its first kernel. */
  public static RunOutcome run(final LoadedScenario loaded, final RunObserver... observers) {
    return run(loaded, loaded.scenario().kernels().get(0), observers);
  }

  /** What did not hold, one line each. */
  public static List<String> failures(final RunOutcome outcome) {
    return outcome.checks().stream().filter(check -> !check.passed()).map(Library::line).toList();
  }

  private static String line(final CheckResult check) {
    return check.kind()
        + " "
        + check.text()
        + ": expected "
        + check.expected()
        + ", seen "
        + check.seen()
        + " at "
        + check.where();
  }
}
