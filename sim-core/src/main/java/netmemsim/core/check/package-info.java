/** Invariants: the conservation laws that hold at every instant. */
@NullMarked
package netmemsim.core.check;

import org.jspecify.annotations.NullMarked;
