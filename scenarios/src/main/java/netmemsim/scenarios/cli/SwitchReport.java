package netmemsim.scenarios.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import netmemsim.models.kernel.KernelSwitch;
import netmemsim.models.kernel.SwitchArea;
import netmemsim.output.summary.Cell;
import netmemsim.output.summary.Colour;
import netmemsim.output.summary.Table;
import netmemsim.scenarios.run.SwitchFlip;

/** Which scenarios notice which kernel switches. */
final class SwitchReport {
  private static final String NOBODY = "nobody";

  /** Scenarios that failed when a switch was turned round, by what it was before. */
  private final Map<KernelSwitch, Set<String>> whenOn = new LinkedHashMap<>();

  private final Map<KernelSwitch, Set<String>> whenOff = new LinkedHashMap<>();
  private final Map<KernelSwitch, Integer> asked = new LinkedHashMap<>();
  private final List<String> defects = new ArrayList<>();

  /** Notes what came of a flip. */
  void add(final SwitchFlip flip, final SwitchFlip.Outcome outcome) {
    final String id = flip.loaded().scenario().id();
    asked.merge(flip.flipped(), 1, Integer::sum);
    if (outcome == SwitchFlip.Outcome.NOTICED) {
      (flip.wasOn() ? whenOn : whenOff)
          .computeIfAbsent(flip.flipped(), which -> new LinkedHashSet<>())
          .add(id);
    } else if (outcome == SwitchFlip.Outcome.DEFECT) {
      defects.add(
          id
              + " ("
              + flip.kernel().name()
              + "): a model breaks with "
              + flip.flipped().yamlName()
              + (flip.wasOn() ? " off" : " on"));
    }
  }

  /** The switches that no scenario notices from one of their sides. */
  List<KernelSwitch> unnoticed() {
    final List<KernelSwitch> list = new ArrayList<>(SwitchArea.allSwitches());
    list.removeIf(each -> whenOn.containsKey(each) && whenOff.containsKey(each));
    return list;
  }

  /** Whether a model broke. */
  boolean hasDefects() {
    return !defects.isEmpty();
  }

  /** One row for each switch, then what is missing. */
  String text(final boolean colour) {
    final Table table =
        new Table("switch", "asked in", "turned off, noticed by", "turned on, noticed by");
    for (final KernelSwitch each : SwitchArea.allSwitches()) {
      table.row(
          Cell.of(each.yamlName()),
          Cell.of(asked.getOrDefault(each, 0)),
          scenarios(whenOn.get(each)),
          scenarios(whenOff.get(each)));
    }
    final StringBuilder text = new StringBuilder(table.text(colour));
    defects.forEach(line -> text.append("\ndefect: ").append(line));
    final List<KernelSwitch> missing = unnoticed();
    text.append('\n')
        .append(SwitchArea.allSwitches().size() - missing.size())
        .append(" of ")
        .append(SwitchArea.allSwitches().size())
        .append(" switches are noticed from both sides\n");
    return text.toString();
  }

  private static Cell scenarios(final @org.jspecify.annotations.Nullable Set<String> ids) {
    return ids == null
        ? Cell.of(NOBODY).in(Colour.RED)
        : Cell.of(String.join(" ", ids)).in(Colour.GREEN);
  }
}
