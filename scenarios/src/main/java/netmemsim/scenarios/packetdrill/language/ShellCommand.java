package netmemsim.scenarios.packetdrill.language;

/**
 * A command in back quotes.
 *
 * @param text what a shell is to run
 */
public record ShellCommand(String text) implements Action {}
