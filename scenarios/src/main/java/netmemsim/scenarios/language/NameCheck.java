package netmemsim.scenarios.language;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import netmemsim.scenarios.units.Dimension;
import netmemsim.scenarios.units.NearestName;
import netmemsim.scenarios.units.Quantities;
import netmemsim.scenarios.yaml.Marks;
import netmemsim.scenarios.yaml.Pointer;
import netmemsim.scenarios.yaml.ScenarioException;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the names and times in a scenario agree with one another, as far as that needs no
 * model.
 */
final class NameCheck {
  private final Scenario scenario;
  private final Marks marks;
  private final Map<String, String> hostOfStep = new LinkedHashMap<>();

  NameCheck(LoadedScenario loaded) {
    this.scenario = loaded.scenario();
    this.marks = loaded.marks();
  }

  /**
   * Checks everything, in the order of the language.
   *
   * @throws ScenarioException for the first name or time that is wrong
   */
  void check() {
    checkSwitches();
    checkLinks();
    new StepCheck(this, marks).collect(scenario);
    checkApps();
    new StepCheck(this, marks).check(scenario);
    new ExpectCheck(this).check(scenario);
  }

  Map<String, String> hostOfStep() {
    return hostOfStep;
  }

  private void checkSwitches() {
    for (String name : scenario.switches().keySet()) {
      if (scenario.hosts().containsKey(name)) {
        throw marks.keyError(
            Pointer.child("/switches", name), "a host is called '" + name + "' too");
      }
    }
  }

  private void checkLinks() {
    Map<Endpoint, String> taken = new LinkedHashMap<>();
    for (int i = 0; i < scenario.links().size(); i++) {
      LinkSpec link = scenario.links().get(i);
      String pointer = "/links/" + i;
      for (int end = 0; end < link.between().size(); end++) {
        String place = pointer + "/between/" + end;
        Endpoint endpoint = link.between().get(end);
        checkEndpoint(endpoint, place);
        String earlier = taken.putIfAbsent(endpoint, place);
        if (earlier != null) {
          throw marks.error(
              place,
              "'%s' is linked twice (first in %s)".formatted(endpoint, Pointer.readable(earlier)));
        }
      }
      if (link.ecnThreshold() != null
          && link.between().stream()
              .noneMatch(end -> scenario.switches().containsKey(end.node()))) {
        throw marks.error(
            pointer + "/ecn-threshold",
            "no queue to mark in: neither end of this link is a switch");
      }
      for (int drop = 0; drop < link.drop().size(); drop++) {
        Endpoint from = link.drop().get(drop).from();
        if (!link.between().contains(from)) {
          List<String> ends = link.between().stream().map(Endpoint::toString).toList();
          throw marks.error(
              pointer + "/drop/" + drop + "/from",
              "'%s' is no end of this link (one of %s)".formatted(from, String.join(", ", ends)));
        }
      }
    }
  }

  private void checkEndpoint(Endpoint endpoint, String pointer) {
    HostSpec host = scenario.hosts().get(endpoint.node());
    if (host != null) {
      known(
          "NIC",
          endpoint.port(),
          host.nics().keySet(),
          " on host '" + endpoint.node() + "'",
          pointer);
    } else {
      known("host or switch", endpoint.node(), nodes(), "", pointer);
    }
  }

  /** Hosts and switches. */
  List<String> nodes() {
    List<String> nodes = new ArrayList<>(scenario.hosts().keySet());
    nodes.addAll(scenario.switches().keySet());
    return nodes;
  }

  private void checkApps() {
    Set<String> taken = new LinkedHashSet<>();
    for (int i = 0; i < scenario.apps().size(); i++) {
      AppSpec app = scenario.apps().get(i);
      String pointer = "/apps/" + i;
      HostSpec host = host(app.on(), pointer + "/on");
      if (!taken.add(app.on() + "/" + app.name())) {
        throw marks.error(
            pointer + "/name",
            "duplicate name: host '%s' has another application '%s'"
                .formatted(app.on(), app.name()));
      }
      beforeStop(app.startPs(), pointer + "/start");
      String kind = Pointer.child(pointer, app.kind().word());
      if (app.kind() instanceof NcdevmemSpec ncdevmem) {
        checkNcdevmem(ncdevmem, app.on(), host, kind);
      } else if (app.kind() instanceof NetcatSpec netcat) {
        checkConnect(netcat.connect(), kind + "/connect");
      }
    }
  }

