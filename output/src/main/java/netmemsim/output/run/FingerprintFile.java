package netmemsim.output.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import netmemsim.core.fingerprint.Checkpoint;
import netmemsim.core.fingerprint.Ladder;
import netmemsim.output.file.JsonText;
import netmemsim.output.file.OutputFile;
import netmemsim.output.file.RunFileException;
import tools.jackson.core.JsonGenerator;

/**
 * A fingerprint ladder as a JSON file, exact enough that two stored runs compare with {@link
 * Ladder#firstDifference} as if both had just run.
 *
 * <p>Hashes are strings of 16 hexadecimal digits, since many JSON readers round integers above
 * 2^53; counts and picoseconds are numbers. A checkpoint lists only the sources that changed since
 * the checkpoint before it, each as {@code [index, hash, first ordinal]}; {@code sources} is the
 * length of its arrays.
 */
public final class FingerprintFile {
  /** The usual name of the file in a run's folder. */
  public static final String NAME = "fingerprint.json";

  static final String FORMAT = "netmemsim fingerprint 1";

  private FingerprintFile() {}

  /**
   * Writes a ladder.
   *
   * @param ladder the ladder
   * @param path a file that does not exist
   * @throws RunFileException when it exists or cannot be written
   */
  public static void write(final Ladder ladder, final Path path) throws RunFileException {
    OutputFile.write(path, text(ladder));
  }

  /**
   * Reads a ladder back.
   *
   * @param path a file that {@link #write} made
   * @return an equal ladder
   * @throws RunFileException when it cannot be read or is no fingerprint; names file, line and
   *     column
   */
  public static Ladder read(final Path path) throws RunFileException {
    final byte[] content;
    try {
      content = Files.readAllBytes(path);
    } catch (IOException e) {
      throw RunFileException.cannot("read", path, e);
    }
    return FingerprintParser.parse(content, path);
  }

  static String text(final Ladder ladder) {
    return JsonText.render(json -> writeLadder(ladder, json));
  }

  private static void writeLadder(final Ladder ladder, final JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("format", FORMAT);
    json.writeStringProperty("fingerprint", ladder.text());
    json.writeArrayPropertyStart("paths");
    for (final String path : ladder.paths()) {
      json.writeString(path);
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("rungs");
    for (final Ladder.Step step : ladder.steps()) {
      writeStep(step, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeStep(final Ladder.Step step, final JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("name", step.name());
    json.writeStringProperty("hash", hex(step.hash()));
    json.writeNumberProperty("records", step.records());
    json.writeArrayPropertyStart("checkpoints");
    long[] before = {};
    for (final Checkpoint checkpoint : step.checkpoints()) {
      writeCheckpoint(checkpoint, before, json);
      before = checkpoint.sourceHashes();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeCheckpoint(
      final Checkpoint checkpoint, final long[] before, final JsonGenerator json) {
    final long[] hashes = checkpoint.sourceHashes();
    final long[] ordinals = checkpoint.firstOrdinals();
    if (hashes.length != ordinals.length) {
      throw new IllegalArgumentException("a checkpoint has arrays of different lengths");
    }
    final long[] unchanged = Arrays.copyOf(before, hashes.length);
    json.writeStartObject();
    json.writeNumberProperty("records", checkpoint.records());
    json.writeNumberProperty("timePs", checkpoint.timePs());
    json.writeStringProperty("hash", hex(checkpoint.hash()));
    json.writeNumberProperty("sources", hashes.length);
    json.writeArrayPropertyStart("changed");
    for (int i = 0; i < hashes.length; i++) {
      if (hashes[i] != unchanged[i] || ordinals[i] != -1) {
        json.writeStartArray();
        json.writeNumber(i);
        json.writeString(hex(hashes[i]));
        json.writeNumber(ordinals[i]);
        json.writeEndArray();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String hex(final long value) {
    return HexFormat.of().toHexDigits(value);
  }
}
