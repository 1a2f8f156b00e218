package netmemsim.scenarios.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.trace.Rung;
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
  private final RunFolder folder;
  private final long intervalPs;
  private @Nullable SeriesRecorder series;
  private @Nullable EventsRecorder events;

  Recorders(final RunFolder folder, final long intervalPs) {
    this.folder = folder;
    this.intervalPs = intervalPs;
  }

  @Override
  public void onStart(final EntityTree tree) {
    try {
      series = SeriesRecorder.open(tree, path -> true, intervalPs, folder.file("series.csv"));
      events =
          EventsRecorder.open(
              tree, trace -> trace.tracepoint().rung() == Rung.HOST, folder.file("events.csv"));
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
    FingerprintFile.write(outcome.fingerprint(), folder.file(FingerprintFile.NAME));
  }

  @Override
  public void close() throws RunFileException {
    final SeriesRecorder openSeries = series;
    series = null;
    final EventsRecorder openEvents = events;
    events = null;
    try {
      if (openSeries != null) {
        openSeries.close();
      }
    } finally {
      if (openEvents != null) {
        openEvents.close();
      }
    }
  }
}
