package netmemsim.models.nic;

/** What a driver is told of while a queue of its device is restarted. */
enum RestartPhase {
  /** ndo_queue_stop begins. */
  STOPPING,
  /** ndo_queue_stop is done. */
  STOPPED,
  /** ndo_queue_stop failed. */
  STOP_FAILED,
  /** ndo_queue_start begins, with new memory or with old. */
  STARTING,
  /** ndo_queue_start is done. */
  STARTED,
  /** ndo_queue_start failed. */
  START_FAILED
}
