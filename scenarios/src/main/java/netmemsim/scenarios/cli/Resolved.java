package netmemsim.scenarios.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import netmemsim.models.nic.NicProfile;
import netmemsim.scenarios.assembly.Addresses;
import netmemsim.scenarios.expect.KernelCondition;
import netmemsim.scenarios.language.Expectation;
import netmemsim.scenarios.language.HostSpec;
import netmemsim.scenarios.language.KernelSpec;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.NicSpec;
import netmemsim.scenarios.language.Scenario;
import netmemsim.scenarios.profile.Profiles;
import org.jspecify.annotations.Nullable;

/** A scenario for one kernel with every default filled in, those of its NIC profiles included. */
final class Resolved {
  private Resolved() {}

  static Scenario of(final LoadedScenario loaded, final KernelSpec kernel, final long seed) {
    final Scenario scenario = loaded.scenario();
    final Map<String, HostSpec> hosts = new LinkedHashMap<>();
    final Map<String, String> addresses = Addresses.of(scenario);
    for (final Map.Entry<String, HostSpec> host : scenario.hosts().entrySet()) {
      final Map<String, NicSpec> nics = new LinkedHashMap<>();
      for (final Map.Entry<String, NicSpec> nic : host.getValue().nics().entrySet()) {
        final String address =
            Objects.requireNonNull(addresses.get(host.getKey() + "/" + nic.getKey()));
        nics.put(nic.getKey(), nic(nic.getValue(), address));
      }
      hosts.put(host.getKey(), host.getValue().withNics(nics));
    }
    // What is expected of other kernels may name one that only the whole scenario defines.
    final KernelCondition condition = new KernelCondition(loaded, kernel);
    final List<Expectation> expectations =
        scenario.expect().stream().filter(each -> condition.anyHolds(each.kernels())).toList();
    return scenario.withHosts(hosts).withKernel(kernel, expectations).withSeed(seed);
  }

  private static NicSpec nic(final NicSpec spec, final String address) {
    final String name = orElse(spec.profile(), Profiles.NICS.get(0));
    if (!Profiles.NICS.contains(name)) {
      return spec;
    }
    final NicProfile profile = Profiles.nic(name);
    return new NicSpec(
        name,
        orElse(spec.queues(), profile.queues()),
        address,
        orElse(spec.mtu(), profile.mtuBytes()),
        orElse(spec.rxRing(), profile.rxRing()),
        orElse(spec.txRing(), profile.txRing()),
        orElse(spec.rxBufferSizeBytes(), (long) profile.rxBufferBytes()),
        orElse(spec.headerBufferSizeBytes(), (long) profile.headerBufferBytes()),
        orElse(spec.rxCoalescePs(), profile.coalescePs()),
        orElse(spec.gro(), true),
        orElse(spec.tso(), true),
        orElse(spec.pfs(), 1));
  }

  private static <T> T orElse(final @Nullable T value, final T other) {
    return value == null ? other : value;
  }
}
