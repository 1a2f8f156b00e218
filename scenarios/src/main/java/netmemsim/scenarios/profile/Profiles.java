package netmemsim.scenarios.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import netmemsim.models.host.Cost;
import netmemsim.models.host.CostTable;
import netmemsim.models.netmem.DmabufExporter;
import netmemsim.models.nic.NicProfile;
import netmemsim.scenarios.units.Quantities;
import netmemsim.scenarios.yaml.RecordReader;
import org.jspecify.annotations.Nullable;

/** The hardware profiles that come with the program, one YAML file each. */
public final class Profiles {
  /** The host profiles. */
  public static final List<String> HOSTS = List.of("generic", "a3-highgpu");

  /** The NIC profiles. */
  public static final List<String> NICS =
      List.of("gve-dqo", "bnxt-p5", "mlx5-cx7", "fbnic", "netdevsim", "veth");

  /** The device profiles. */
  public static final List<String> DEVICES = List.of("h100", "nvme-cmb");

  private static final String ROOT = "/netmemsim/profiles/";

  private Profiles() {}

  /**
   * Reads a host profile.
   *
   * @param name one of {@link #HOSTS}
   * @return the profile
   */
  public static HostProfile host(final String name) {
    final HostFigures file = read(HostFigures.class, "host/" + name);
    final Map<Cost, Long> costs = new EnumMap<>(Cost.class);
    for (final Cost cost : Cost.values()) {
      final Figure figure = file.costs().get(cost.yamlName());
      if (figure == null) {
        throw new IllegalStateException(name + " has no cost " + cost.yamlName());
      }
      costs.put(cost, Quantities.timePs(figure.value()));
    }
    return new HostProfile(
        file.profile(),
        file.title(),
        number(file.cores()),
        number(file.hz()),
        new CostTable(costs));
  }

  /**
   * Reads a NIC profile.
   *
   * @param name one of {@link #NICS}
   * @return the profile
   */
  public static NicProfile nic(final String name) {
    final NicFigures file = read(NicFigures.class, "nic/" + name);
    return new NicProfile(
        file.profile(),
        file.driver().value(),
        isOn(file.queueManagement()),
        isOn(file.headerSplit()),
        number(file.queues()),
        number(file.maxQueues()),
        number(file.rxRing()),
        number(file.txRing()),
        number(file.maxRing()),
        bytes(file.rxBufferSize()),
        bytes(file.headerBufferSize()),
        bytes(file.rxCopybreak()),
        number(file.pagePoolMultiplier()),
        number(file.postUnit()),
        number(file.doorbellUnit()),
        number(file.rssTable()),
        number(file.maxRssContexts()),
        number(file.maxFlowRules()),
        isOn(file.driverPicksLocation()),
        file.checksum().value().equals("complete"),
        Quantities.timePs(file.hwGroTimeout().value()),
        bytes(file.gsoMax()),
        bytes(file.mtu()),
        Quantities.timePs(file.rxCoalesce().value()),
        Quantities.timePs(file.dma().value()),
        Quantities.timePs(file.memAlloc().value()),
        Quantities.timePs(file.stop().value()),
        Quantities.timePs(file.start().value()),
        Quantities.timePs(file.reset().value()),
        Quantities.timePs(file.service().value()));
  }

  /**
   * Reads a device profile.
   *
   * @param name one of {@link #DEVICES}
   * @return the profile
   */
  public static DeviceProfile device(final String name) {
    final DeviceFigures file = read(DeviceFigures.class, "device/" + name);
    final DmabufExporter.Kind kind =
        switch (file.kind().value()) {
          case "gpu" -> DmabufExporter.Kind.GPU;
          case "nvme-cmb" -> DmabufExporter.Kind.NVME_CMB;
          default -> DmabufExporter.Kind.UDMABUF;
        };
    return new DeviceProfile(
        file.profile(), file.title(), kind, Quantities.sizeBytes(file.memory().value()));
  }

  private static <T> T read(final Class<T> type, final String name) {
    final String resource = ROOT + name + ".yaml";
    try (@Nullable InputStream in = Profiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no such profile: " + name);
      }
      final String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new RecordReader<>(type).read(text, Path.of(resource), List.of()).value();
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private static int number(final Figure figure) {
    return Integer.parseInt(figure.value());
  }

  private static int bytes(final Figure figure) {
    return Math.toIntExact(Quantities.sizeBytes(figure.value()));
  }

  private static boolean isOn(final Figure figure) {
    return figure.value().equals("on");
  }
}
