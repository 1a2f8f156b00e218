package netmemsim.scenarios.language;

import netmemsim.scenarios.yaml.Written;

/**
 * Runs ethtool.
 *
 * @param command arguments as on the command line, without the word ethtool
 */
@Written.As(CommandForm.EthtoolForm.class)
public record Ethtool(String command) implements Operation {}
