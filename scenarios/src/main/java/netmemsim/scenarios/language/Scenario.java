package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import netmemsim.scenarios.yaml.Written;

/**
 * A whole scenario, with every default of the language filled in. Values that depend on a hardware
 * or kernel profile and were not written are null and chosen in assembly.
 *
 * @param id name of the scenario; in the library also its path
 * @param title what the scenario shows, in one sentence
 * @param source where the behaviour is described or was reported: document, kernel file and
 *     version, or thread
 * @param confidence how sure it is that a real system behaves so
 * @param kernels kernel profile, or several
 * @param decidedBy kernel switches that it must notice
 * @param seed seed of all random numbers
 * @param stopPs when the run ends, in picoseconds
 * @param hosts hosts by name
 * @param switches switches by name
 * @param links links between NICs and switch ports
 * @param setup operations done in order before time 0
 * @param apps applications
 * @param timeline operations done at given times
 * @param expect what must be true of the run
 */
@Written.DocumentKeys(
    handled = {"extends"},
    ignoredPrefix = "x-")
public record Scenario(
    @JsonPropertyDescription("Name of the scenario; in the library also its path")
        @JsonProperty("scenario")
        @Written.As(TextForm.Id.class)
        String id,
    @JsonPropertyDescription("What the scenario shows, in one sentence") String title,
    @JsonPropertyDescription(
            "Where the behaviour is described or was reported: document, kernel file and version, or thread")
        @Written.OneOrMany
        @Written.Count(min = 1)
        List<String> source,
    @JsonPropertyDescription("How sure it is that a real system behaves so")
        @Written.Default("documented")
        Confidence confidence,
    @JsonPropertyDescription("Kernel profile, or several. verify runs each, run the first")
        @JsonProperty("kernel")
        @Written.OneOrMany
        @Written.Count(min = 1)
        @Written.Default("v6.12")
        List<KernelSpec> kernels,
    @JsonPropertyDescription(
            "Kernel switches that decide its outcome: it must fail when one is turned round")
        @Written.OneOrMany
        @Written.Default("[]")
        List<String> decidedBy,
    @JsonPropertyDescription("Seed of all random numbers") @Written.Default("1") long seed,
    @JsonPropertyDescription("When the run ends")
        @JsonProperty("stop")
        @Written.As(QuantityForm.PositiveTime.class)
        long stopPs,
    @JsonPropertyDescription("Hosts by name")
        @Written.Count(min = 1)
        @Written.KeysAre(TextForm.Name.class)
        Map<String, HostSpec> hosts,
    @JsonPropertyDescription("Switches by name")
        @Written.Default("{}")
        @Written.KeysAre(TextForm.Name.class)
        Map<String, SwitchSpec> switches,
    @JsonPropertyDescription("Links between NICs and switch ports") @Written.Default("[]")
        List<LinkSpec> links,
    @JsonPropertyDescription(
            "Operations done in order before time 0. Each must succeed unless it names an errno")
        @Written.Default("[]")
        List<SetupStep> setup,
    @JsonPropertyDescription("Applications") @Written.Default("[]") List<AppSpec> apps,
    @JsonPropertyDescription("Operations done at given times") @Written.Default("[]")
        List<TimelineStep> timeline,
    @JsonPropertyDescription("What must be true of the run") @Written.Default("[]")
        List<Expectation> expect) {
  /** Keeps its own copies, in the order of the file. */
  public Scenario {
    source = List.copyOf(source);
    kernels = List.copyOf(kernels);
    decidedBy = List.copyOf(decidedBy);
    hosts = Ordered.copy(hosts);
    switches = Ordered.copy(switches);
    links = List.copyOf(links);
    setup = List.copyOf(setup);
    apps = List.copyOf(apps);
    timeline = List.copyOf(timeline);
    expect = List.copyOf(expect);
  }

  /** How sure it is that a real system behaves as the scenario expects. */
  public enum Confidence {
    /** Seen on a real system. */
    MEASURED,
    /** Stated by a document or by the source. */
    DOCUMENTED,
    /** Follows from what is documented. */
    INFERRED
  }

  /**
   * The same scenario with other hosts, for assembly to fill in what profiles decide.
   *
   * @param otherHosts by name
   * @return a new scenario
   */
  public Scenario withHosts(Map<String, HostSpec> otherHosts) {
    return new Scenario(
        id,
        title,
        source,
        confidence,
        kernels,
        decidedBy,
        seed,
        stopPs,
        otherHosts,
        switches,
        links,
        setup,
        apps,
        timeline,
        expect);
  }

  /**
   * The same scenario with another seed.
   *
   * @param otherSeed the seed
   * @return a new scenario
   */
  public Scenario withSeed(long otherSeed) {
    return new Scenario(
        id,
        title,
        source,
        confidence,
        kernels,
        decidedBy,
        otherSeed,
        stopPs,
        hosts,
        switches,
        links,
        setup,
        apps,
        timeline,
        expect);
  }

  /**
   * The same scenario for one kernel only.
   *
   * @param kernel the kernel
   * @param expectations those that hold for it
   * @return a new scenario
   */
  public Scenario withKernel(KernelSpec kernel, List<Expectation> expectations) {
    return new Scenario(
        id,
        title,
        source,
        confidence,
        List.of(kernel),
        decidedBy,
        seed,
        stopPs,
        hosts,
        switches,
        links,
        setup,
        apps,
        timeline,
        expectations);
  }
}
