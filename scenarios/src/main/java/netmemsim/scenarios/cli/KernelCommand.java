package netmemsim.scenarios.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.KernelSwitch;
import netmemsim.models.kernel.SwitchArea;
import netmemsim.output.summary.Cell;
import netmemsim.output.summary.Colour;
import netmemsim.output.summary.Table;
import netmemsim.scenarios.units.NearestName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netmemsim kernel [NAME] [--diff A B]}: what kernels do where they differ. */
@Command(
    name = "kernel",
    mixinStandardHelpOptions = true,
    description = {
      "List the kernel profiles and their switches, explain one of either, or say",
      "what differs between two profiles."
    })
final class KernelCommand implements Callable<Integer> {
  private static final int WIDTH = 100;
  private static final String INDENT = "    ";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "A profile, a switch or an area; all if absent.")
  private @Nullable String name;

  @Option(
      names = "--diff",
      arity = "2",
      paramLabel = "PROFILE",
      description = "The switches that differ between two profiles.")
  private List<String> diff = new ArrayList<>();

  @Override
  public Integer call() {
    final PrintWriter out = spec.commandLine().getOut();
    if (!diff.isEmpty()) {
      if (name != null) {
        throw new BadInputException("--diff: takes two profiles and no other name");
      }
      out.print(difference(profile(diff.get(0)), profile(diff.get(1))));
    } else if (name == null) {
      out.print(overview());
    } else {
      out.print(explained(name));
    }
    out.flush();
    return ExitCode.OK;
  }

  private static String overview() {
    final boolean colour = Terminal.wantsColour();
    final Table profiles = new Table("profile", "what it brought");
    for (final KernelProfile each : KernelProfile.ALL) {
      profiles.row(Cell.of(each.name()), Cell.of(each.release().help()));
    }
    final List<String> headers = new ArrayList<>(List.of("area", "switch"));
    KernelProfile.ALL.forEach(each -> headers.add(each.name()));
    final Table switches = new Table(headers.toArray(String[]::new));
    for (final KernelSwitch each : SwitchArea.allSwitches()) {
      final List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(areaName(each.area())));
      cells.add(Cell.of(each.yamlName()));
      KernelProfile.ALL.forEach(profile -> cells.add(state(profile.has(each))));
      switches.row(cells);
    }
    return profiles.text(colour)
        + "\n"
        + switches.text(colour)
        + "\nnetmemsim kernel NAME explains a profile, a switch or an area.\n";
  }

  private static Cell state(final boolean on) {
    return on ? Cell.of("on").in(Colour.GREEN) : Cell.of("-");
  }

  private static String explained(final String name) {
    final KernelProfile profile = KernelProfile.named(name);
    if (profile != null) {
      final List<KernelSwitch> on = new ArrayList<>(SwitchArea.allSwitches());
      on.removeIf(each -> !profile.has(each));
      return profile.name() + ": " + profile.release().help() + "\n\n" + details(on);
    }
    final KernelSwitch one = KernelSwitch.named(name);
    if (one != null) {
      return details(List.of(one));
    }
    for (final SwitchArea area : SwitchArea.values()) {
      if (areaName(area).equals(name)) {
        return details(area.switches());
      }
    }
    throw unknown("kernel profile, switch or area", name, allNames());
  }

  private static String difference(final KernelProfile a, final KernelProfile b) {
    final List<KernelSwitch> differing = new ArrayList<>(SwitchArea.allSwitches());
    differing.removeIf(each -> a.has(each) == b.has(each));
    if (differing.isEmpty()) {
      return a.name() + " and " + b.name() + " do the same in everything that is modelled\n";
    }
    final Table table = new Table("switch", a.name(), b.name());
    for (final KernelSwitch each : differing) {
      table.row(Cell.of(each.yamlName()), state(a.has(each)), state(b.has(each)));
    }
    return table.text(Terminal.wantsColour()) + "\n" + details(differing);
  }

  private static String details(final List<KernelSwitch> switches) {
    final StringBuilder text = new StringBuilder();
    for (final KernelSwitch each : switches) {
      text.append(each.yamlName()).append(" (").append(each.difference().era()).append(")\n");
      wrap(text, each.help());
      wrap(text, "Source: " + each.source());
    }
    return text.toString();
  }

  private static void wrap(final StringBuilder text, final String words) {
    int column = INDENT.length();
    text.append(INDENT);
    for (final String word : words.split(" ", -1)) {
      final boolean first = column == INDENT.length();
      if (!first && column + 1 + word.length() > WIDTH) {
        text.append('\n').append(INDENT);
        column = INDENT.length();
      } else if (!first) {
        text.append(' ');
        column++;
      }
      text.append(word);
      column += word.length();
    }
    text.append('\n');
  }

  /** Each switch with its meaning, for {@code list kernels}. */
  static Table table(final List<KernelSwitch> switches) {
    final Table table = new Table("switch", "on in", "on means", "source");
    for (final KernelSwitch each : switches) {
      table.row(
          Cell.of(each.yamlName()),
          Cell.of(each.difference().era()),
          Cell.of(each.help()),
          Cell.of(each.source()));
    }
    return table;
  }

  private static KernelProfile profile(final String name) {
    final KernelProfile found = KernelProfile.named(name);
    if (found == null) {
      throw unknown(
          "kernel profile", name, KernelProfile.ALL.stream().map(KernelProfile::name).toList());
    }
    return found;
  }

  private static BadInputException unknown(
      final String what, final String name, final List<String> known) {
    return new BadInputException(
        "unknown " + what + " '" + name + "'" + NearestName.hint(name, known));
  }

  private static List<String> allNames() {
    final List<String> names = new ArrayList<>();
    KernelProfile.ALL.forEach(each -> names.add(each.name()));
    SwitchArea.allSwitches().forEach(each -> names.add(each.yamlName()));
    for (final SwitchArea area : SwitchArea.values()) {
      names.add(areaName(area));
    }
    return names;
  }

  private static String areaName(final SwitchArea area) {
    return area.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
