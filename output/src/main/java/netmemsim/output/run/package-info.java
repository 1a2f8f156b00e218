/** What a run leaves behind: its folder, and the fingerprint to compare runs by. */
@NullMarked
package netmemsim.output.run;

import org.jspecify.annotations.NullMarked;
