package netmemsim.models.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Linux 6.18.44 answered to netdev netlink requests and devmem socket options, and which rows
 * no test replays. Measured in network namespaces of a virtual machine; one JSON key to a line.
 */
public final class ErrnoRows {
  private static final String FOLDER = "/netmemsim/models/errno/";
  private static final Pattern KEY = Pattern.compile("\"(area|input|outcome|detail)\": \"(.*)\",?");

  private ErrnoRows() {}

  /**
   * One measurement.
   *
   * @param area which interface
   * @param input what was asked
   * @param outcome what came of it: OK, an errno, {@code ret N}
   * @param detail the text of the extended acknowledgement, the place of the attribute behind it
   */
  public record Row(String area, String input, String outcome, String detail) {
    /** Area and input. */
    public String key() {
      return area + " | " + input;
    }

    /** The words of the extended acknowledgement. */
    public String extack() {
      return detail.replaceFirst("\\s*\\[.*", "").trim();
    }
  }

  /** All rows in the order of the file. */
  public static List<Row> all() {
    final List<Row> rows = new ArrayList<>();
    Map<String, String> row = new LinkedHashMap<>();
    for (final String line : lines("errno.json")) {
      final Matcher matcher = KEY.matcher(line.trim());
      if (matcher.matches()) {
        row.put(matcher.group(1), matcher.group(2));
      } else if (line.startsWith("\"source\"")) {
        rows.add(
            new Row(
                row.getOrDefault("area", ""),
                row.getOrDefault("input", ""),
                row.getOrDefault("outcome", ""),
                row.getOrDefault("detail", "")));
        row = new LinkedHashMap<>();
      }
    }
    return rows;
  }

  /** The rows that are not replayed, by area and input, with the reason. */
  public static Map<String, String> notModelled() {
    final Map<String, String> reasons = new LinkedHashMap<>();
    for (final String line : lines("not-modelled.txt")) {
      if (!line.startsWith("#")) {
        final int last = line.lastIndexOf(" | ");
        reasons.put(line.substring(0, last), line.substring(last + 3));
      }
    }
    return reasons;
  }

  private static List<String> lines(final String name) {
    try (InputStream in =
        Objects.requireNonNull(ErrnoRows.class.getResourceAsStream(FOLDER + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
