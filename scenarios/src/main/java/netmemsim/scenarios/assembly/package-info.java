/** Builds the models of a scenario and carries out its operations. */
@NullMarked
package netmemsim.scenarios.assembly;

import org.jspecify.annotations.NullMarked;
