package netmemsim.scenarios.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import netmemsim.scenarios.golden.Comparison;
import netmemsim.scenarios.golden.GoldenCase;
import netmemsim.scenarios.golden.GoldenFolder;
import netmemsim.scenarios.golden.GoldenReport;
import netmemsim.scenarios.golden.GoldenWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netmemsim golden DIR [CASE...]}: holds the model against traces of a real kernel. */
@Command(
    name = "golden",
    mixinStandardHelpOptions = true,
    description = {
      "Run each case of a folder of kernel traces on the model and compare.",
      "A cell shows what the model did, a slash and the median of the kernel's runs; ! marks what",
      "is out of tolerance. docs/golden.md describes the folder and the tolerances."
    })
final class GoldenCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "A folder with summary.json.")
  private Path folder = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "CASE",
      description = "Cases, or parts of their names; all if absent.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write the model's rows and packets, in the folder's own format.")
  private @Nullable Path out;

  @Option(
      names = "--timeline",
      description = "Print both senders side by side over time, for each case.")
  private boolean timeline;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "Runs at a time; the number of cores if absent.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (jobs < 1) {
      throw new BadInputException("--jobs: expected a number greater than 0");
    }
    final GoldenFolder read = GoldenFolder.read(folder, names);
    final List<Comparison> results = run(read);
    final PrintWriter answers = spec.commandLine().getOut();
    if (out != null) {
      GoldenWriter.write(out, results);
    }
    if (timeline) {
      for (int i = 0; i < results.size(); i++) {
        answers.print(GoldenReport.sideBySide(read.cases().get(i), results.get(i)));
      }
    }
    answers.print(GoldenReport.table(results, Terminal.wantsColour()));
    final long failed = results.stream().filter(result -> !result.passed()).count();
    answers.println((results.size() - failed) + " passed, " + failed + " failed");
    answers.flush();
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private List<Comparison> run(final GoldenFolder read) throws InterruptedException {
    final ExecutorService executor = Executors.newFixedThreadPool(jobs);
    try {
      final List<Future<Comparison>> futures = new ArrayList<>();
      for (final GoldenCase one : read.cases()) {
        futures.add(executor.submit(() -> Comparison.of(one, read)));
      }
      final List<Comparison> results = new ArrayList<>();
      for (final Future<Comparison> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }
}
