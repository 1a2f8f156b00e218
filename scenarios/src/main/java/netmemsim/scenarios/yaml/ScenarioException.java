package netmemsim.scenarios.yaml;

import java.io.Serial;

/**
 * The input is wrong. Carries the one place and the one reason that the user is told; {@link
 * #getMessage()} is the line that the command line prints, for example {@code a.yaml:7:33:
 * links[3].rate: unknown unit 'Gpbs' (did you mean 'Gbps'?)}.
 */
public final class ScenarioException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Mark mark;
  private final String path;
  private final String reason;

  /**
   * Makes an exception for one place.
   *
   * @param mark where
   * @param path the place within the document, as {@code links[3].rate}; empty for the whole
   *     document
   * @param reason what is wrong, without place
   */
  public ScenarioException(Mark mark, String path, String reason) {
    super(line(mark, path, reason));
    this.mark = mark;
    this.path = path;
    this.reason = reason;
  }

  /**
   * Makes an exception for one place, with what led to it.
   *
   * @param mark where
   * @param path as for the other constructor
   * @param reason as for the other constructor
   * @param cause what the system said
   */
  public ScenarioException(Mark mark, String path, String reason, Throwable cause) {
    super(line(mark, path, reason), cause);
    this.mark = mark;
    this.path = path;
    this.reason = reason;
  }

  /**
   * Where the error is.
   *
   * @return file, line and column; line 0 if the error concerns no line
   */
  public Mark mark() {
    return mark;
  }

  /**
   * The place within the document.
   *
   * @return for example {@code links[3].rate}; empty for the whole document
   */
  public String path() {
    return path;
  }

  /**
   * What is wrong, without the place.
   *
   * @return one sentence
   */
  public String reason() {
    return reason;
  }

  private static String line(Mark mark, String path, String reason) {
    boolean placeSaysPath = path.isEmpty() || mark.source().equals("--set " + path);
    // One error is one line, whatever the text in it was.
    String text = mark + ": " + (placeSaysPath ? "" : path + ": ") + reason;
    return text.replace("\r", "\\r").replace("\n", "\\n");
  }
}
