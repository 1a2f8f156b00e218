package netmemsim.output.summary;

import java.util.List;
import java.util.Locale;
import netmemsim.core.time.Picoseconds;
import netmemsim.output.file.JsonText;
import tools.jackson.core.JsonGenerator;

/**
 * What a run was, what came of it and what it cost. Everything but {@code cpuNs} is the same in
 * every run of the same scenario, seed and version.
 *
 * @param scenario the scenario's id, such as {@code devmem/token-exhaustion}
 * @param title its title
 * @param kernel the kernel profile
 * @param seed the seed
 * @param version the version of NetmemSim
 * @param simulatedPs simulated time in picoseconds
 * @param cpuNs CPU time that the run took, in nanoseconds
 * @param events events fired
 * @param packets packets that crossed a link
 * @param fingerprint the fingerprint in one word
 * @param verdict how it ended
 * @param checks the expectations, in the scenario's order
 */
public record RunSummary(
    String scenario,
    String title,
    String kernel,
    long seed,
    String version,
    long simulatedPs,
    long cpuNs,
    long events,
    long packets,
    String fingerprint,
    Verdict verdict,
    List<Check> checks) {
  private static final double NS_PER_S = 1e9;

  /** Keeps verdict and checks together. */
  public RunSummary {
    checks = List.copyOf(checks);
    if (verdict == Verdict.PASSED && Verdict.of(checks) == Verdict.FAILED) {
      throw new IllegalArgumentException(scenario + " has a failed check and cannot have passed");
    }
  }

  /**
   * For people: what it was, a line for each check with what was seen, the details of those that
   * failed, the verdict, and {@link #costLine()} as the last line.
   *
   * @param colour whether to colour it: for a terminal only
   */
  public String text(final boolean colour) {
    final StringBuilder text = new StringBuilder();
    text.append(Colour.BOLD.paint(scenario, colour))
        .append(": ")
        .append(OneLine.of(title))
        .append('\n');
    text.append("kernel ").append(kernel);
    text.append(", seed ").append(seed);
    text.append(", netmemsim ").append(version).append('\n');
    for (final Check check : checks) {
      appendCheck(text, check, colour);
    }
    appendVerdict(text, colour);
    return text.append(costLine()).append('\n').toString();
  }

  private static void appendCheck(
      final StringBuilder text, final Check check, final boolean colour) {
    text.append("  ");
    text.append(
        check.passed()
            ? Colour.GREEN.paint("ok", colour) + "    "
            : Colour.RED.paint("FAILED", colour));
    text.append("  ").append(check.kind()).append("  ").append(OneLine.of(check.text()));
    if (check.passed() && !check.seen().isEmpty()) {
      text.append(": ").append(OneLine.of(check.seen()));
    }
    text.append('\n');
    if (!check.passed()) {
      appendDetail(text, "expected", check.expected());
      appendDetail(text, "seen", check.seen());
      appendDetail(text, "at", check.where());
    }
  }

  private static void appendDetail(
      final StringBuilder text, final String name, final String detail) {
    if (!detail.isEmpty()) {
      text.append("          ").append(name).append(": ").append(OneLine.of(detail)).append('\n');
    }
  }

  private void appendVerdict(final StringBuilder text, final boolean colour) {
    final Colour paint = verdict == Verdict.PASSED ? Colour.GREEN : Colour.RED;
    text.append(paint.paint(verdict.text(), colour));
    if (!checks.isEmpty()) {
      final long held = checks.stream().filter(Check::passed).count();
      text.append(": ").append(held).append(" of ").append(checks.size()).append(" checks held");
    }
    text.append('\n');
  }

  /**
   * What it cost, in one line: simulated time, CPU time, their ratio (CPU seconds for each
   * simulated second), packets, events and the fingerprint.
   */
  public String costLine() {
    final double cpuS = cpuNs / NS_PER_S;
    final double simulatedS = simulatedPs / (double) Picoseconds.PER_S;
    final String ratio =
        simulatedPs == 0 ? "-" : String.format(Locale.ROOT, "%.2f", cpuS / simulatedS);
    return String.format(
        Locale.ROOT,
        "simulated %s, cpu %.3f s, ratio %s, packets %d, events %d, fingerprint %s",
        Picoseconds.format(simulatedPs),
        cpuS,
        ratio,
        packets,
        events,
        fingerprint);
  }

  /** For programs, as a document of its own. */
  public String json() {
    return JsonText.render(this::writeTo);
  }

  /**
   * For programs, as a value in a larger document. What differs from run to run stands last, in
   * {@code cost}.
   */
  public void writeTo(final JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("scenario", scenario);
    json.writeStringProperty("title", title);
    json.writeStringProperty("kernel", kernel);
    json.writeNumberProperty("seed", seed);
    json.writeStringProperty("version", version);
    json.writeStringProperty("verdict", verdict.text());
    json.writeNumberProperty("simulatedPs", simulatedPs);
    json.writeNumberProperty("events", events);
    json.writeNumberProperty("packets", packets);
    json.writeStringProperty("fingerprint", fingerprint);
    json.writeArrayPropertyStart("checks");
    for (final Check check : checks) {
      json.writeStartObject();
      json.writeStringProperty("kind", check.kind());
      json.writeStringProperty("text", check.text());
      json.writeBooleanProperty("passed", check.passed());
      json.writeStringProperty("expected", check.expected());
      json.writeStringProperty("seen", check.seen());
      json.writeStringProperty("where", check.where());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectPropertyStart("cost");
    json.writeNumberProperty("cpuNs", cpuNs);
    json.writeEndObject();
    json.writeEndObject();
  }
}
