/** One run of a scenario as a DSOL replication, and what came of it. */
@NullMarked
package netmemsim.scenarios.run;

import org.jspecify.annotations.NullMarked;
