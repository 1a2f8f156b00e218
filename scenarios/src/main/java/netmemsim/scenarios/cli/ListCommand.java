package netmemsim.scenarios.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import netmemsim.core.metric.Metric;
import netmemsim.core.trace.Tracepoint;
import netmemsim.models.catalogue.Catalogue;
import netmemsim.models.catalogue.EntityKind;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.SwitchArea;
import netmemsim.models.tcp.TcpSysctl;
import netmemsim.output.summary.Cell;
import netmemsim.output.summary.Table;
import netmemsim.scenarios.profile.Profiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netmemsim list [WHAT]}: prints the names that a scenario may use. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List what scenarios can name: metrics, events, invariants, kernels and so on.")
final class ListCommand implements Callable<Integer> {
  /** What can be listed. */
  enum What {
    METRICS,
    EVENTS,
    INVARIANTS,
    KERNELS,
    PROFILES,
    SYSCTLS
  }

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "WHAT",
      description = "One of ${COMPLETION-CANDIDATES}; all if absent.")
  private @Nullable What what;

  @Override
  public Integer call() {
    final PrintWriter out = spec.commandLine().getOut();
    final boolean colour = Terminal.wantsColour();
    for (final What each : What.values()) {
      if (what == null || what == each) {
        if (what == null) {
          out.println((each == What.METRICS ? "" : "\n") + each);
        }
        out.print(table(each).text(colour));
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private static Table table(final What what) {
    return switch (what) {
      case METRICS -> metrics();
      case EVENTS -> events();
      case INVARIANTS -> invariants();
      case KERNELS -> KernelCommand.table(SwitchArea.allSwitches());
      case PROFILES -> profiles();
      case SYSCTLS -> sysctls();
    };
  }

  private static Table metrics() {
    final Table table = new Table("metric", "kind", "unit", "meaning");
    for (final EntityKind kind : Catalogue.kinds()) {
      for (final Metric metric : kind.metrics()) {
        table.row(
            Cell.of(kind.path() + "/" + metric.name()),
            Cell.of(metric.kind().name().toLowerCase(java.util.Locale.ROOT)),
            Cell.of(metric.unit()),
            Cell.of(metric.help()));
      }
    }
    return table;
  }

  private static Table events() {
    final Table table = new Table("event", "fields", "when");
    for (final Tracepoint tracepoint : Catalogue.tracepoints()) {
      table.row(
          Cell.of(tracepoint.name()),
          Cell.of(String.join(" ", tracepoint.fields())),
          Cell.of(tracepoint.help()));
    }
    return table;
  }

  private static Table invariants() {
    final Table table = new Table("invariant");
    Catalogue.invariants().forEach(name -> table.row(Cell.of(name)));
    return table;
  }

  private static Table profiles() {
    final Table table = new Table("profile", "of", "stands for");
    for (final String name : Profiles.HOSTS) {
      table.row(Cell.of(name), Cell.of("host"), Cell.of(Profiles.host(name).title()));
    }
    for (final String name : Profiles.NICS) {
      table.row(Cell.of(name), Cell.of("NIC"), Cell.of("driver " + Profiles.nic(name).driver()));
    }
    for (final String name : Profiles.DEVICES) {
      table.row(Cell.of(name), Cell.of("device"), Cell.of(Profiles.device(name).title()));
    }
    return table;
  }

  private static Table sysctls() {
    final Table table = new Table("sysctl", "default", "before " + KernelProfile.V6_18.name());
    final TcpSysctl defaults = new TcpSysctl(KernelProfile.V6_18);
    final TcpSysctl older = new TcpSysctl(KernelProfile.V6_12);
    for (final String name : TcpSysctl.names()) {
      final String value = defaults.get(name);
      final String before = older.get(name);
      table.row(Cell.of(name), Cell.of(value), Cell.of(before.equals(value) ? "" : before));
    }
    return table;
  }
}
