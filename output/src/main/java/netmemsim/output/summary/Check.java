package netmemsim.output.summary;

/**
 * One expectation with its outcome.
 *
 * @param kind what was checked: {@code metric}, {@code event}, {@code invariant}, {@code errno},
 *     ...
 * @param text the expectation in the scenario's words
 * @param passed whether it held
 * @param expected what had to be seen
 * @param seen what was seen
 * @param where where it is written, {@code file:line:column}; empty when nowhere
 */
public record Check(
    String kind, String text, boolean passed, String expected, String seen, String where) {}
