package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Takes a hook out; its counters stay.
 *
 * @param name its name
 */
public record RemoveHook(@JsonPropertyDescription("Its name") String name) implements Operation {}
