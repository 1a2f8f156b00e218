package netmemsim.bench.tshark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import netmemsim.core.entity.EntityTree;
import netmemsim.output.capture.CaptureRecorder;
import netmemsim.output.summary.Cell;
import netmemsim.output.summary.Table;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.ScenarioLoader;
import netmemsim.scenarios.run.RunObserver;
import netmemsim.scenarios.run.RunOutcome;
import netmemsim.scenarios.run.ScenarioRun;
import org.jspecify.annotations.Nullable;

/**
 * Runs lossy scenarios with captures, lets tshark analyse these, and holds its findings against the
 * run's counters. Prints a table; the exit code is 1 when a difference is not accounted for frame
 * by frame, 2 when something cannot be run.
 *
 * <p>{@code java -cp ... netmemsim.bench.tshark.CrossCheck CAPTURES [FILE...]}
 */
public final class CrossCheck {
  private static final int DIFFERENCES = 1;
  private static final int CANNOT_RUN = 2;

  private CrossCheck() {}

  /** Captures while a run lasts. */
  private static final class Capture implements RunObserver {
    private final Path folder;
    private @Nullable CaptureRecorder recorder;

    Capture(final Path folder) {
      this.folder = folder;
    }

    @Override
    public void onStart(final EntityTree tree) {
      recorder =
          CaptureRecorder.open(
              tree, CaptureRecorder.DEFAULT_SNAP_BYTES, "netmemsim", folder::resolve);
    }

    @Override
    public void onEnd(final EntityTree tree) {
      try {
        Objects.requireNonNull(recorder).close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Runs the check.
   *
   * @param arguments an empty folder for the captures, then scenario files; all of bench/tshark and
   *     the run with reordering if there are none
   */
  public static void main(final String[] arguments) {
    try {
      System.exit(check(Path.of(arguments[0]), List.of(arguments).subList(1, arguments.length)));
    } catch (IOException e) {
      System.err.println("cannot check: " + e.getMessage());
      System.exit(CANNOT_RUN);
    }
  }

  private static int check(final Path folder, final List<String> files) throws IOException {
    System.out.println(Tshark.version());
    final List<CheckedRun> runs = new ArrayList<>();
    for (final Path file : files.isEmpty() ? all() : files.stream().map(Path::of).toList()) {
      runs.add(run(file, folder));
    }
    if (files.isEmpty()) {
      runs.add(DisorderedRun.into(Files.createDirectory(folder.resolve("reordering-ecn"))));
    }
    final Table table = new Table("run", "measure", "counters", "ours", "tshark", "verdict", "why");
    int agree = 0;
    int explained = 0;
    int differ = 0;
    for (final CheckedRun run : runs) {
      for (final Finding finding : findings(run)) {
        agree += finding.agrees() ? 1 : 0;
        explained += !finding.agrees() && finding.holds() ? 1 : 0;
        differ += finding.holds() ? 0 : 1;
        if (finding.ours() != 0 || finding.theirs() != 0) {
          table.row(
              Cell.of(run.name()),
              Cell.of(finding.measure()),
              Cell.of(finding.counter()),
              Cell.of(finding.ours()),
              Cell.of(finding.theirs()),
              Cell.of(finding.verdict()),
              Cell.of(finding.reason().replaceAll("; $", "")));
        }
      }
    }
    System.out.print(table.text(false));
    System.out.printf(
        "%d runs, %d measures: %d agree, %d explained, %d differ (not shown: agreements on 0)%n",
        runs.size(), agree + explained + differ, agree, explained, differ);
    return differ == 0 ? 0 : DIFFERENCES;
  }

  private static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("bench", "tshark"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("[a-z].*[.]yaml"))
          .sorted()
          .toList();
    }
  }

  /** Runs a scenario with captures. */
  static CheckedRun run(final Path file, final Path folder) throws IOException {
    final LoadedScenario loaded = new ScenarioLoader().load(file, List.of());
    final String name = file.getFileName().toString().replace(".yaml", "");
    final Path captures = Files.createDirectory(folder.resolve(name));
    final RunOutcome outcome =
        new ScenarioRun(
                loaded,
                loaded.scenario().kernels().get(0),
                loaded.scenario().seed(),
                List.of(new Capture(captures)))
            .execute();
    if (!outcome.passed()) {
      throw new IOException(name + " does not do what it expects");
    }
    return new CheckedRun(
        name,
        captures.resolve("client.eth0.pcapng"),
        captures.resolve("server.eth1.pcapng"),
        CheckedRun.counters(outcome.tree()));
  }

  /** All measures of a run. */
  static List<Finding> findings(final CheckedRun run) throws IOException {
    final List<SeenFrame> sender = Tshark.analyse(run.sender());
    final List<SeenFrame> receiver = Tshark.analyse(run.receiver());
    final List<Finding> findings = new ArrayList<>(SenderFindings.of(run, sender));
    findings.addAll(ReceiverFindings.of(run, sender, receiver));
    findings.add(
        Finding.equal(
            "malformed or bad checksum",
            "(none is)",
            0,
            Stream.concat(sender.stream(), receiver.stream())
                .filter(frame -> !frame.checksumsGood())
                .count()));
    return findings;
  }
}
