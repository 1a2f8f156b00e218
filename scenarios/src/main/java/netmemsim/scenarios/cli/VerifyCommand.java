package netmemsim.scenarios.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import netmemsim.scenarios.language.KernelSpec;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.ScenarioLoader;
import netmemsim.scenarios.run.RunOutcome;
import netmemsim.scenarios.run.ScenarioRun;
import netmemsim.scenarios.yaml.ScenarioException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netmemsim verify PATH...}: runs every scenario under the paths, on all cores. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Run all scenarios under the given files and folders, on all cores.",
      "A scenario of several kernels is run with each. Files whose name begins with _ are parts",
      "that others extend; they are left out."
    })
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Scenario files or folders.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--ktap", description = "Print KTAP, for pasting into a mail.")
  private boolean ktap;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "Runs at a time; the number of cores if absent.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws Exception {
    if (jobs < 1) {
      throw new BadInputException("--jobs: expected a number greater than 0");
    }
    final List<Case> cases = cases();
    final PrintWriter out = spec.commandLine().getOut();
    final List<CaseResult> results = run(cases);
    out.print(
        ktap ? VerifyReport.ktap(results) : VerifyReport.table(results, Terminal.wantsColour()));
    final long failed = results.stream().filter(result -> !result.passed()).count();
    out.println((ktap ? "# " : "") + (results.size() - failed) + " passed, " + failed + " failed");
    out.flush();
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  /** One scenario with one of its kernels. */
  private record Case(LoadedScenario loaded, KernelSpec kernel) {}

  /** Loads everything first: bad input is reported before anything runs. */
  private List<Case> cases() throws IOException {
    final ScenarioLoader loader = new ScenarioLoader();
    final List<Case> cases = new ArrayList<>();
    for (final Path file : files()) {
      final LoadedScenario loaded = loader.load(file, List.of());
      for (final KernelSpec kernel : loaded.scenario().kernels()) {
        cases.add(new Case(loaded, kernel));
      }
    }
    if (cases.isEmpty()) {
      throw new BadInputException(
          "there is no scenario under "
              + paths.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }
    return cases;
  }

  private List<Path> files() throws IOException {
    final List<Path> files = new ArrayList<>();
    for (final Path path : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> found = Files.walk(path)) {
          found.filter(VerifyCommand::isScenario).sorted().forEach(files::add);
        }
      } else {
        files.add(path);
      }
    }
    return files;
  }

  private static boolean isScenario(final Path path) {
    final String name = String.valueOf(path.getFileName());
    return Files.isRegularFile(path) && name.endsWith(".yaml") && !name.startsWith("_");
  }

  private List<CaseResult> run(final List<Case> cases) throws InterruptedException {
    final PrintWriter err = spec.commandLine().getErr();
    final boolean progress = Terminal.isTerminal();
    final ExecutorService executor = Executors.newFixedThreadPool(jobs);
    try {
      final List<Future<RunOutcome>> futures = new ArrayList<>();
      for (final Case one : cases) {
        futures.add(
            executor.submit(
                new ScenarioRun(one.loaded, one.kernel, one.loaded.scenario().seed(), List.of())
                    ::execute));
      }
      final List<CaseResult> results = new ArrayList<>();
      for (int i = 0; i < cases.size(); i++) {
        if (progress) {
          err.print("\r" + i + "/" + cases.size() + " done");
          err.flush();
        }
        results.add(result(cases.get(i), futures.get(i)));
      }
      if (progress) {
        err.print("\r\u001b[K");
        err.flush();
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }

  private static CaseResult result(final Case one, final Future<RunOutcome> future)
      throws InterruptedException {
    try {
      return CaseResult.of(future.get());
    } catch (ExecutionException e) {
      final Throwable cause = e.getCause();
      if (cause instanceof ScenarioException bad) {
        throw bad;
      }
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(one.loaded.file() + ": " + cause, e);
    }
  }
}
