package netmemsim.models.control;

import netmemsim.models.kernel.ControlSwitch;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.NetDevice;

/**
 * {@code ethtool -g}: ring sizes and header split. A value that the driver does not give is {@code
 * n/a}, as rings_fill_reply leaves its attribute out (net/ethtool/rings.c v6.12, v6.14).
 */
final class RingReport {
  private static final String NONE = "n/a";

  private RingReport() {}

  static DeviceAction parse() {
    return DeviceAction.of(device -> Result.text(text(device)));
  }

  private static String text(final NetDevice device) {
    final String max = String.valueOf(device.profile().maxRing());
    final boolean threshold =
        device.profile().headerSplit()
            && device.host().kernel().has(ControlSwitch.ETHTOOL_GUARDS_HEADER_SPLIT);
    final StringBuilder text = new StringBuilder("Ring parameters for " + device.name() + ":\n");
    text.append("Pre-set maximums:\n");
    sizes(text, max, max);
    text.append("TX push buff len:\t").append(NONE).append('\n');
    // The model takes any threshold.
    text.append("HDS thresh:\t\t").append(NONE).append('\n');
    text.append("Current hardware settings:\n");
    sizes(text, String.valueOf(device.config().rxRing()), String.valueOf(device.config().txRing()));
    text.append("RX Buf Len:\t\t").append(NONE).append('\n');
    text.append("CQE Size:\t\t").append(NONE).append('\n');
    text.append("TX Push:\t\toff\n");
    text.append("RX Push:\t\toff\n");
    text.append("TX push buff len:\t").append(NONE).append('\n');
    text.append("TCP data split:\t\t").append(split(device)).append('\n');
    text.append("HDS thresh:\t\t")
        .append(threshold ? String.valueOf(device.hdsThreshold()) : NONE)
        .append('\n');
    return text.toString();
  }

  private static void sizes(final StringBuilder text, final String rx, final String tx) {
    text.append("RX:\t\t\t").append(rx).append('\n');
    text.append("RX Mini:\t\t").append(NONE).append('\n');
    text.append("RX Jumbo:\t\t").append(NONE).append('\n');
    text.append("TX:\t\t\t").append(tx).append('\n');
  }

  /** gve says on or off, never auto (gve_get_ringparam). */
  private static String split(final NetDevice device) {
    if (!device.profile().headerSplit()) {
      return NONE;
    }
    return device.headerSplitOn() ? "on" : "off";
  }
}
