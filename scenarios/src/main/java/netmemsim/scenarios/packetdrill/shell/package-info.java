/** The commands in back quotes: a small shell whose programs act on the modelled host. */
@NullMarked
package netmemsim.scenarios.packetdrill.shell;

import org.jspecify.annotations.NullMarked;
