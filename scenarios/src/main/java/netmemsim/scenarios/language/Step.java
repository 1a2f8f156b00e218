package netmemsim.scenarios.language;

import org.jspecify.annotations.Nullable;

/** An operation on a host, in {@code setup} or {@code timeline}. */
public sealed interface Step permits SetupStep, TimelineStep {
  /**
   * The host.
   *
   * @return name of the host it is done on
   */
  String on();

  /**
   * The name of the step.
   *
   * @return the name, or null if it has none
   */
  @Nullable String as();

  /**
   * The errno it must fail with.
   *
   * @return for example {@code EIO}, or null
   */
  @Nullable String errno();

  /**
   * What is done.
   *
   * @return the operation
   */
  Operation operation();
}
