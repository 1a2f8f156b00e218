package netmemsim.output.series;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.Event;
import netmemsim.core.metric.Metric;
import netmemsim.core.metric.Reading;
import netmemsim.output.file.CsvFile;
import netmemsim.output.file.RunFileException;

/**
 * Samples counters and gauges at a fixed interval of simulated time into CSV (RFC 4180), in long
 * format: {@code time_ps,metric,value}.
 *
 * <p>Long rather than one column a metric, because metrics appear in the middle of a run (a page
 * pool is made at every queue restart) and a column cannot be added to a header that is written;
 * because most metrics stand still most of the time; and because every tool that plots reads it.
 * The rules that make it complete:
 *
 * <ul>
 *   <li>a metric has a row in the first sample after its registration, zero or not;
 *   <li>after that, one row in each sample in which its value is not that of its last row; between
 *       two rows it stood still, as far as the samples can tell;
 *   <li>the last sample, at the end of the run, has a row for every metric.
 * </ul>
 *
 * <p>Rows of a sample stand in the order of registration. A sample sees the state after everything
 * else that happens at that instant. Should something change a metric at the very end, after the
 * periodic sample of that instant, it has a second row for the instant, and that is the final
 * value.
 *
 * <p>Sampling only observes: fingerprint and event count are those of a run without it. A write
 * error does not disturb the run: it comes out of {@link #close()}.
 */
public final class SeriesRecorder implements Closeable {
  static final String[] HEADER = {"time_ps", "metric", "value"};

  private final EntityTree tree;
  private final Predicate<String> wanted;
  private final long intervalPs;
  private final CsvFile csv;
  private final Sample sample = new Sample();
  private final List<Column> columns = new ArrayList<>();
  private int readingsSeen;
  private boolean closed;

  private SeriesRecorder(
      final EntityTree tree,
      final Predicate<String> wanted,
      final long intervalPs,
      final CsvFile csv) {
    this.tree = tree;
    this.wanted = wanted;
    this.intervalPs = intervalPs;
    this.csv = csv;
  }

  /**
   * Starts to record; the first sample is due now. Call when the simulator is initialized (that
   * empties its event list): in the model's construction or later.
   *
   * @param tree the run's entities
   * @param wanted which metrics, by path such as {@code server/eth1/rxq15/rx_pp_alloc_fast}; asked
   *     once for each
   * @param intervalPs time between samples in picoseconds, at least 1
   * @param path a file that does not exist
   * @return the recorder; close it when the run has ended
   * @throws RunFileException when the file exists or cannot be created
   */
  public static SeriesRecorder open(
      final EntityTree tree, final Predicate<String> wanted, final long intervalPs, final Path path)
      throws RunFileException {
    if (intervalPs < 1) {
      throw new IllegalArgumentException("the interval must be positive: " + intervalPs + " ps");
    }
    return open(tree, wanted, intervalPs, CsvFile.create(path, HEADER));
  }

  static SeriesRecorder open(
      final EntityTree tree,
      final Predicate<String> wanted,
      final long intervalPs,
      final CsvFile csv) {
    final SeriesRecorder recorder = new SeriesRecorder(tree, wanted, intervalPs, csv);
    tree.simulator().scheduleIn(recorder.sample, 0);
    return recorder;
  }

  private void take(final long nowPs, final boolean last) {
    final int known = columns.size();
    findNew();
    for (int i = 0; i < columns.size(); i++) {
      final Column column = columns.get(i);
      final long value = column.reading.read();
      if (i >= known || value != column.lastValue || (last && column.lastTimePs != nowPs)) {
        csv.cell(nowPs);
        csv.cell(column.path);
        csv.cell(value);
        csv.endRow();
        column.lastValue = value;
        column.lastTimePs = nowPs;
      }
    }
  }

  private void findNew() {
    final List<Reading> readings = tree.readings();
    for (; readingsSeen < readings.size(); readingsSeen++) {
      final Reading reading = readings.get(readingsSeen);
      if (reading.metric().kind() != Metric.Kind.HISTOGRAM && wanted.test(reading.path())) {
        columns.add(new Column(reading));
      }
    }
  }

  /**
   * Takes the last sample, at the present simulated time, and closes the file.
   *
   * @throws RunFileException when any sample could not be written; names the file
   */
  @Override
  public void close() throws RunFileException {
    if (closed) {
      return;
    }
    closed = true;
    try (csv) {
      tree.simulator().cancel(sample);
      take(tree.simulator().nowPs(), true);
    }
  }

  /** A metric with its last row. */
  private static final class Column {
    private final Reading reading;
    private final byte[] path;
    private long lastValue;
    private long lastTimePs;

    Column(final Reading reading) {
      this.reading = reading;
      this.path = CsvFile.encode(reading.path());
    }
  }

  /** Comes last among the events of an instant. */
  private final class Sample extends Event {
    Sample() {
      super(null, (short) (MIN_PRIORITY - 1));
    }

    @Override
    public void fire(final long nowPs) {
      take(nowPs, false);
      if (nowPs <= Long.MAX_VALUE - intervalPs) {
        tree.simulator().scheduleAt(this, nowPs + intervalPs);
      }
    }

    @Override
    public boolean observesOnly() {
      return true;
    }
  }
}
