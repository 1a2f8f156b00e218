/** The command line. */
@NullMarked
package netmemsim.scenarios.cli;

import org.jspecify.annotations.NullMarked;
