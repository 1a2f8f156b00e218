package netmemsim.scenarios.yaml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import netmemsim.scenarios.yaml.YamlNode.Entry;
import netmemsim.scenarios.yaml.YamlNode.Mapping;

/** Reads a file and the files it extends into one tree. */
final class ScenarioFiles {
  /** The key that names the file to extend; its path is relative to the file it stands in. */
  static final String EXTENDS = "extends";

  /** Larger files are refused unread. */
  static final long MAX_SIZE_BYTES = 4L << 20;

  private static final int MAX_CHAIN = 32;

  private final List<Path> chain = new ArrayList<>();

  /** Reads a file; the file's own keys are laid over those of the file it extends. */
  Mapping read(Path file) {
    return read(file, Mark.ofFile(file), "");
  }

  /** Reads a text as if it stood in a file, which need not exist. */
  Mapping read(String text, Path file) {
    return extend(mapping(text, file), file);
  }

  private Mapping read(Path file, Mark askedAt, String path) {
    return extend(mapping(content(file, askedAt, path), file), file);
  }

  private Mapping extend(Mapping own, Path file) {
    chain.add(file.toAbsolutePath().normalize());
    Entry base = own.entries().get(EXTENDS);
    if (base == null) {
      return own;
    }
    Path baseFile = resolve(file, base.value());
    Mark mark = base.value().mark();
    int cycle = chain.indexOf(baseFile.toAbsolutePath().normalize());
    if (cycle >= 0) {
      throw new ScenarioException(mark, EXTENDS, "cyclic extends: " + cycle(cycle));
    }
    if (chain.size() >= MAX_CHAIN) {
      throw new ScenarioException(mark, EXTENDS, "more than " + MAX_CHAIN + " files in a chain");
    }
    return read(baseFile, mark, EXTENDS).without(EXTENDS).overlaidBy(own.without(EXTENDS));
  }

  private String cycle(int from) {
    StringBuilder text = new StringBuilder();
    chain.subList(from, chain.size()).forEach(file -> text.append(name(file)).append(" -> "));
    return text.append(name(chain.get(from))).toString();
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }

  private static Path resolve(Path file, YamlNode value) {
    if (!value.json().isString() || value.json().stringValue().isBlank()) {
      throw new ScenarioException(
          value.mark(), EXTENDS, "expected a path relative to this file, such as ../base.yaml");
    }
    String text = value.json().stringValue();
    try {
      Path base = Path.of(text);
      if (base.isAbsolute()) {
        throw new ScenarioException(
            value.mark(), EXTENDS, "'" + text + "' must be relative to this file");
      }
      return file.resolveSibling(base).normalize();
    } catch (InvalidPathException e) {
      throw new ScenarioException(value.mark(), EXTENDS, "'" + text + "' is not a path", e);
    }
  }

  private static Mapping mapping(String text, Path file) {
    Mark start = new Mark(file.toString(), 1, 1);
    YamlNode root =
        new YamlText(text, start)
            .read()
            .orElseThrow(() -> new ScenarioException(start, "", "the file is empty"));
    if (root instanceof Mapping mapping) {
      return mapping;
    }
    throw new ScenarioException(
        root.mark(), "", "expected a mapping, found " + Found.name(root.json()));
  }

  private static String content(Path file, Mark askedAt, String path) {
    byte[] bytes;
    try {
      if (Files.isDirectory(file)) {
        throw unreadable(file, askedAt, path, "it is a directory");
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw unreadable(file, askedAt, path, "it is not a regular file");
      }
      if (Files.size(file) > MAX_SIZE_BYTES) {
        throw unreadable(file, askedAt, path, "it is larger than 4MiB");
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw unreadable(file, askedAt, path, "no such file");
    } catch (AccessDeniedException e) {
      throw unreadable(file, askedAt, path, "permission denied");
    } catch (IOException e) {
      throw unreadable(file, askedAt, path, String.valueOf(e.getMessage()));
    }
    return decode(bytes, file);
  }

  private static ScenarioException unreadable(Path file, Mark askedAt, String path, String why) {
    boolean named = path.isEmpty();
    return new ScenarioException(
        askedAt, path, named ? "cannot read: " + why : "cannot read '" + file + "': " + why);
  }

  private static String decode(byte[] bytes, Path file) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer input = ByteBuffer.wrap(bytes);
    CharBuffer output = CharBuffer.allocate(bytes.length + 1);
    var result = decoder.decode(input, output, true);
    if (result.isError()) {
      String before = output.flip().toString();
      int lineStart = before.lastIndexOf('\n') + 1;
      int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
      int column = before.codePointCount(lineStart, before.length()) + 1;
      int wrong = bytes[input.position()] & 0xff;
      throw new ScenarioException(
          new Mark(file.toString(), line, column),
          "",
          "not UTF-8: byte 0x%02x".formatted(wrong),
          new CharacterCodingException());
    }
    String text = output.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
