package netmemsim.models.control;

import java.util.List;
import netmemsim.models.kernel.Result;
import netmemsim.models.nic.DriverFeatures;
import netmemsim.models.nic.NetDevice;

/**
 * {@code ethtool -k}: every feature of v6.12 in the order of their bits, the old names first.
 * Features of later kernels ({@code tx-tcp-accecn-segmentation}) are not listed.
 */
final class FeatureReport {
  private static final List<String> LINES =
      List.of(
          "rx-checksumming",
          "tx-checksumming",
          "scatter-gather",
          "tcp-segmentation-offload",
          "generic-segmentation-offload",
          "generic-receive-offload",
          "large-receive-offload",
          "rx-vlan-offload",
          "tx-vlan-offload",
          "ntuple-filters",
          "receive-hashing",
          "highdma",
          "rx-vlan-filter",
          "vlan-challenged",
          "tx-gso-robust",
          "tx-fcoe-segmentation",
          "tx-gre-segmentation",
          "tx-gre-csum-segmentation",
          "tx-ipxip4-segmentation",
          "tx-ipxip6-segmentation",
          "tx-udp_tnl-segmentation",
          "tx-udp_tnl-csum-segmentation",
          "tx-gso-partial",
          "tx-tunnel-remcsum-segmentation",
          "tx-sctp-segmentation",
          "tx-esp-segmentation",
          "tx-udp-segmentation",
          "tx-gso-list",
          "tx-nocache-copy",
          "loopback",
          "rx-fcs",
          "rx-all",
          "tx-vlan-stag-hw-insert",
          "rx-vlan-stag-hw-parse",
          "rx-vlan-stag-filter",
          "l2-fwd-offload",
          "hw-tc-offload",
          "esp-hw-offload",
          "esp-tx-csum-hw-offload",
          "rx-udp_tunnel-port-offload",
          "tls-hw-tx-offload",
          "tls-hw-rx-offload",
          "rx-gro-hw",
          "tls-hw-record",
          "rx-gro-list",
          "macsec-hw-offload",
          "rx-udp-gro-forwarding",
          "hsr-tag-ins-offload",
          "hsr-tag-rm-offload",
          "hsr-fwd-offload",
          "hsr-dup-offload");

  private final NetDevice device;
  private final DriverFeatures features;

  private FeatureReport(final NetDevice device) {
    this.device = device;
    this.features = device.driverFeatures();
  }

  static DeviceAction parse() {
    return DeviceAction.of(device -> Result.text(new FeatureReport(device).text()));
  }

  private String text() {
    final StringBuilder text = new StringBuilder("Features for " + device.name() + ":\n");
    for (final String line : LINES) {
      final List<String> group = group(line);
      if (group.isEmpty()) {
        text.append(line).append(": ").append(state(kernelName(line)));
      } else {
        text.append(line).append(": ").append(group.stream().anyMatch(this::isOn) ? "on" : "off");
        group.forEach(each -> text.append("\n\t").append(each).append(": ").append(state(each)));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** The features that a name of old stands for; it is on when one of them is. */
  private static List<String> group(final String line) {
    return switch (line) {
      case "tx-checksumming" ->
          List.of(
              "tx-checksum-ipv4",
              "tx-checksum-ip-generic",
              "tx-checksum-ipv6",
              "tx-checksum-fcoe-crc",
              "tx-checksum-sctp");
      case "scatter-gather" -> List.of("tx-scatter-gather", "tx-scatter-gather-fraglist");
      case "tcp-segmentation-offload" ->
          List.of(
              "tx-tcp-segmentation",
              "tx-tcp-ecn-segmentation",
              "tx-tcp-mangleid-segmentation",
              "tx-tcp6-segmentation");
      default -> List.of();
    };
  }

  /** The kernel's name of a feature that ethtool prints by another. */
  private static String kernelName(final String line) {
    return switch (line) {
      case "rx-checksumming" -> "rx-checksum";
      case "generic-segmentation-offload" -> "tx-generic-segmentation";
      case "generic-receive-offload" -> "rx-gro";
      case "large-receive-offload" -> "rx-lro";
      case "rx-vlan-offload" -> "rx-vlan-hw-parse";
      case "tx-vlan-offload" -> "tx-vlan-hw-insert";
      case "ntuple-filters" -> "rx-ntuple-filter";
      case "receive-hashing" -> "rx-hashing";
      default -> line;
    };
  }

  private String state(final String feature) {
    final boolean mayChange = features.on().contains(feature) || features.off().contains(feature);
    return (isOn(feature) ? "on" : "off") + (mayChange ? "" : " [fixed]");
  }

  private boolean isOn(final String feature) {
    if (features.fixedOn().contains(feature)) {
      return true;
    }
    if (!features.on().contains(feature)) {
      return false;
    }
    return switch (feature) {
      case "rx-gro" -> device.config().gro();
      case "rx-ntuple-filter" -> device.flowRules().isEnabled();
      case "tx-tcp-segmentation", "tx-tcp-ecn-segmentation", "tx-tcp6-segmentation" ->
          device.config().tso();
      default -> true;
    };
  }
}
