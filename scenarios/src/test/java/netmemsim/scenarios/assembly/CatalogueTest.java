package netmemsim.scenarios.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import netmemsim.core.check.Invariant;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.metric.Reading;
import netmemsim.core.trace.Trace;
import netmemsim.models.catalogue.Catalogue;
import netmemsim.models.catalogue.EntityKind;
import netmemsim.scenarios.cli.TwoHosts;
import netmemsim.scenarios.library.Library;
import org.junit.jupiter.api.Test;

/**
 * What scenarios may name is what the models have: the catalogue against the trees of real runs.
 */
class CatalogueTest {
  private static final String WITH_A_SWITCH =
      TwoHosts.with(
              "  - { between: [client/eth0, server/eth1], rate: 1Gbps, delay: 5us }",
              "  - { between: [client/eth0, tor/p1], rate: 1Gbps }\n"
                  + "  - { between: [server/eth1, tor/p2], rate: 1Gbps }")
          .replace("links:", "switches: { tor: {} }\nlinks:");

  /** A NIC of each driver. */
  private static final String WITH_ALL_DRIVERS =
      TwoHosts.with(
          "server: { nics: { eth1: { queues: 4 } } }",
          "server: { nics: { eth1: { queues: 4 }, b: { profile: bnxt-p5, queues: 1 },"
              + " m: { profile: mlx5-cx7, queues: 1 }, f: { profile: fbnic, queues: 1 },"
              + " n: { profile: netdevsim, queues: 1 }, v: { profile: veth } } }");

  private static List<EntityTree> trees() {
    return List.of(
        Library.run(Library.load(Library.file("quickstart"), List.of("stop=6ms", "expect=[]")))
            .tree(),
        Library.run(
                Library.load(
                    Library.file("receive/foreign-memory-blocks-stream"),
                    List.of("kernel=v6.18", "expect=[]")))
            .tree(),
        Library.run(
                Library.load(
                    Library.file("unreadable/header-write"),
                    List.of("kernel=v6.18", "stop=6ms", "timeline=[]", "expect=[]")))
            .tree(),
        Library.run(Library.loadText(WITH_A_SWITCH)).tree(),
        Library.run(Library.loadText(WITH_ALL_DRIVERS)).tree());
  }

  @Test
  void everyMetricOfARunIsListedUnderAKindOfItsPath() {
    final List<String> missing = new ArrayList<>();
    for (final EntityTree tree : trees()) {
      for (final Reading reading : tree.readings()) {
        final String path = reading.source().path();
        if (Catalogue.kinds().stream()
            .noneMatch(kind -> kind.matches(path) && kind.metrics().contains(reading.metric()))) {
          missing.add(reading.path());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyTraceOfARunIsListedUnderAKindOfItsPath() {
    final List<String> missing = new ArrayList<>();
    for (final EntityTree tree : trees()) {
      for (final Trace trace : tree.traces()) {
        final String path = trace.source().path();
        if (Catalogue.kinds().stream()
            .noneMatch(
                kind -> kind.matches(path) && kind.tracepoints().contains(trace.tracepoint()))) {
          missing.add(path + ": " + trace.tracepoint().name());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void invariantsAreListedAndNoOtherIs() {
    final Set<String> names = new LinkedHashSet<>();
    for (final EntityTree tree : trees()) {
      for (final Invariant invariant : tree.invariants()) {
        names.add(invariant.name());
      }
    }
    assertThat(names).containsExactlyInAnyOrderElementsOf(Catalogue.invariants());
  }

  @Test
  void whatIsListedExists() {
    final List<String> absent = new ArrayList<>();
    final List<EntityTree> trees = trees();
    for (final EntityKind kind : Catalogue.kinds()) {
      kind.metrics().stream()
          .filter(
              metric ->
                  trees.stream()
                      .flatMap(tree -> tree.readings().stream())
                      .noneMatch(
                          reading ->
                              reading.metric().equals(metric)
                                  && kind.matches(reading.source().path())))
          .forEach(metric -> absent.add(kind.path() + "/" + metric.name()));
      kind.tracepoints().stream()
          .filter(
              tracepoint ->
                  trees.stream()
                      .flatMap(tree -> tree.traces().stream())
                      .noneMatch(
                          trace ->
                              trace.tracepoint().equals(tracepoint)
                                  && kind.matches(trace.source().path())))
          .forEach(tracepoint -> absent.add(kind.path() + ": " + tracepoint.name()));
    }
    assertThat(absent).isEmpty();
  }

  @Test
  void whatIsNotDynamicExistsBeforeTheRunBegins() {
    final EntityTree tree =
        Library.run(Library.loadText(TwoHosts.with("stop: 6ms", "stop: 2ms"))).tree();
    // Entities are kept in the order they are made: a dynamic one comes after all that are fixed.
    assertThat(tree.entities()).anyMatch(entity -> entity.path().equals("server/tcp/5201"));
    final List<String> late =
        tree.entities().stream()
            .map(Object::toString)
            .dropWhile(path -> !path.equals("server/tcp/5201"))
            .filter(
                path ->
                    Catalogue.kinds().stream()
                        .noneMatch(kind -> kind.dynamic() && kind.matches(path)))
            .toList();
    assertThat(late).isEmpty();
  }
}
