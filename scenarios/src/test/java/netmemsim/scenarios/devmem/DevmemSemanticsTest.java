package netmemsim.scenarios.devmem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import netmemsim.core.metric.Reading;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.ScenarioLoader;
import netmemsim.scenarios.run.RunOutcome;
import netmemsim.scenarios.run.ScenarioRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Receive calls and tokens by the rules of kernel-facts.md 5 and 6, on a small flow. */
class DevmemSemanticsTest {
  private static final ScenarioLoader LOADER = new ScenarioLoader();

  /** 64 fragments of 4096 bytes in one burst, read when the sender is done. */
  private static final String FLOW =
      """
      scenario: test/devmem
      title: a small devmem flow
      source: test
      stop: 100ms
      hosts:
        client: { nics: { eth0: { queues: 2, mtu: 4148, rx-buffer-size: 4KiB } } }
        server: { nics: { eth1: { queues: 2, mtu: 4148, rx-buffer-size: 4KiB } } }
      links: [ { between: [client/eth0, server/eth1], rate: 10Gbps, delay: 10us } ]
      setup:
        - { on: server, ethtool: "-G eth1 tcp-data-split on" }
        - { on: server, ethtool: "-X eth1 equal 1" }
        - { on: server, ethtool: "-N eth1 flow-type tcp4 dst-port 5201 action 1" }
      apps:
        - on: server
          name: rx
          ncdevmem: { listen: 5201, dmabuf: { size: 8MiB }, queues: [1], validate: 7, return-tokens: never }
        - { on: client, name: tx, start: 5ms, netcat: { connect: "server:5201", send: 256KiB, pattern: 7, close-when-done: off } }
      """;

  private static RunOutcome run(final String more, final String... sets) {
    final LoadedScenario loaded =
        LOADER.load(FLOW + more, Path.of("test.yaml"), new ArrayList<>(List.of(sets)));
    return new ScenarioRun(
            loaded, loaded.scenario().kernels().get(0), loaded.scenario().seed(), List.of())
        .execute();
  }

  private static long read(final RunOutcome outcome, final String metric) {
    final Reading reading = Objects.requireNonNull(outcome.tree().findReading(metric), metric);
    return reading.read();
  }

  @Test
  void everyFragmentHasATokenAndIsValidatedFromTheDmabuf() {
    final RunOutcome outcome = run("");
    assertThat(read(outcome, "server/rx/reader/bytes_devmem")).isEqualTo(256 * 1024);
    assertThat(read(outcome, "server/rx/tokens_held")).isEqualTo(64);
    assertThat(read(outcome, "server/rx/socket/tokens_held")).isEqualTo(64);
    assertThat(read(outcome, "server/rx/reader/validation_errors")).isZero();
    assertThat(outcome.passed()).isTrue();
  }

  @Test
  void aWrongPatternIsNoticedByteByByte() {
    final RunOutcome outcome = run("", "apps[1].netcat.pattern=8");
    assertThat(read(outcome, "server/rx/reader/validation_errors")).isGreaterThan(200_000);
  }

  @ParameterizedTest
  @CsvSource({"1000, 5", "1024, 4", "4096, 1", "3000, 2"})
  void aShortBufferSplitsAFragmentAndEachPieceHasATokenOfItsOwn(
      final int bufferBytes, final int tokensPerFragment) {
    final RunOutcome outcome =
        run("", "apps[0].ncdevmem.recv-size=" + bufferBytes, "apps[1].netcat.send=4096");
    assertThat(read(outcome, "server/rx/reader/bytes_devmem")).isEqualTo(4096);
    assertThat(read(outcome, "server/rx/tokens_received")).isEqualTo(tokensPerFragment);
    assertThat(read(outcome, "server/rx/reader/validation_errors")).isZero();
  }

  @Test
  void aShortControlBufferEndsTheCallEarlySinceV614() {
    final RunOutcome outcome = run("", "kernel=v6.18", "apps[0].ncdevmem.control-size=100");
    // floor(100 / 40) messages a call, and not one token is lost.
    assertThat(read(outcome, "server/rx/reader/bytes_devmem")).isEqualTo(256 * 1024);
    assertThat(read(outcome, "server/rx/tokens_held")).isEqualTo(64);
    assertThat(read(outcome, "server/rx/socket/tokens_held")).isEqualTo(64);
    assertThat(read(outcome, "server/rx/reader/devmem_calls")).isGreaterThanOrEqualTo(32);
  }

