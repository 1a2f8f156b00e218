package netmemsim.scenarios.expect;

import netmemsim.scenarios.assembly.OperationLog;

/** An expectation whose run is under way. */
interface PendingCheck {
  /** Hooks itself into the models. Called when they are built, before time 0 is over. */
  void prepare();

  /** The run is over. */
  CheckResult finish(OperationLog operations);
}
