package netmemsim.scenarios.language;

import netmemsim.scenarios.yaml.Written;

/**
 * Runs ip.
 *
 * @param command arguments as on the command line, without the word ip, such as {@code link set
 *     eth1 down}
 */
@Written.As(CommandForm.IpForm.class)
public record Ip(String command) implements Operation {}
