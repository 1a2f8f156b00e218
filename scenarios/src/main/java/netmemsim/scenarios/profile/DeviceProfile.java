package netmemsim.scenarios.profile;

import netmemsim.models.netmem.DmabufExporter;

/**
 * A device profile, ready for use.
 *
 * @param name its name
 * @param title what it stands for
 * @param kind how it lays out what it exports
 * @param memoryBytes how much it can export
 */
public record DeviceProfile(
    String name, String title, DmabufExporter.Kind kind, long memoryBytes) {}
