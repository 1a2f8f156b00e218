package netmemsim.scenarios.expect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import netmemsim.scenarios.cli.TwoHosts;
import netmemsim.scenarios.library.Library;
import netmemsim.scenarios.run.RunOutcome;
import org.junit.jupiter.api.Test;

/** Every kind of expectation, once where it holds and once where it does not. */
class ExpectationTest {
  /** 1 Gbit/s from 0 to 6 ms; payload is at most 1448 of 1514 + 24 bytes on the wire. */
  private static final String HOLD =
      """
      { metric: server/rx/reader/bytes_received, is: ">= 600000" }
      { metric: server/rx/reader/bytes_received, at: 0ms, is: "== 0" }
      { metric: server/rx/reader/bytes_received, at: 6ms, is: ">= 600000" }
      { metric: server/rx/reader/bytes_received, at: 3ms, is: "< 450kB" }
      { metric: server/rx/reader/bytes_received, between: [2ms, 4ms], is: ">= 225kB" }
      { metric: server/rx/reader/bytes_received, between: [2ms, 4ms], is: "<= 250kB" }
      { metric: server/rx/reader/bytes_received, between: [2ms, 4ms], rate: ">= 900Mbps" }
      { metric: server/rx/reader/bytes_received, between: [2ms, 4ms], rate: "< 1Gbps" }
      { metric: server/rx/reader/bytes_received, rate: ">= 800Mbps" }
      { metric: client/eth0/link/data_packets, between: [2ms, 4ms], rate: ">= 70000" }
      { metric: client/eth0/link/data_packets, between: [2ms, 4ms], rate: "<= 105000" }
      { metric: server/tcp/5201/rcv_wnd, at: 5ms, is: "> 0" }
      { metric: server/tcp/5201/bytes_received, between: [0ms, 1ms], is: "> 0" }
      { event: sock_recvmsg, is: "> 10" }
      { event: sock_recvmsg, on: client, is: "<= 10" }
      { event: sock_recvmsg, on: server/rx, where: { received: "> 0" }, is: "> 10" }
      { event: sock_recvmsg, on: server/rx/socket, is: "> 10" }
      { event: sock_recvmsg, where: { errno: EFAULT }, is: "== 0" }
      { event: inet_sock_set_state, on: server, between: [0ms, 1ms], is: ">= 2" }
      { event: inet_sock_set_state, on: server, between: [1ms, 6ms], is: "== 0" }
      { event: tcp_retransmit_skb, is: "== 0" }
      { event: tcp_probe }
      { operation: rss }
      { operation: change }
      { operation: rule, returns: 1023 }
      { operation: taken, errno: EEXIST, extack: "designated queue already memory provider bound" }
      { operation: refused, errno: EPERM }
      { operation: shown, prints: ["Channel parameters for eth1:", "/^Other:/"], lacks: eth0 }
      { operation: shown, lacks: ["/^eth1/", "/Combined$/"] }
      { invariant: net-iov-law }
      { invariant: page-pool-inflight, on: server/eth1 }
      { order: [{ event: inet_sock_set_state, on: server }, { event: sock_recvmsg, where: { received: "> 0" } }] }
      { order: [{ event: sock_recvmsg }, { event: napi_poll, where: { work: "> 1" } }, { event: netdev_rx_queue_restart }] }
      { order: [{ event: sock_recvmsg }, { event: napi_poll }, { event: sock_recvmsg, between: [4ms, 5ms] }] }
      { metric: server/eth1/up, is: "== 7", kernel: v6.18 }
      """;

