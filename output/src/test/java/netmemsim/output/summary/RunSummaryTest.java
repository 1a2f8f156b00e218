package netmemsim.output.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RunSummaryTest {
  private static final Check HELD =
      new Check("metric", "server/eth1/rx_packets >= 10", true, ">= 10", "12", "a.yaml:30:5");
  private static final Check BROKEN =
      new Check("event", "tcp_retransmit_skb\nnever", false, "= 0", "3", "a.yaml:31:5");

  private static RunSummary summary(final Check... checks) {
    return new RunSummary(
        "quickstart",
        "A \"first\" flow é",
        "v6.12",
        -1,
        "0.1.0",
        400_000_000_000L,
        1_234_000_000L,
        3_000_000,
        1_000_000,
        "0011223344556677-8899aabbccddeeff",
        Verdict.of(List.of(checks)),
        List.of(checks));
  }

  @Test
  void textShowsFailedChecksInDetailAndEndsWithTheCost() {
    assertThat(summary(HELD, BROKEN).text(false))
        .isEqualTo(
            """
            quickstart: A "first" flow é
            kernel v6.12, seed -1, netmemsim 0.1.0
              ok      metric  server/eth1/rx_packets >= 10: 12
              FAILED  event  tcp_retransmit_skb never
                      expected: = 0
                      seen: 3
                      at: a.yaml:31:5
            failed: 1 of 2 checks held
            simulated 400ms, cpu 1.234 s, ratio 3.09, packets 1000000, events 3000000,\
             fingerprint 0011223344556677-8899aabbccddeeff
            """);
  }

  @Test
  void colourIsThereOnlyWhenToldSoAndChangesNoLetter() {
    final String coloured = summary(HELD, BROKEN).text(true);
    assertThat(coloured).contains("\u001b[32mok\u001b[0m", "\u001b[31mFAILED\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9]*m", ""))
        .isEqualTo(summary(HELD, BROKEN).text(false));
  }

  @Test
  void jsonHoldsEverythingWithTheCostLast() {
    assertThat(summary(BROKEN).json())
        .isEqualTo(
            """
            {
              "scenario": "quickstart",
              "title": "A \\"first\\" flow é",
              "kernel": "v6.12",
              "seed": -1,
              "version": "0.1.0",
              "verdict": "failed",
              "simulatedPs": 400000000000,
              "events": 3000000,
              "packets": 1000000,
              "fingerprint": "0011223344556677-8899aabbccddeeff",
              "checks": [ {
                "kind": "event",
                "text": "tcp_retransmit_skb\\nnever",
                "passed": false,
                "expected": "= 0",
                "seen": "3",
                "where": "a.yaml:31:5"
              } ],
              "cost": {
                "cpuNs": 1234000000
              }
            }
            """);
  }

  @Test
  void theBytesAreTheSameInEveryLocale() {
    final String text = summary(HELD).text(false);
    final String json = summary(HELD).json();
    final Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(summary(HELD).text(false)).isEqualTo(text);
      assertThat(summary(HELD).json()).isEqualTo(json);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aRunWithoutSimulatedTimeHasNoRatio() {
    final RunSummary empty =
        new RunSummary("x", "", "v6.12", 1, "0.1.0", 0, 0, 0, 0, "f", Verdict.PASSED, List.of());
    assertThat(empty.costLine())
        .isEqualTo("simulated 0s, cpu 0.000 s, ratio -, packets 0, events 0, fingerprint f");
    assertThat(empty.text(false)).contains("\npassed\n");
  }

  @Test
  void aFailedCheckCannotPass() {
    assertThatThrownBy(
            () ->
                new RunSummary(
                    "x", "", "k", 1, "v", 0, 0, 0, 0, "f", Verdict.PASSED, List.of(BROKEN)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
