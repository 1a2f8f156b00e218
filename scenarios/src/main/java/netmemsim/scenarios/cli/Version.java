package netmemsim.scenarios.cli;

import picocli.CommandLine.IVersionProvider;

/** The program's version. */
final class Version implements IVersionProvider {
  /** As in the root pom. */
  static final String NUMBER = "0.1.0";

  @Override
  public String[] getVersion() {
    return new String[] {"netmemsim " + NUMBER + " (Java " + Runtime.version() + ")"};
  }
}
