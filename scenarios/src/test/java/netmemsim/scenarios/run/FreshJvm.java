package netmemsim.scenarios.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import netmemsim.scenarios.cli.Main;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the command line in a JVM of its own. */
final class FreshJvm {
  private static final Path THIS_JDK = Path.of(System.getProperty("java.home"));
  private static final Path JDKS = Path.of("/usr/lib/jvm");

  private FreshJvm() {}

  /** The fingerprint that a run in a fresh JVM of this JDK prints. */
  static String fingerprint(final List<String> jvmOptions, final List<String> arguments)
      throws IOException, InterruptedException {
    return fingerprint(THIS_JDK, jvmOptions, arguments);
  }

  /** The fingerprint that a run in a fresh JVM prints. */
  static String fingerprint(
      final Path jdk, final List<String> jvmOptions, final List<String> arguments)
      throws IOException, InterruptedException {
    final List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin/java").toString());
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of("run", "--json"));
    command.addAll(arguments);
    final ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    final Process process = builder.start();
    final String out;
    try (InputStream stream = process.getInputStream()) {
      out = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    final int exit = process.waitFor();
    if (exit != 0) {
      throw new IllegalStateException(
          jdk + " " + jvmOptions + " " + arguments + " ended with " + exit + ": " + out);
    }
    final JsonNode json = JsonMapper.shared().readTree(out);
    return json.path("fingerprint").stringValue();
  }

  /** The other JDKs that are installed where Debian puts them, each once, by path. */
  static List<Path> otherJdks() throws IOException {
    if (!Files.isDirectory(JDKS)) {
      return List.of();
    }
    final TreeMap<Path, Path> found = new TreeMap<>();
    try (Stream<Path> folders = Files.list(JDKS)) {
      for (final Path folder : folders.filter(FreshJvm::isJdk).toList()) {
        found.put(folder.toRealPath(), folder);
      }
    }
    found.remove(THIS_JDK.toRealPath());
    return List.copyOf(found.keySet());
  }

  private static boolean isJdk(final Path folder) {
    return Files.isExecutable(folder.resolve("bin/java"))
        && Files.isRegularFile(folder.resolve("release"));
  }
}
