package netmemsim.scenarios.packetdrill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import netmemsim.scenarios.packetdrill.run.PacketdrillSuite;

/** Our own packetdrill scripts, which passed on a real kernel before the model saw them. */
final class Corpus {
  static final Path FOLDER = Path.of("../models/src/test/resources/packetdrill");
  private static final String SUFFIX = ".pkt";

  private Corpus() {}

  /** All scripts in order of their names. */
  static List<Path> scripts() {
    return PacketdrillSuite.scripts(FOLDER);
  }

  /** What a script is called in lists and tables: area/name. */
  static String name(final Path script) {
    final String path = FOLDER.relativize(script).toString().replace('\\', '/');
    return path.substring(0, path.length() - SUFFIX.length());
  }

  /**
   * The scripts whose difference between model and kernel is known, with the reason in the file.
   */
  static Set<String> differences() {
    final Set<String> names = new TreeSet<>();
    for (final String line : read(FOLDER.resolve("differences.txt")).lines().toList()) {
      if (!line.isBlank() && line.charAt(0) != '#') {
        names.add(line.substring(0, line.indexOf(' ')));
      }
    }
    return names;
  }

  static String read(final Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
