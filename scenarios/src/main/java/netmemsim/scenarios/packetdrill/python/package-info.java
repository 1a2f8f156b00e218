/** The part of Python that packetdrill scripts use between {@code %{} and {@code }%}. */
@NullMarked
package netmemsim.scenarios.packetdrill.python;

import org.jspecify.annotations.NullMarked;
