package netmemsim.models.kernel;

import org.jspecify.annotations.Nullable;

/**
 * One difference between kernel versions: a name, what it switches, and where that is known from.
 * Each area of the kernel has an enum of its own; {@link SwitchArea} lists them. The models ask
 * {@link KernelProfile#has} in one place for each.
 */
public sealed interface KernelSwitch
    permits BindingSwitch,
        ControlSwitch,
        DriverSwitch,
        PagePoolSwitch,
        QueueSwitch,
        ReceiveSwitch,
        SkbSwitch,
        TcpSwitch {

  /** What it means. */
  Difference difference();

  /** The area it belongs to. */
  SwitchArea area();

  /** Its name in scenarios. */
  default String yamlName() {
    return difference().yamlName();
  }

  /** What is so when it is on, and what otherwise. */
  default String help() {
    return difference().help();
  }

  /** Where that is known from. */
  default String source() {
    return difference().source();
  }

  /**
   * Finds a switch of any area.
   *
   * @param yamlName its name in scenarios
   * @return the switch, or null
   */
  static @Nullable KernelSwitch named(final String yamlName) {
    for (final KernelSwitch each : SwitchArea.allSwitches()) {
      if (each.yamlName().equals(yamlName)) {
        return each;
      }
    }
    return null;
  }
}
