package netmemsim.scenarios.packetdrill.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A system call with what it is to return.
 *
 * @param name such as {@code connect}
 * @param arguments its arguments
 * @param blocking whether it was written with {@code ...}: it runs beside the rest of the script
 * @param endUsecs when a blocking call is to return, counted like the event's time; else 0
 * @param result what it returns
 * @param errno the name of the error, or null
 * @param note what stands in parentheses behind it, or null
 */
public record SystemCall(
    String name,
    List<Expression> arguments,
    boolean blocking,
    long endUsecs,
    Expression result,
    @Nullable String errno,
    @Nullable String note)
    implements Action {}
