package netmemsim.scenarios.expect;

/**
 * One thing that was checked.
 *
 * @param kind metric, event, operation, order or invariant
 * @param text what was checked, in one line
 * @param passed whether it was so
 * @param expected what was expected
 * @param seen what was seen
 * @param where where to look: a place in the scenario, and the entity
 */
public record CheckResult(
    String kind, String text, boolean passed, String expected, String seen, String where) {}
