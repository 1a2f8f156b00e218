package netmemsim.models.nic;

import java.util.List;

/**
 * The features of a driver by their names in netdev_features_strings (net/ethtool/common.c); any
 * other is off and fixed.
 *
 * @param on those that are on and may be changed ({@code hw_features})
 * @param off those that are off and may be changed
 * @param fixedOn those that are on and may not be changed
 */
public record DriverFeatures(List<String> on, List<String> off, List<String> fixedOn) {
  /** What every driver here has. */
  static final DriverFeatures COMMON =
      new DriverFeatures(
          List.of(
              "rx-checksum",
              "tx-checksum-ip-generic",
              "tx-scatter-gather",
              "tx-tcp-segmentation",
              "tx-generic-segmentation",
              "rx-gro"),
          List.of(),
          List.of());
}
