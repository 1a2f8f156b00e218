package netmemsim.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import netmemsim.core.fingerprint.Ladder;
import netmemsim.output.file.RunFileException;
import netmemsim.output.run.FingerprintFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netmemsim fingerprint A B}: says whether two stored runs were the same, or where not. */
@Command(
    name = "fingerprint",
    mixinStandardHelpOptions = true,
    description = {
      "Compare the fingerprints of two runs.",
      "Names the first checkpoint and entity that differ. A run is a folder of run --out or its",
      "fingerprint.json."
    })
final class FingerprintCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A", description = "A run's folder or fingerprint.json.")
  private Path one;

  @Parameters(index = "1", paramLabel = "B", description = "Another.")
  private Path other;

  @Override
  public Integer call() throws RunFileException {
    final Ladder first = read(one);
    final Ladder second = read(other);
    final String difference = first.firstDifference(second);
    final PrintWriter out = spec.commandLine().getOut();
    if (difference == null) {
      out.println("same: " + first.text());
      return ExitCode.OK;
    }
    for (int i = 0; i < first.steps().size(); i++) {
      final Ladder.Step mine = first.steps().get(i);
      final Ladder.Step theirs = second.steps().get(i);
      out.println(mine.name() + ": " + (mine.hash() == theirs.hash() ? "same" : "different"));
    }
    out.println("different: " + difference);
    return ExitCode.FAILED;
  }

  private static Ladder read(final Path path) throws RunFileException {
    return FingerprintFile.read(
        Files.isDirectory(path) ? path.resolve(FingerprintFile.NAME) : path);
  }
}
