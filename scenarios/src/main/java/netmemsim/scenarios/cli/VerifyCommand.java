package netmemsim.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import netmemsim.models.kernel.KernelSwitch;
import netmemsim.scenarios.run.ScenarioRun;
import netmemsim.scenarios.run.SwitchFlip;
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
      names = "--check",
      description = "Check every invariant after every event, and name the event that broke one.")
  private boolean check;

  @Option(
      names = "--switches",
      description = {
        "Run each scenario again for each kernel switch that it asked for, with the switch",
        "the other way round, and list the switches that no scenario notices."
      })
  private boolean switches;

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
    if (ktap && switches) {
      throw new BadInputException("--ktap: says nothing of --switches; give one of them");
    }
    final List<Cases.Case> cases = Cases.under(paths);
    final PrintWriter out = spec.commandLine().getOut();
    final List<CaseResult> results = run(cases);
    out.print(
        ktap ? VerifyReport.ktap(results) : VerifyReport.table(results, Terminal.wantsColour()));
    if (!ktap) {
      out.println(VerifyReport.effort(results));
    }
    out.println((ktap ? "# " : "") + VerifyReport.totals(results));
    out.flush();
    final int exit = results.stream().mapToInt(CaseResult::exitCode).max().orElse(ExitCode.OK);
    if (!switches || exit != ExitCode.OK) {
      return exit;
    }
    final SwitchReport report = flip(cases, results);
    out.print("\n" + report.text(Terminal.wantsColour()));
    out.flush();
    return report.hasDefects() ? ExitCode.DEFECT : ExitCode.OK;
  }

  private List<CaseResult> run(final List<Cases.Case> cases) throws InterruptedException {
    final List<Callable<CaseResult>> work = new ArrayList<>();
    for (final Cases.Case one : cases) {
      work.add(() -> CaseResult.of(one, new ScenarioRun(one.loaded(), one.kernel()).check(check)));
    }
    return work().all(work);
  }

  private SwitchReport flip(final List<Cases.Case> cases, final List<CaseResult> results)
      throws InterruptedException {
    final List<SwitchFlip> flips = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      for (final KernelSwitch asked : results.get(i).askedSwitches()) {
        flips.add(SwitchFlip.of(cases.get(i).loaded(), cases.get(i).kernel(), asked));
      }
    }
    final List<Callable<SwitchFlip.Outcome>> work = new ArrayList<>();
    flips.forEach(each -> work.add(each::run));
    final List<SwitchFlip.Outcome> outcomes = work().all(work);
    final SwitchReport report = new SwitchReport();
    for (int i = 0; i < flips.size(); i++) {
      report.add(flips.get(i), outcomes.get(i));
    }
    return report;
  }

  private ParallelWork work() {
    return new ParallelWork(jobs, spec.commandLine().getErr());
  }
}
