/**
 * The scenario language: the records a scenario file becomes, the forms in which their values are
 * written, the loader, the checks of names that need no model, and the writer. Whatever a record
 * holds has passed those checks; what only the models know (metrics, tracepoints, profiles, errno
 * of operations) is checked in assembly.
 */
@NullMarked
package netmemsim.scenarios.language;

import org.jspecify.annotations.NullMarked;
