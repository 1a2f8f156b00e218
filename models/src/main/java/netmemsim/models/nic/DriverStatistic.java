package netmemsim.models.nic;

/**
 * A counter that {@code ethtool -S} prints.
 *
 * @param name the driver's name for it
 * @param value its value
 */
public record DriverStatistic(String name, long value) {}
