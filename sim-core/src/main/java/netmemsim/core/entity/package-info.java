/** The tree of named entities from which streams, metrics, traces and invariants are addressed. */
@NullMarked
package netmemsim.core.entity;

import org.jspecify.annotations.NullMarked;
