package netmemsim.scenarios.assembly;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import netmemsim.scenarios.language.HostSpec;
import netmemsim.scenarios.language.NicSpec;
import netmemsim.scenarios.language.Scenario;

/** Gives every NIC that names no address the next free one of 10.0.0.0/24, in order of the file. */
public final class Addresses {
  private static final String NETWORK = "10.0.0.";
  private static final String PREFIX_LENGTH = "/24";

  private Addresses() {}

  /**
   * The addresses of all NICs.
   *
   * @param scenario the scenario
   * @return address with prefix length by {@code host/nic}
   */
  public static Map<String, String> of(final Scenario scenario) {
    final Set<String> taken = new LinkedHashSet<>();
    for (final HostSpec host : scenario.hosts().values()) {
      for (final NicSpec nic : host.nics().values()) {
        final String address = nic.address();
        if (address != null) {
          taken.add(bare(address));
        }
      }
    }
    final Map<String, String> addresses = new LinkedHashMap<>();
    int next = 1;
    for (final Map.Entry<String, HostSpec> host : scenario.hosts().entrySet()) {
      for (final Map.Entry<String, NicSpec> nic : host.getValue().nics().entrySet()) {
        String address = nic.getValue().address();
        if (address == null) {
          while (taken.contains(NETWORK + next)) {
            next++;
          }
          address = NETWORK + next++ + PREFIX_LENGTH;
        }
        addresses.put(host.getKey() + "/" + nic.getKey(), address);
      }
    }
    return addresses;
  }

  /** An address without its prefix length. */
  static String bare(final String address) {
    return address.substring(0, address.indexOf('/'));
  }
}
