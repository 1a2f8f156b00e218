package netmemsim.scenarios.packetdrill.language;

/**
 * A line of a script.
 *
 * @param line its number, counted from 1
 * @param time when
 * @param action what
 */
public record ScriptEvent(int line, EventTime time, Action action) {}
