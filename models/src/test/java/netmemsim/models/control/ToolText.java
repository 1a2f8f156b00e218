package netmemsim.models.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Text captured from the real tools, {@code src/test/resources/control}. */
public final class ToolText {
  private ToolText() {}

  /**
   * Reads one.
   *
   * @param name name of the file, without .txt
   * @return what the tool printed, eth0 called eth1 as in tests
   */
  public static String of(final String name) {
    try (InputStream in = ToolText.class.getResourceAsStream("/control/" + name + ".txt")) {
      if (in == null) {
        throw new AssertionError("no text " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("eth0", "eth1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads what ethtool printed about a refusal, less where in the message the attribute was.
   *
   * @param name name of the file, without .txt
   * @return its text
   */
  public static String refusal(final String name) {
    return of(name).replaceAll(" \\(offset \\d+\\)", "");
  }
}
