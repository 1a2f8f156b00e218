package netmemsim.models.nic;

/** A step of a queue restart that a scenario can make fail. */
public enum RestartStep {
  /** ndo_queue_mem_alloc of the new memory. */
  MEM_ALLOC("mem-alloc"),
  /** ndo_queue_stop of the old queue. */
  STOP("stop"),
  /** ndo_queue_start with the new memory. */
  START("start"),
  /** ndo_queue_start with the old memory, after the start with the new one failed. */
  RESTART_OLD("restart-old"),
  /** A reset of the whole device, by a user or by the driver after a failure. */
  RESET("reset");

  private final String yamlName;

  RestartStep(final String yamlName) {
    this.yamlName = yamlName;
  }

  /** Its name in scenarios. */
  public String yamlName() {
    return yamlName;
  }
}
