package netmemsim.scenarios.cli;

import java.io.Console;
import java.lang.reflect.Method;

/** Whether people or programs read what is printed. */
final class Terminal {
  private Terminal() {}

  /** Whether standard output is a terminal that wants colour. */
  static boolean wantsColour() {
    return System.getenv("NO_COLOR") == null && isTerminal();
  }

  /** Whether standard output is a terminal. */
  @SuppressWarnings("SystemConsoleNull") // what is asked of it below does not depend on that
  static boolean isTerminal() {
    final Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // Since Java 22 there is a console even when output is redirected.
      final Method method = Console.class.getMethod("isTerminal");
      return Boolean.TRUE.equals(method.invoke(console));
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
