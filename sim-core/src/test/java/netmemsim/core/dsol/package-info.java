/** That {@code NetSimulator} is a DSOL simulator: one model on the stock simulator and on ours. */
@NullMarked
package netmemsim.core.dsol;

import org.jspecify.annotations.NullMarked;
