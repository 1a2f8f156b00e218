package netmemsim.scenarios.packetdrill.language;

/**
 * Code between {@code %{} and {@code }%}.
 *
 * @param text Python, without blanks at both ends
 */
public record PythonCode(String text) implements Action {}