  private void checkNcdevmem(NcdevmemSpec app, String hostName, HostSpec host, String pointer) {
    if (app.bind() != null) {
      known(
          "step",
          app.bind(),
          StepCheck.bindings(scenario, hostName),
          " that binds on this host",
          pointer + "/bind");
      return;
    }
    checkDmabuf(app.dmabuf(), host, pointer + "/dmabuf");
    if (app.dev() == null && host.nics().size() != 1) {
      throw marks.error(
          pointer,
          "missing key 'dev': host '%s' has %d NICs".formatted(hostName, host.nics().size()));
    }
    String dev = app.dev() == null ? host.nics().keySet().iterator().next() : app.dev();
    NicSpec nic = nic(dev, hostName, pointer + "/dev");
    for (int i = 0; i < app.queues().size(); i++) {
      checkQueue(app.queues().get(i), nic, dev, pointer + "/queues/" + i);
    }
  }

  void checkQueue(int queue, NicSpec nic, String dev, String pointer) {
    Integer queues = nic.queues();
    if (queues != null && queue >= queues) {
      throw marks.error(
          pointer,
          "queue %d is out of range: '%s' has queues 0 to %d".formatted(queue, dev, queues - 1));
    }
  }

  void checkDmabuf(@Nullable DmabufSpec dmabuf, HostSpec host, String pointer) {
    if (dmabuf != null) {
      List<String> exporters = new ArrayList<>(host.devices().keySet());
      exporters.add("udmabuf");
      known("exporter", dmabuf.exporter(), exporters, "", pointer + "/exporter");
    }
  }

  private void checkConnect(@Nullable String connect, String pointer) {
    boolean address = connect != null && connect.matches("[0-9.]+:.*");
    if (connect != null && !address) {
      String name = connect.substring(0, connect.indexOf(':'));
      known("host", name, scenario.hosts().keySet(), "", pointer);
    }
  }

  HostSpec host(String name, String pointer) {
    return find("host", name, scenario.hosts(), "", pointer);
  }

  NicSpec nic(String dev, String hostName, String pointer) {
    Map<String, NicSpec> nics = host(hostName, pointer).nics();
    return find("NIC", dev, nics, " on host '" + hostName + "'", pointer);
  }

  AppKind app(String name, String hostName, String pointer) {
    Map<String, AppKind> kinds = new LinkedHashMap<>();
    for (AppSpec app : scenario.apps()) {
      if (app.on().equals(hostName)) {
        kinds.put(app.name(), app.kind());
      }
    }
    return find("application", name, kinds, " on host '" + hostName + "'", pointer);
  }

  private <V> V find(
      String noun, String name, Map<String, V> values, String where, String pointer) {
    V value = values.get(name);
    if (value == null) {
      throw unknown(noun, name, values.keySet(), where, pointer);
    }
    return value;
  }

  void beforeStop(long timePs, String pointer) {
    if (timePs > scenario.stopPs()) {
      throw marks.error(
          pointer,
          "%s is after the end of the run (stop: %s)"
              .formatted(
                  Quantities.format(Dimension.TIME, timePs),
                  Quantities.format(Dimension.TIME, scenario.stopPs())));
    }
  }

  /** Throws unless a name is among the right ones. */
  void known(String noun, String name, Collection<String> names, String where, String pointer) {
    if (!names.contains(name)) {
      throw unknown(noun, name, names, where, pointer);
    }
  }

  private ScenarioException unknown(
      String noun, String name, Collection<String> names, String where, String pointer) {
    String hint = NearestName.hint(name, names);
    if (hint.isEmpty()) {
      hint = names.isEmpty() ? " (there is none)" : " (one of " + String.join(", ", names) + ")";
    }
    return marks.error(pointer, "no %s '%s'%s%s".formatted(noun, name, where, hint));
  }
}
