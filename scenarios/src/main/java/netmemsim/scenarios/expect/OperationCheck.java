package netmemsim.scenarios.expect;

import netmemsim.scenarios.assembly.OperationLog;
import org.jspecify.annotations.Nullable;

/** What an operation answers. */
final class OperationCheck implements PendingCheck {
  private final String operation;
  private final String errno;
  private final @Nullable String extack;
  private final @Nullable Long returns;
  private final PrintedText printed;
  private final Place place;

  OperationCheck(
      final String operation,
      final String errno,
      final @Nullable String extack,
      final @Nullable Long returns,
      final PrintedText printed,
      final Place place) {
    this.operation = operation;
    this.errno = errno;
    this.extack = extack;
    this.returns = returns;
    this.printed = printed;
    this.place = place;
  }

  @Override
  public void prepare() {
    // The log keeps every answer.
  }

  @Override
  public CheckResult finish(final OperationLog operations) {
    final StringBuilder expected = new StringBuilder(errno);
    if (extack != null) {
      expected.append(" \"").append(extack).append('"');
    }
    if (returns != null) {
      expected.append(" returning ").append(returns);
    }
    expected.append(printed);
    final OperationLog.Answer answer = operations.find(operation);
    if (answer == null) {
      return new CheckResult(
          "operation",
          operation + " == " + expected,
          false,
          expected.toString(),
          "no answer",
          place.mark());
    }
    final boolean passed =
        answer.result().errno().name().equals(errno)
            && (extack == null || extack.equals(answer.result().extack()))
            && (returns == null || returns == answer.result().value())
            && printed.matches(answer.result().text());
    final String seen =
        answer.result().errno().name()
            + (answer.result().extack() == null ? "" : " \"" + answer.result().extack() + "\"")
            + (answer.result().value() == 0 ? "" : " returning " + answer.result().value())
            + " at "
            + ReadableTime.of(answer.atPs())
            + printed.seen(answer.result().text());
    return new CheckResult(
        "operation",
        operation + " == " + expected,
        passed,
        expected.toString(),
        seen,
        place.mark());
  }
}
