package netmemsim.scenarios.profile;

import netmemsim.models.host.CostTable;

/**
 * A host profile, ready for use.
 *
 * @param name its name
 * @param title what it stands for
 * @param cores number of cores
 * @param hz the kernel's CONFIG_HZ
 * @param costs how long work takes on a core
 */
public record HostProfile(String name, String title, int cores, int hz, CostTable costs) {}
