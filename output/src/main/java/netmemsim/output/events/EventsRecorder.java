package netmemsim.output.events;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import netmemsim.core.entity.EntityTree;
import netmemsim.core.event.EventSource;
import netmemsim.core.trace.Trace;
import netmemsim.core.trace.TraceSink;
import netmemsim.core.trace.Tracepoint;
import netmemsim.output.file.CsvFile;
import netmemsim.output.file.RunFileException;
import org.jspecify.annotations.Nullable;

/**
 * Writes trace records as CSV (RFC 4180): {@code time_ps,entity,event,fields}, where {@code fields}
 * is {@code name=value} for each field that the tracepoint declares, separated by spaces. Records
 * stand in the order in which they were emitted.
 *
 * <p>Names are encoded once; a record then allocates nothing. A write error does not disturb the
 * run: it comes out of {@link #close()}.
 */
public final class EventsRecorder implements TraceSink, Closeable {
  static final String[] HEADER = {"time_ps", "entity", "event", "fields"};

  private final CsvFile csv;
  private byte[] @Nullable [] paths = new byte[64][];
  private Layout[] layouts = {};
  private boolean closed;

  /** How the records of one tracepoint look: everything but the numbers, encoded. */
  private static final class Layout {
    private final Tracepoint tracepoint;
    private final byte[] name;
    private final byte[][] fields;
    private final byte[] end;

    Layout(final Tracepoint tracepoint) {
      this.tracepoint = tracepoint;
      this.name = CsvFile.encode(tracepoint.name());
      final List<String> names = tracepoint.fields();
      // A name that needs quotes needs them around the whole cell.
      final boolean quoted = CsvFile.encode(String.join(" ", names) + "=")[0] == '"';
      this.fields = new byte[names.size()][];
      for (int i = 0; i < fields.length; i++) {
        final String field = quoted ? names.get(i).replace("\"", "\"\"") : names.get(i);
        final String before = i > 0 ? " " : quoted ? "\"" : "";
        fields[i] = (before + field + "=").getBytes(StandardCharsets.UTF_8);
      }
      this.end = (quoted ? "\"" : "").getBytes(StandardCharsets.UTF_8);
    }
  }

  private EventsRecorder(final CsvFile csv) {
    this.csv = csv;
  }

  /**
   * Starts to record, entities made later included.
   *
   * @param tree the run's entities
   * @param wanted which traces; asked once for each
   * @param path a file that does not exist
   * @return the recorder; close it when the run has ended
   * @throws RunFileException when the file exists or cannot be created
   */
  public static EventsRecorder open(
      final EntityTree tree, final Predicate<Trace> wanted, final Path path)
      throws RunFileException {
    return open(tree, wanted, CsvFile.create(path, HEADER));
  }

  static EventsRecorder open(
      final EntityTree tree, final Predicate<Trace> wanted, final CsvFile csv) {
    final EventsRecorder recorder = new EventsRecorder(csv);
    tree.subscribe(wanted, recorder);
    return recorder;
  }

  @Override
  public void record(
      final long nowPs,
      final Tracepoint tracepoint,
      final EventSource source,
      final long a,
      final long b,
      final long c,
      final long d,
      final long e,
      final long f) {
    if (closed) {
      throw new IllegalStateException(
          tracepoint.name() + " of " + source.path() + " after the end of the recording");
    }
    final Layout layout = layout(tracepoint);
    csv.cell(nowPs);
    csv.cell(path(source));
    csv.cell(layout.name);
    csv.cell();
    final byte[][] fields = layout.fields;
    for (int i = 0; i < fields.length; i++) {
      csv.add(fields[i]);
      csv.add(
          switch (i) {
            case 0 -> a;
            case 1 -> b;
            case 2 -> c;
            case 3 -> d;
            case 4 -> e;
            default -> f;
          });
    }
    csv.add(layout.end);
    csv.endRow();
  }

  private byte[] path(final EventSource source) {
    final int index = source.sourceIndex();
    if (index >= paths.length) {
      paths = Arrays.copyOf(paths, Math.max(index + 1, paths.length * 2));
    }
    byte[] path = paths[index];
    if (path == null) {
      path = CsvFile.encode(source.path());
      paths[index] = path;
    }
    return path;
  }

  /** Descriptors are static and few: finding the same object again beats hashing a record. */
  private Layout layout(final Tracepoint tracepoint) {
    for (final Layout layout : layouts) {
      if (layout.tracepoint.equals(tracepoint)) {
        return layout;
      }
    }
    final Layout layout = new Layout(tracepoint);
    layouts = Arrays.copyOf(layouts, layouts.length + 1);
    layouts[layouts.length - 1] = layout;
    return layout;
  }

  /**
   * Ends the recording and closes the file.
   *
   * @throws RunFileException when any record could not be written; names the file
   */
  @Override
  public void close() throws RunFileException {
    closed = true;
    csv.close();
  }
}
