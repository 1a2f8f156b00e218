package netmemsim.output.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import netmemsim.core.fingerprint.Checkpoint;
import netmemsim.core.fingerprint.Ladder;
import netmemsim.output.file.RunFileException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads what {@link FingerprintFile} writes, members in the same order, and nothing else. */
final class FingerprintParser {
  private static final List<String> RUNGS = List.of("wire", "host", "event", "draws");
  private static final int HEX_DIGITS = 16;

  /** More sources than any run has, and few enough to keep in memory. */
  private static final int MAX_SOURCES = 1 << 24;

  private final Path path;
  private final JsonParser json;

  private FingerprintParser(final Path path, final JsonParser json) {
    this.path = path;
    this.json = json;
  }

  static Ladder parse(final byte[] content, final Path path) throws RunFileException {
    try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), content)) {
      return new FingerprintParser(path, json).ladder();
    } catch (JacksonException e) {
      throw fault(path, e.getLocation(), e.getOriginalMessage(), e);
    }
  }

  private Ladder ladder() throws RunFileException {
    expect(JsonToken.START_OBJECT);
    if (!string("format").equals(FingerprintFile.FORMAT)) {
      throw fault("the format is not \"" + FingerprintFile.FORMAT + "\"");
    }
    final String text = string("fingerprint");
    final List<String> paths = new ArrayList<>();
    name("paths");
    expect(JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      check(JsonToken.VALUE_STRING);
      paths.add(json.getString());
    }
    final List<Ladder.Step> steps = new ArrayList<>();
    name("rungs");
    expect(JsonToken.START_ARRAY);
    for (final String rung : RUNGS) {
      steps.add(step(rung));
    }
    expect(JsonToken.END_ARRAY);
    expect(JsonToken.END_OBJECT);
    if (json.nextToken() != null) {
      throw fault("there is more after the end of the fingerprint");
    }
    final Ladder ladder = new Ladder(List.copyOf(steps), List.copyOf(paths));
    if (!ladder.text().equals(text)) {
      throw fault("the rungs do not make up the fingerprint " + text + ": the file is damaged");
    }
    return ladder;
  }

  private Ladder.Step step(final String rung) throws RunFileException {
    expect(JsonToken.START_OBJECT);
    if (!string("name").equals(rung)) {
      throw fault("expected the rung " + rung + " here");
    }
    final long hash = hash("hash");
    final long records = count("records");
    final List<Checkpoint> checkpoints = new ArrayList<>();
    name("checkpoints");
    expect(JsonToken.START_ARRAY);
    long[] before = {};
    while (json.nextToken() != JsonToken.END_ARRAY) {
      check(JsonToken.START_OBJECT);
      final Checkpoint checkpoint = checkpoint(before);
      checkpoints.add(checkpoint);
      before = checkpoint.sourceHashes();
    }
    if (checkpoints.isEmpty()) {
      throw fault("the rung " + rung + " has no checkpoint");
    }
    expect(JsonToken.END_OBJECT);
    return new Ladder.Step(rung, hash, records, List.copyOf(checkpoints));
  }

  private Checkpoint checkpoint(final long[] before) throws RunFileException {
    final long records = count("records");
    final long timePs = count("timePs");
    final long hash = hash("hash");
    final int sources = index(count("sources"), MAX_SOURCES + 1);
    final long[] hashes = Arrays.copyOf(before, sources);
    final long[] ordinals = new long[sources];
    Arrays.fill(ordinals, -1);
    name("changed");
    expect(JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      check(JsonToken.START_ARRAY);
      final int index = index(integer(), sources);
      expect(JsonToken.VALUE_STRING);
      hashes[index] = hash();
      ordinals[index] = integer();
      expect(JsonToken.END_ARRAY);
    }
    expect(JsonToken.END_OBJECT);
    return new Checkpoint(records, timePs, hash, hashes, ordinals);
  }

  private int index(final long value, final int end) throws RunFileException {
    if (value < 0 || value >= end) {
      throw fault(value + " is not in 0.." + (end - 1));
    }
    return (int) value;
  }

  private void name(final String wanted) throws RunFileException {
    if (json.nextToken() != JsonToken.PROPERTY_NAME || !json.currentName().equals(wanted)) {
      throw fault("expected \"" + wanted + "\" here");
    }
  }

  private String string(final String name) throws RunFileException {
    name(name);
    expect(JsonToken.VALUE_STRING);
    return json.getString();
  }

  private long hash(final String name) throws RunFileException {
    name(name);
    expect(JsonToken.VALUE_STRING);
    return hash();
  }

  private long hash() throws RunFileException {
    final String digits = json.getString();
    if (digits.length() != HEX_DIGITS || !digits.chars().allMatch(HexFormat::isHexDigit)) {
      throw fault("expected 16 hexadecimal digits here");
    }
    return HexFormat.fromHexDigitsToLong(digits);
  }

  private long count(final String name) throws RunFileException {
    name(name);
    return integer();
  }

  private long integer() throws RunFileException {
    expect(JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  private void expect(final JsonToken wanted) throws RunFileException {
    json.nextToken();
    check(wanted);
  }

  private void check(final JsonToken wanted) throws RunFileException {
    if (json.currentToken() != wanted) {
      throw fault("expected " + describe(wanted) + " here");
    }
  }

  private static String describe(final JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case END_OBJECT -> "the end of the object";
      case END_ARRAY -> "the end of the array";
      case VALUE_NUMBER_INT -> "an integer";
      default -> "a string";
    };
  }

  private RunFileException fault(final String message) {
    final boolean ended = json.currentToken() == null;
    return fault(path, ended ? json.currentLocation() : json.currentTokenLocation(), message, null);
  }

  private static RunFileException fault(
      final Path path,
      final @Nullable TokenStreamLocation at,
      final String message,
      final @Nullable Throwable cause) {
    final String place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
    return new RunFileException(path, path + place + ": not a fingerprint file: " + message, cause);
  }
}
