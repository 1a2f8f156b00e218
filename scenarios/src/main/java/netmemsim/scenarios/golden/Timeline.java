package netmemsim.scenarios.golden;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Rows of integers with named columns: a {@code .csv.gz} of the folder, or what a run gave. */
final class Timeline {
  /** Columns of {@code CASE.snd.csv.gz}. */
  static final List<String> SENDER =
      List.of(
          "t_us,state,ca,cwnd,ssthresh,srtt_us,rttvar_us,rto_us,unacked,sacked,lost,retrans,"
              .concat("total_retrans,total_rto,bytes_acked,notsent,snd_wnd,pacing_Bps,")
              .concat("delivery_Bps,min_rtt_us,probes,backoff,reordering,rwnd_lim_us,")
              .concat("sndbuf_lim_us,sk_sndbuf,wmem_queued")
              .split(","));

  /** Columns of {@code CASE.rcv.csv.gz}. */
  static final List<String> RECEIVER =
      List.of(
          "t_us,state,bytes_received,app_read,rcv_wnd,rcv_ssthresh,rcv_space,rcv_rtt_us,"
              .concat("rcv_mss,ato_us,rmem_alloc,sk_rcvbuf")
              .split(","));

  private final List<String> columns;
  private final List<long[]> rows = new ArrayList<>();

  /**
   * Without rows.
   *
   * @param columns names of the columns
   */
  Timeline(final List<String> columns) {
    this.columns = columns;
  }

  /** Adds a row, a value for each column. */
  void add(final long... row) {
    if (row.length != columns.size()) {
      throw new IllegalArgumentException(row.length + " values in " + columns.size() + " columns");
    }
    rows.add(row);
  }

  /** Number of rows. */
  int size() {
    return rows.size();
  }

  /** Index of a column. */
  int column(final String name) {
    final int index = columns.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("no column '" + name + "'");
    }
    return index;
  }

  /** A value. */
  long get(final int row, final int column) {
    return rows.get(row)[column];
  }

  /** The file's text, with the header. */
  String csv() {
    final StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
    for (final long[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        text.append(i == 0 ? "" : ",").append(row[i]);
      }
      text.append('\n');
    }
    return text.toString();
  }

  /**
   * Reads a file.
   *
   * @param file a compressed file with a header line
   * @param needed columns that it must have
   * @throws GoldenException when it cannot be read
   */
  static Timeline read(final Path file, final List<String> needed) {
    try (InputStream compressed = Files.newInputStream(file);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(compressed), StandardCharsets.UTF_8))) {
      final String header = reader.readLine();
      if (header == null) {
        throw new GoldenException(file + ":1", "the file is empty");
      }
      final Timeline timeline = new Timeline(List.of(header.strip().split(",", -1)));
      for (final String name : needed) {
        if (!timeline.columns.contains(name)) {
          throw new GoldenException(file + ":1", "there is no column '" + name + "'");
        }
      }
      int line = 1;
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (!text.isBlank()) {
          timeline.add(row(file + ":" + line, text, timeline.columns.size()));
        }
      }
      return timeline;
    } catch (IOException e) {
      throw new GoldenException(file.toString(), "cannot be read: " + e.getMessage());
    }
  }

  private static long[] row(final String where, final String text, final int columns) {
    final String[] words = text.strip().split(",", -1);
    if (words.length != columns) {
      throw new GoldenException(where, "expected " + columns + " values, found " + words.length);
    }
    final long[] row = new long[columns];
    for (int i = 0; i < columns; i++) {
      try {
        // Rates that were never limited are the greatest unsigned number.
        row[i] = Long.parseUnsignedLong(words[i].startsWith("-") ? "0" : words[i]);
      } catch (NumberFormatException e) {
        throw new GoldenException(where, "expected a number, found '" + words[i] + "'");
      }
    }
    return row;
  }
}
