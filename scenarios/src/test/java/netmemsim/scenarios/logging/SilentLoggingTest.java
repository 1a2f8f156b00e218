package netmemsim.scenarios.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import nl.tudelft.simulation.dsol.logger.Cat;
import org.djutils.logger.CategoryLogger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.slf4j.LoggerFactory;

class SilentLoggingTest {
  @Test
  @ResourceLock(Resources.SYSTEM_OUT)
  @ResourceLock(Resources.SYSTEM_ERR)
  void noLevelOrCategoryOfDsolReachesTheConsole() {
    var console = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (var captured = new PrintStream(console, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      System.setErr(captured);
      CategoryLogger.addLogCategory(Cat.DSOL);
      CategoryLogger.setLogLevelAll(Level.TRACE);
      CategoryLogger.with(Cat.DSOL).error("from the DSOL category");
      CategoryLogger.always().error("from the category that is always on");
      LoggerFactory.getLogger("other").error("from another library");
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(console.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
