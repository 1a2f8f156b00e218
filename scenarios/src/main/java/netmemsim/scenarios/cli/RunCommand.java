package netmemsim.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import netmemsim.output.capture.CaptureRecorder;
import netmemsim.output.run.RunFolder;
import netmemsim.output.summary.RunSummary;
import netmemsim.scenarios.language.KernelSpec;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.ScenarioWriter;
import netmemsim.scenarios.run.RunOutcome;
import netmemsim.scenarios.run.ScenarioRun;
import netmemsim.scenarios.units.Quantities;
import netmemsim.scenarios.units.QuantityException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code netmemsim run FILE}: runs a scenario once and says what came of it. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Run a scenario and check what it expects.")
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ScenarioArguments scenario;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of all random numbers; overrides the scenario's.")
  private @Nullable Long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {
        "Leave a folder behind: summary, counters, series.csv, events.csv,",
        "fingerprint.json and the resolved scenario. It must not exist."
      })
  private @Nullable Path out;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "Time between samples in series.csv; 200 samples if absent.")
  private @Nullable String interval;

  @Option(
      names = "--pcap",
      description = {
        "Capture at every NIC, as tcpdump -i does: HOST.NIC.pcapng in the folder",
        "of --out."
      })
  private boolean pcap;

  @Option(
      names = "--snaplen",
      paramLabel = "SIZE",
      description = "The most of each frame that --pcap keeps; all of it if absent.")
  private @Nullable String snaplen;

  @Option(
      names = "--check",
      description = "Check every invariant after every event, and name the event that broke one.")
  private boolean check;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Option(
      names = "--counters",
      description = "Print every counter that is not 0, by the kernel's names.")
  private boolean counters;

  @Option(
      names = "--operations",
      description = "Print every operation with its answer, as a terminal shows them.")
  private boolean operations;

  @Option(
      names = "--resolved",
      description = "Print the scenario with every default filled in, and do not run it.")
  private boolean resolved;

  @Override
  public Integer call() throws Exception {
    if (interval != null && out == null) {
      throw new BadInputException("--interval: needs --out, which is what it is for");
    }
    if (pcap && out == null) {
      throw new BadInputException("--pcap: needs --out, where the captures go");
    }
    if (snaplen != null && !pcap) {
      throw new BadInputException("--snaplen: needs --pcap, which is what it is for");
    }
    final PrintWriter print = spec.commandLine().getOut();
    final LoadedScenario loaded = scenario.load();
    final KernelSpec kernel = loaded.scenario().kernels().get(0);
    final long usedSeed = seed == null ? loaded.scenario().seed() : seed;
    if (resolved) {
      print.print(new ScenarioWriter().write(Resolved.of(loaded, kernel, usedSeed)));
      print.flush();
      return ExitCode.OK;
    }
    final RunOutcome outcome =
        out == null
            ? new ScenarioRun(loaded, kernel, usedSeed, List.of()).check(check).execute()
            : runInto(out, loaded, kernel, usedSeed);
    final RunSummary summary = Summaries.of(outcome);
    if (json) {
      print.println(summary.json().stripTrailing());
    } else {
      print.print(summary.text(Terminal.wantsColour()));
      if (operations) {
        print.print(outcome.operations().transcript());
      }
      if (counters) {
        print.print(netmemsim.output.summary.Counters.of(outcome.tree()).text());
      }
    }
    print.flush();
    return outcome.passed() ? ExitCode.OK : ExitCode.FAILED;
  }

  private RunOutcome runInto(
      final Path target, final LoadedScenario loaded, final KernelSpec kernel, final long usedSeed)
      throws Exception {
    final long intervalPs = intervalPs(loaded);
    try (RunFolder folder = RunFolder.create(target);
        Recorders recorders = new Recorders(folder, intervalPs, snapBytes())) {
      final RunOutcome outcome =
          new ScenarioRun(loaded, kernel, usedSeed, List.of(recorders)).check(check).execute();
      recorders.finish(outcome, Resolved.of(loaded, kernel, usedSeed));
      folder.commit();
      return outcome;
    }
  }

  private int snapBytes() {
    if (!pcap) {
      return Recorders.NO_CAPTURE;
    }
    if (snaplen == null) {
      return CaptureRecorder.DEFAULT_SNAP_BYTES;
    }
    try {
      final long parsed = Quantities.sizeBytes(snaplen);
      if (parsed < 1 || parsed > CaptureRecorder.DEFAULT_SNAP_BYTES) {
        throw new BadInputException(
            "--snaplen: expected 1B to " + CaptureRecorder.DEFAULT_SNAP_BYTES + "B");
      }
      return (int) parsed;
    } catch (QuantityException e) {
      throw new BadInputException("--snaplen: " + e.getMessage());
    }
  }

  private long intervalPs(final LoadedScenario loaded) {
    if (interval == null) {
      return Math.max(1, loaded.scenario().stopPs() / 200);
    }
    try {
      final long parsed = Quantities.timePs(interval);
      if (parsed < 1) {
        throw new BadInputException("--interval: expected a time greater than 0");
      }
      return parsed;
    } catch (QuantityException e) {
      throw new BadInputException("--interval: " + e.getMessage());
    }
  }
}
