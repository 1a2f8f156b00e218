package netmemsim.scenarios.cli;

/** A small good scenario, and ways to spoil it. */
public final class TwoHosts {
  /** 1 Gbit/s of plain TCP for 6 ms, with four queues a NIC. */
  public static final String TEXT =
      """
      scenario: two-hosts
      title: Plain TCP between two hosts
      source: none, it serves a test
      kernel: v6.12
      stop: 6ms
      hosts:
        client: { nics: { eth0: { queues: 4 } } }
        server: { nics: { eth1: { queues: 4 } } }
      links:
        - { between: [client/eth0, server/eth1], rate: 1Gbps, delay: 5us }
      setup:
        - { on: server, as: rss, ethtool: "-X eth1 equal 3" }
      apps:
        - { on: server, name: rx, netcat: { listen: 5201, validate: 7 } }
        - { on: client, name: tx, netcat: { connect: "server:5201", send: 1MiB, pattern: 7 } }
      timeline:
        - { at: 1ms, on: server, as: change, ethtool: "-K eth1 gro off" }
      expect:
        - { metric: server/rx/reader/bytes_received, is: "> 0" }
        - { event: tcp_retransmit_skb, on: client, is: "== 0" }
      """;

  private TwoHosts() {}

  /** The scenario with one piece of its text replaced; it must be there. */
  public static String with(final String from, final String to) {
    if (!TEXT.contains(from)) {
      throw new IllegalArgumentException("the scenario does not contain: " + from);
    }
    return TEXT.replace(from, to);
  }

  /** The scenario with other expectations. */
  public static String expecting(final String... expectations) {
    return TEXT.substring(0, TEXT.indexOf("expect:"))
        + "expect:\n  - "
        + String.join("\n  - ", expectations)
        + "\n";
  }
}
