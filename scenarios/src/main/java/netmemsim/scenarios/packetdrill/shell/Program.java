package netmemsim.scenarios.packetdrill.shell;

import java.util.List;

/** A program of the shell. */
@FunctionalInterface
interface Program {
  /**
   * Runs it.
   *
   * @param arguments the words behind its name
   * @param input what is piped into it
   * @return what it leaves
   */
  Output run(List<String> arguments, String input);
}
