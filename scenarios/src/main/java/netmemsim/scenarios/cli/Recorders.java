package netmemsim.scenarios.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.trace.Rung;
import netmemsim.output.capture.CaptureRecorder;
import netmemsim.output.events.EventsRecorder;
import netmemsim.output.file.OutputFile;
import netmemsim.output.file.RunFileException;
import netmemsim.output.run.FingerprintFile;
import netmemsim.output.run.RunFolder;
import netmemsim.output.series.SeriesRecorder;
import netmemsim.output.summary.Counters;
import netmemsim.output.summary.RunSummary;
import netmemsim.scenarios.language.Scenario;
import netmemsim.scenarios.language.ScenarioWriter;
import netmemsim.scenarios.run.RunObserver;
import netmemsim.scenarios.run.RunOutcome;
import org.jspecify.annotations.Nullable;

/** Everything that writes into a run's folder. */
final class Recorders implements RunObserver, Closeable {
  /** Frames are not captured. */
  static final int NO_CAPTURE = 0;

  private final RunFolder folder;
  private final long intervalPs;
  private final int snapBytes;
  private @Nullable SeriesRecorder series;
  private @Nullable EventsRecorder events;
  private @Nullable CaptureRecorder capture;

  /**
   * Recorders for one run.
   *
   * @param folder where they write
   * @param intervalPs time between samples of series.csv, picoseconds
   * @param snapBytes the most bytes of a frame that captures keep; {@link #NO_CAPTURE} for none
   */
  Recorders(final RunFolder folder, final long intervalPs, final int snapBytes) {
    this.folder = folder;
    this.intervalPs = intervalPs;
    this.snapBytes = snapBytes;
  }

  @Override
  public void onStart(final EntityTree tree) {
    try {
      series = SeriesRecorder.open(tree, path -> true, intervalPs, folder.file("series.csv"));
      events =
          EventsRecorder.open(
              tree, trace -> trace.tracepoint().rung() == Rung.HOST, folder.file("events.csv"));
      if (snapBytes != NO_CAPTURE) {
        capture =
            CaptureRecorder.open(tree, snapBytes, "netmemsim " + Version.NUMBER, folder::file);
      }
    } catch (RunFileException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void onEnd(final EntityTree tree) {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what is known at the end only. */
  void finish(final RunOutcome outcome, final Scenario resolved) throws RunFileException {
    final RunSummary summary = Summaries.of(outcome);
    final Counters counters = Counters.of(outcome.tree());
    OutputFile.write(folder.file("summary.txt"), summary.text(false));
    OutputFile.write(folder.file("summary.json"), summary.json());
    OutputFile.write(folder.file("counters.txt"), counters.text());
    OutputFile.write(folder.file("counters.json"), counters.json());
    OutputFile.write(folder.file("scenario.yaml"), new ScenarioWriter().write(resolved));
    OutputFile.write(folder.file("operations.txt"), outcome.operations().transcript());
    FingerprintFile.write(outcome.fingerprint(), folder.file(FingerprintFile.NAME));
  }

  @Override
  public void close() throws RunFileException {
    final SeriesRecorder openSeries = series;
    series = null;
    final EventsRecorder openEvents = events;
    events = null;
    final CaptureRecorder openCapture = capture;
    capture = null;
    try (openSeries;
        openEvents;
        openCapture) {
      // Each is closed even if another fails.
    }
  }
}
