package netmemsim.scenarios.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netmemsim.models.kernel.KernelProfile;
import netmemsim.models.kernel.KernelSwitch;
import netmemsim.scenarios.assembly.Assembly;
import netmemsim.scenarios.language.KernelSpec;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.yaml.ScenarioException;

/**
 * One scenario under one kernel with one switch the other way round: a scenario that depends on
 * what the switch does must fail then. What is expected stays that of the kernel as written.
 *
 * @param loaded the scenario
 * @param kernel the kernel as written
 * @param flipped the switch
 * @param wasOn what it is in that kernel
 */
public record SwitchFlip(
    LoadedScenario loaded, KernelSpec kernel, KernelSwitch flipped, boolean wasOn) {

  /**
   * The flip of a switch.
   *
   * @param loaded the scenario
   * @param kernel one of its kernels
   * @param which the switch to turn round
   * @return the run to do
   */
  public static SwitchFlip of(
      final LoadedScenario loaded, final KernelSpec kernel, final KernelSwitch which) {
    final KernelProfile profile = Assembly.kernel(loaded, kernel);
    return new SwitchFlip(loaded, kernel, which, profile.has(which));
  }

  /** What became of a scenario whose kernel was changed under it. */
  public enum Outcome {
    /** An expectation failed, or an operation that must succeed did not: the switch matters. */
    NOTICED,
    /** All is as before. */
    UNNOTICED,
    /** A model broke: a defect of the program. */
    DEFECT
  }

  /** Runs it. */
  public Outcome run() {
    final Map<String, String> switches = new LinkedHashMap<>(kernel.switches());
    switches.put(flipped.yamlName(), wasOn ? "off" : "on");
    final KernelSpec changed = new KernelSpec(kernel.profile(), kernel.name(), switches);
    try {
      final RunOutcome outcome =
          new ScenarioRun(loaded, changed, loaded.scenario().seed(), List.of())
              .judgedAs(kernel)
              .execute();
      return outcome.passed() ? Outcome.UNNOTICED : Outcome.NOTICED;
    } catch (ScenarioException e) {
      return Outcome.NOTICED;
    } catch (RunFailedException e) {
      return Outcome.DEFECT;
    }
  }
}
