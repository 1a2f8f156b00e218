package netmemsim.output.summary;

import java.util.List;
import java.util.Locale;

/** How a run ended. */
public enum Verdict {
  /** Every check held. */
  PASSED,
  /** A check did not hold. */
  FAILED;

  /** The verdict that follows from the checks. */
  public static Verdict of(final List<Check> checks) {
    return checks.stream().allMatch(Check::passed) ? PASSED : FAILED;
  }

  /** In lower case, as it is written in files. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
