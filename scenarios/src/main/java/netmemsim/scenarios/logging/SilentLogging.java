package netmemsim.scenarios.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Configures Logback, through which DSOL and other libraries log, to drop every line. Logback finds
 * this class as a service.
 *
 * <p>DSOL attaches console appenders and sets levels by itself, so neither a root level nor a
 * missing appender would hold its lines back; a turbo filter, which Logback asks first, does.
 */
public final class SilentLogging extends ContextAwareBase implements Configurator {
  /** Called by Logback's service loader. */
  public SilentLogging() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    context.addTurboFilter(new DenyAll());
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static final class DenyAll extends TurboFilter {
    @Override
    public FilterReply decide(
        @Nullable Marker marker,
        Logger logger,
        Level level,
        @Nullable String format,
        Object @Nullable [] arguments,
        @Nullable Throwable thrown) {
      return FilterReply.DENY;
    }
  }
}
