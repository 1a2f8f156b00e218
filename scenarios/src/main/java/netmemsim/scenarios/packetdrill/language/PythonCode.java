package netmemsim.scenarios.packetdrill.language;

/**
 * Code between percent signs and braces.
 *
 * @param text Python, without blanks at both ends
 */
public record PythonCode(String text) implements Action {}