  private static final String FAIL =
      """
      { metric: server/rx/reader/bytes_received, is: "< 600000" }
      { metric: server/rx/reader/bytes_received, at: 0ms, is: "> 0" }
      { metric: server/rx/reader/bytes_received, at: 6ms, is: "< 600000" }
      { metric: server/rx/reader/bytes_received, at: 3ms, is: ">= 450kB" }
      { metric: server/rx/reader/bytes_received, between: [2ms, 4ms], is: "< 225kB" }
      { metric: server/rx/reader/bytes_received, between: [2ms, 4ms], is: "> 250kB" }
      { metric: server/rx/reader/bytes_received, between: [2ms, 4ms], rate: "< 900Mbps" }
      { metric: server/rx/reader/bytes_received, between: [2ms, 4ms], rate: ">= 1Gbps" }
      { metric: server/rx/reader/bytes_received, rate: "< 800Mbps" }
      { metric: client/eth0/link/data_packets, between: [2ms, 4ms], rate: "< 70000" }
      { metric: server/tcp/5201/rcv_wnd, at: 5ms, is: "== 0" }
      { metric: server/tcp/5201/rcv_wnd, at: 0ms, is: ">= 0" }
      { metric: server/tcp/9999/rcv_wnd, is: ">= 0" }
      { metric: server/eth1/page_pool99/inflight, between: [0ms, 6ms], is: ">= 0" }
      { metric: server/dmabuf/1/free, at: 6ms, is: "< 0" }
      { event: sock_recvmsg, is: "<= 10" }
      { event: sock_recvmsg, on: client, is: "> 10" }
      { event: sock_recvmsg, where: { errno: EFAULT }, is: "> 0" }
      { event: inet_sock_set_state, on: server, between: [0ms, 1ms], is: "< 2" }
      { event: tcp_retransmit_skb, is: ">= 1" }
      { event: tcp_retransmit_skb }
      { operation: rss, errno: EINVAL }
      { operation: rss, returns: 5 }
      { operation: rule, returns: 1022 }
      { operation: taken }
      { operation: taken, errno: EBUSY }
      { operation: shown, prints: eth0 }
      { operation: shown, prints: ["Other:", "/^eth1/"] }
      { operation: shown, lacks: "/^Other:/" }
      { operation: shown, errno: EINVAL, prints: "Other:" }
      { operation: change, prints: x }
      { operation: change, lacks: x }
      { operation: taken, errno: EEXIST, extack: "designated queue is taken" }
      { invariant: net-iov-law, on: client/tx }
      { order: [{ event: sock_recvmsg, where: { received: "> 0" } }, { event: inet_sock_set_state, on: server }] }
      { order: [{ event: inet_sock_set_state }, { event: tcp_retransmit_skb }] }
      { order: [{ event: netdev_rx_queue_restart, on: client, where: { phase: 0 } }, { event: netdev_rx_queue_restart, on: client/eth0, where: { phase: 0 } }] }
      { order: [{ event: sock_recvmsg, between: [2ms, 3ms] }, { event: napi_poll, between: [1ms, 2ms] }] }
      { order: [{ event: tcp_retransmit_skb }, { event: sock_recvmsg }] }
      { metric: server/eth1/up, is: "== 7", kernel: v6.12 }
      { metric: server/eth1/up, is: "== 7", kernel: [v6.12, v6.18] }
      """;

  private static final String TIMELINE =
      """
        - { at: 1ms, on: server, as: change, ethtool: "-K eth1 gro off" }
        - { at: 2ms, on: server, as: refused, bind-rx: { dev: eth1, fd: closed, queues: [3], admin: off } }
        - { at: 3ms, on: server, as: taken, bind-rx: { dev: eth1, dmabuf: { exporter: udmabuf, size: 4MiB }, queues: [3] } }
        - { at: 4ms, on: server, as: shown, ethtool: "-l eth1" }
        - { at: 5ms, on: client, restart-queue: { dev: eth0, rxq: 3 } }
      """;

  private static final String SETUP =
      """
      setup:
        - { on: server, ethtool: "-G eth1 tcp-data-split on" }
        - { on: server, as: rule, ethtool: "-N eth1 flow-type tcp4 dst-port 99 action 3" }
        - { on: server, bind-rx: { dev: eth1, dmabuf: { exporter: udmabuf, size: 4MiB }, queues: [3] } }
      """;

  private static RunOutcome run(final List<String> expectations) {
    final String text =
        TwoHosts.expecting(expectations.toArray(new String[0]))
            .replaceFirst("  - \\{ at: 1ms.*\n", java.util.regex.Matcher.quoteReplacement(TIMELINE))
            .replace("setup:\n", "")
            .replaceFirst("(  - \\{ on: server, as: rss.*\n)", "@RSS@")
            .replace(
                "@RSS@",
                SETUP.replace(
                    "  - { on: server, as: rule",
                    "  - { on: server, as: rss, ethtool: \"-X eth1 equal 3\" }\n"
                        + "  - { on: server, as: rule"));
    return Library.run(Library.loadText(text));
  }

  /** The checks of the expectations that apply, without that of all invariants. */
  private static List<CheckResult> checks(final String expectations) {
    final List<CheckResult> checks = run(expectations.lines().toList()).checks();
    assertThat(checks.get(checks.size() - 1).text()).matches("all \\d+ invariants");
    return checks.subList(0, checks.size() - 1);
  }

  @Test
  void whatIsTrueHolds() {
    final List<String> wrong = new ArrayList<>();
    final List<CheckResult> checks = checks(HOLD);
    checks.stream().filter(check -> !check.passed()).forEach(check -> wrong.add(check.toString()));
    assertThat(wrong).isEmpty();
    // All but the one for another kernel.
    assertThat(checks).hasSize((int) HOLD.lines().count() - 1);
  }

