/** Runs packetdrill scripts: events in order, packets compared, results counted. */
@NullMarked
package netmemsim.scenarios.packetdrill.run;

import org.jspecify.annotations.NullMarked;
