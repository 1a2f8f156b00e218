package netmemsim.scenarios.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The model against what Linux 6.18.44 did (src/test/resources/golden). */
class GoldenCasesTest {
  @Test
  void aFastSubsetIsAsTheKernelHadIt() {
    assertThat(
            Recordings.surprises(
                List.of(
                    "reno-none-10m-50ms",
                    "reno-burst3-10m-50ms",
                    "reno-blackout-10m-50ms",
                    "cubic-taildrop-10m-10ms",
                    "cubic-burst3-100m-50ms",
                    "rx-stall8s-rcvbuf64k",
                    "rx-rcvbuf1024",
                    "rx-autotune-100m-50ms",
                    "rx-delack",
                    "rr-100B-pingpong",
                    "nagle-100B-per-1ms",
                    "rx-close-unread",
                    "mss536-bulk",
                    "delack-noread-100B-per-100ms")))
        .isEmpty();
  }

  @Test
  @Tag("golden")
  void everyCaseIsAsTheKernelHadItButForTheKnownMisses() {
    assertThat(Recordings.surprises(List.of())).isEmpty();
  }
}
