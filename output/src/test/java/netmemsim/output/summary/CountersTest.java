package netmemsim.output.summary;

import static org.assertj.core.api.Assertions.assertThat;

import netmemsim.core.entity.Entity;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.NetSimulator;
import netmemsim.core.metric.Histogram;
import netmemsim.core.metric.Metric;
import netmemsim.output.relay.Relay;
import netmemsim.output.relay.RelayRun;
import org.junit.jupiter.api.Test;

class CountersTest {
  /** Adds the given amount to a counter of each name. */
  private static final class Node extends Entity {
    Node(final EntityTree tree, final String name) {
      super(tree, name);
    }

    Node(final Entity parent, final String name) {
      super(parent, name);
    }

    Node count(final String name, final long amount) {
      counter(Metric.counter(name, "packets", "A test.")).add(amount);
      return this;
    }

    Histogram spread(final String name) {
      return histogram(Metric.histogram(name, "ps", "A test."));
    }
  }

  private static EntityTree tree() {
    final EntityTree tree = new EntityTree(new NetSimulator("counters"), 1);
    final Node server = new Node(tree, "server");
    final Node client = new Node(tree, "client");
    final Node eth1 = new Node(server, "eth1").count("rx_packets", 12);
    new Node(eth1, "rxq0").count("rx_pp_alloc_fast", 0);
    client.count("TcpRetransSegs", 3);
    server.count("z", 1).count("a", 2);
    final Node late = new Node(eth1, "rxq1").count("rx_pp_alloc_fast", 5);
    final Histogram latency = late.spread("latency_ps");
    for (int i = 1; i <= 20; i++) {
      latency.record(i);
    }
    late.spread("unused_ps");
    return tree;
  }

  @Test
  void textShowsWhatIsNotZeroInTreeOrder() {
    assertThat(Counters.of(tree()).text())
        .isEqualTo(
            """
            server
              z: 1
              a: 2
            server/eth1
              rx_packets: 12
            server/eth1/rxq1
              rx_pp_alloc_fast: 5
              latency_ps: count=20 sum=210 max=20 p50=10 p99=20
            client
              TcpRetransSegs: 3
            """);
  }

  @Test
  void jsonHoldsTheSame() {
    assertThat(Counters.of(tree()).json())
        .isEqualTo(
            """
            {
              "server": {
                "z": 1,
                "a": 2
              },
              "server/eth1": {
                "rx_packets": 12
              },
              "server/eth1/rxq1": {
                "rx_pp_alloc_fast": 5,
                "latency_ps": {
                  "count": 20,
                  "sum": 210,
                  "max": 20,
                  "p50": 10,
                  "p99": 20
                }
              },
              "client": {
                "TcpRetransSegs": 3
              }
            }
            """);
  }

  @Test
  void nothingCountedIsAnEmptyText() {
    final Counters none = Counters.of(new EntityTree(new NetSimulator("none"), 1));
    assertThat(none.text()).isEmpty();
    assertThat(none.json()).isEqualTo("{}\n");
  }

  @Test
  void aNegativeGaugeShows() {
    final EntityTree tree = new EntityTree(new NetSimulator("gauge"), 1);
    new Entity(tree, "pool") {
      void register() {
        reading(Metric.gauge("inflight", "pages", "A test."), () -> -3);
      }
    }.register();
    assertThat(Counters.of(tree).text()).isEqualTo("pool\n  inflight: -3\n");
  }

  @Test
  void twoRunsGiveTheSameBytesAndAPoolStandsUnderItsOwner() throws Exception {
    final Counters first = Counters.of(RelayRun.of(5, 100_000).tree());
    final Counters second = Counters.of(RelayRun.of(5, 100_000).tree());
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(first.text())
        .containsSubsequence(
            "client\n", "client/pool0\n  " + Relay.HELD.name() + ": 7\n", "server, \"the\" one\n");
  }
}