  /** S. Fomichev, 24 Feb 2025: 60 bytes gave two messages, the second cut; nothing told of it. */
  @ParameterizedTest
  @CsvSource({"60, 1", "100, 1", "95, 0", "80, 0", "120, 0"})
  void aShortControlBufferShowedACutMessageBeforeV614(final int controlBytes, final int cutACall) {
    final RunOutcome outcome =
        run("", "kernel=v6.12", "apps[0].ncdevmem.control-size=" + controlBytes);
    assertThat(read(outcome, "server/rx/reader/bytes_devmem")).isEqualTo(256 * 1024);
    // The token of a cut message was never issued: none is lost.
    assertThat(read(outcome, "server/rx/tokens_held"))
        .isGreaterThanOrEqualTo(64)
        .isEqualTo(read(outcome, "server/rx/socket/tokens_held"));
    final long calls = read(outcome, "server/rx/reader/devmem_calls");
    final long cut = read(outcome, "server/rx/reader/cut_cmsgs");
    if (cutACall == 0) {
      assertThat(cut).isZero();
    } else {
      assertThat(cut).isBetween(calls / 2, calls);
    }
  }

  @ParameterizedTest
  @CsvSource({"v6.12, EFAULT", "v6.18, ETOOSMALL"})
  void aControlBufferForNothingIsTooSmallAndConsumesNothing(
      final String kernel, final String errno) {
    final RunOutcome outcome =
        run(
            "expect: [ { event: sock_recvmsg, where: { errno: " + errno + " } } ]\n",
            "kernel=" + kernel,
            "apps[0].ncdevmem.control-size=39");
    assertThat(outcome.passed()).isTrue();
    assertThat(read(outcome, "server/rx/reader/bytes_received")).isZero();
    assertThat(read(outcome, "server/rx/socket/tokens_held")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    // All of 2048 live tokens are asked for with one range: 1024 tries at most since v6.13.
    "v6.12, 4294967295, 2048",
    "v6.18, 4294967295, 1024",
    "v6.18, 100, 100",
    "v6.18, 0, 0"
  })
  void dontneedTriesAtMost1024TokensSinceV613(
      final String kernel, final long count, final long freed) {
    final RunOutcome outcome =
        run(
            "timeline: [ { at: 50ms, on: server, as: free, dontneed: { app: rx, tokens: [ { start: 1,"
                + " count: "
                + count
                + " } ] } } ]\nexpect: [ { operation: free, returns: "
                + freed
                + " } ]\n",
            "kernel=" + kernel,
            "apps[0].ncdevmem.dmabuf.size=32MiB",
            "apps[1].netcat.send=8MiB");
    assertThat(outcome.checks()).allSatisfy(check -> assertThat(check.passed()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({"0", "4", "7", "12", "1032"})
  void dontneedRefusesALengthThatIsNoMultipleOf8OrOver128Elements(final int optlen) {
    // Measured on 6.18: ground-truth.md 3, area DONTNEED.
    final RunOutcome outcome =
        run(
            "timeline: [ { at: 50ms, on: server, as: free, errno: EINVAL, dontneed: { app: rx, tokens: ["
                + " { start: 1, count: 1 } ], optlen: "
                + optlen
                + " } } ]\n");
    assertThat(outcome.passed()).isTrue();
  }

  @Test
  void unknownTokensAreSkippedAndAFreedOneIsNotFreedTwice() {
    final RunOutcome outcome =
        run(
            """
            timeline:
              - { at: 50ms, on: server, as: unknown, dontneed: { app: rx, tokens: [{ start: 5000, count: 3 }] } }
              - { at: 51ms, on: server, as: first, dontneed: { app: rx, tokens: [{ start: 1, count: 50 }] } }
              - { at: 52ms, on: server, as: again, dontneed: { app: rx, tokens: [{ start: 1, count: 50 }] } }
            expect:
              - { operation: unknown, returns: 0 }
              - { operation: first, returns: 50 }
              - { operation: again, returns: 0 }
            """);
    assertThat(outcome.passed()).isTrue();
    assertThat(read(outcome, "server/rx/socket/tokens_held")).isEqualTo(14);
  }

  @Test
  void closingTheSocketReleasesItsTokensAndUnbindingThenFreesTheDmabuf() {
    final RunOutcome outcome =
        run(
            """
            timeline: [ { at: 50ms, on: server, app: { name: rx, kill: true } } ]
            """,
            "stop=1.2s",
            "apps[1].netcat.close-when-done=on");
    assertThat(read(outcome, "server/rx/socket/tokens_held")).isZero();
    assertThat(read(outcome, "server/rx/socket/tokens_released_at_close")).isEqualTo(64);
    assertThat(read(outcome, "server/dmabuf/1/freed")).isEqualTo(1);
    assertThat(read(outcome, "server/udmabuf/exported_bytes")).isZero();
    assertThat(outcome.passed()).isTrue();
  }
}