  @Test
  void whatIsFalseFailsAndSaysWhere() {
    final List<String> wrong = new ArrayList<>();
    final List<CheckResult> checks = checks(FAIL);
    checks.stream().filter(CheckResult::passed).forEach(check -> wrong.add(check.toString()));
    assertThat(wrong).isEmpty();
    assertThat(checks).hasSize((int) FAIL.lines().count());
    assertThat(checks).allMatch(check -> check.where().matches("a\\.yaml:\\d+:5"));
  }

  @Test
  void whatWasSeenIsToldInTheUnitThatWasExpected() {
    final List<CheckResult> checks =
        checks(
            """
            { metric: server/rx/reader/bytes_received, between: [2ms, 4ms], rate: "> 9Gbps" }
            { metric: server/eth1/rxq3/dmabuf, is: "== 0" }
            { metric: server/tcp/9999/rcv_wnd, is: ">= 0" }
            { operation: taken }
            { operation: rule, errno: EBUSY }
            { event: sock_recvmsg, on: server/rx, is: "== 0" }
            { order: [{ event: tcp_probe }, { event: tcp_retransmit_skb, on: client }] }
            { metric: server/udmabuf/exported_bytes, is: "== 1GiB" }
            """);
    assertThat(checks.get(0).seen()).matches("0\\.9[0-9]{2}Gbps");
    assertThat(checks.get(0).text())
        .isEqualTo("server/rx/reader/bytes_received from 2ms to 4ms per second > 9Gbps");
    assertThat(checks.get(1).seen()).isEqualTo("1");
    assertThat(checks.get(2).seen()).isEqualTo("no such metric during the run");
    assertThat(checks.get(3).seen())
        .matches("EEXIST \"designated queue already memory provider bound\" at 3[.0-9]*ms");
    assertThat(checks.get(3).expected()).isEqualTo("OK");
    assertThat(checks.get(4).seen()).isEqualTo("OK returning 1023 at 0ms");
    assertThat(checks.get(5).seen()).matches("\\d+ \\(first at .* on server/rx/socket\\)");
    assertThat(checks.get(6).seen()).matches("at .*s, not");
    assertThat(checks.get(6).expected()).isEqualTo("in this order");
    assertThat(checks.get(6).text()).isEqualTo("tcp_probe, then tcp_retransmit_skb on client");
    assertThat(checks.get(7).seen()).isEqualTo("4MiB");
  }

  @Test
  void aTimelineStepThatNamesItsErrnoIsCheckedUnasked() {
    final String wrong = TwoHosts.with("as: change,", "as: change, errno: EBUSY,");
    final RunOutcome outcome = Library.run(Library.loadText(wrong));
    assertThat(Library.failures(outcome))
        .containsExactly(
            "operation timeline[0] == EBUSY: expected EBUSY, seen OK at 1ms at a.yaml:17:5");
    final String right =
        TwoHosts.with(
            "as: change, ethtool: \"-K eth1 gro off\"",
            "errno: EPERM, bind-rx: { dev: eth1, fd: closed, queues: [3], admin: off }");
    assertThat(Library.failures(Library.run(Library.loadText(right)))).isEmpty();
  }

  @Test
  void anOperationThatHasNotAnsweredYetFails() {
    final String slow =
        TwoHosts.expecting("{ operation: change }")
            .replace("at: 1ms, on: server", "at: 6ms, on: server")
            .replace("ethtool: \"-K eth1 gro off\"", "restart-queue: { dev: eth1, rxq: 3 }");
    assertThat(Library.failures(Library.run(Library.loadText(slow))))
        .containsExactly("operation change == OK: expected OK, seen no answer at a.yaml:19:5");
  }

  @Test
  void kernelsChooseWhatIsChecked() {
    final String text =
        TwoHosts.expecting(
                "{ metric: server/eth1/up, is: \"== 1\", kernel: v6.12 }",
                "{ metric: server/eth1/up, is: \"== 7\", kernel: v6.18 }",
                "{ metric: client/eth0/up, is: \"== 1\" }")
            .replace("kernel: v6.12\nstop", "kernel: [v6.12, v6.18]\nstop");
    final var loaded = Library.loadText(text);
    final RunOutcome old = Library.run(loaded, loaded.scenario().kernels().get(0));
    final RunOutcome recent = Library.run(loaded, loaded.scenario().kernels().get(1));
    assertThat(old.checks()).hasSize(3).allMatch(CheckResult::passed);
    assertThat(recent.checks()).hasSize(3);
    assertThat(Library.failures(recent))
        .containsExactly("metric server/eth1/up == 7: expected == 7, seen 1 at a.yaml:20:5");
  }

  @Test
  void expectationsChangeNothing() {
    final String with = run(HOLD.lines().toList()).fingerprint().text();
    final String without =
        run(List.of("{ metric: server/eth1/up, is: \"== 1\" }")).fingerprint().text();
    assertThat(with).isEqualTo(without);
  }
}
