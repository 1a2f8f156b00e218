package netmemsim.scenarios.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import netmemsim.scenarios.language.KernelSpec;
import netmemsim.scenarios.language.LoadedScenario;
import netmemsim.scenarios.language.ScenarioLoader;

/** The scenarios under files and folders, each with each of its kernels. */
final class Cases {
  /**
   * One scenario with one of its kernels.
   *
   * @param loaded the scenario
   * @param kernel the kernel
   */
  record Case(LoadedScenario loaded, KernelSpec kernel) {}

  private Cases() {}

  /**
   * Loads everything, so that bad input is reported before anything runs.
   *
   * @param paths scenario files, and folders that are searched to any depth
   * @return in the order of the paths, within a folder by name
   * @throws IOException when a folder cannot be read
   */
  static List<Case> under(final List<Path> paths) throws IOException {
    final List<Case> cases = new ArrayList<>();
    for (final LoadedScenario loaded : scenarios(paths)) {
      for (final KernelSpec kernel : loaded.scenario().kernels()) {
        cases.add(new Case(loaded, kernel));
      }
    }
    return cases;
  }

  /** The scenarios alone. */
  static List<LoadedScenario> scenarios(final List<Path> paths) throws IOException {
    final ScenarioLoader loader = new ScenarioLoader();
    final List<LoadedScenario> scenarios = new ArrayList<>();
    for (final Path file : files(paths)) {
      scenarios.add(loader.load(file, List.of()));
    }
    if (scenarios.isEmpty()) {
      throw new BadInputException(
          "there is no scenario under "
              + paths.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }
    return scenarios;
  }

  private static List<Path> files(final List<Path> paths) throws IOException {
    final List<Path> files = new ArrayList<>();
    for (final Path path : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> found = Files.walk(path)) {
          found.filter(Cases::isScenario).sorted().forEach(files::add);
        }
      } else {
        files.add(path);
      }
    }
    return files;
  }

  private static boolean isScenario(final Path path) {
    final String name = String.valueOf(path.getFileName());
    return Files.isRegularFile(path) && name.endsWith(".yaml") && !name.startsWith("_");
  }
}
