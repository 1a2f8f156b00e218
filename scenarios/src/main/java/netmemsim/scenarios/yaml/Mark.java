package netmemsim.scenarios.yaml;

import java.nio.file.Path;

/**
 * A place in the input.
 *
 * @param source the file as the user named it, or for a command-line overlay {@code --set} and the
 *     path set
 * @param line counted from 1; 0 if the source has no lines
 * @param column counted from 1 in code points; 0 if the source has no lines
 */
public record Mark(String source, int line, int column) {
  /** A mark for a whole file that could not be read. */
  static Mark ofFile(Path file) {
    return new Mark(file.toString(), 0, 0);
  }

  /** The mark of a value given by {@code --set}. */
  static Mark ofSet(String path) {
    return new Mark("--set " + path, 0, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}
