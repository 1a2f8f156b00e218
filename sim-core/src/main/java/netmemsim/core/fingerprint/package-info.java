/** The fingerprint ladder: what two runs must agree on, and where they first differ. */
@NullMarked
package netmemsim.core.fingerprint;

import org.jspecify.annotations.NullMarked;
