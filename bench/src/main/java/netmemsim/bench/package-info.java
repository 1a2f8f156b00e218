/** Benchmarks: the event kernel beside stock DSOL, by JMH. Not part of the product. */
@NullMarked
package netmemsim.bench;

import org.jspecify.annotations.NullMarked;
