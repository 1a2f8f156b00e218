/**
 * Where the lines go that libraries log: nowhere. What a user is to read is printed by the command
 * line.
 */
@NullMarked
package netmemsim.scenarios.logging;

import org.jspecify.annotations.NullMarked;
