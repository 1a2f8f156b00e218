package netmemsim.scenarios.language;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Takes a NIC away (unregister_netdevice), as unbinding or unloading its driver does.
 *
 * @param dev NIC of the host
 */
public record Unregister(@JsonPropertyDescription("NIC of the host") String dev)
    implements Operation {}
