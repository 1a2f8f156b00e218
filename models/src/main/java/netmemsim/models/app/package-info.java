/** Applications: ncdevmem and netcat. */
@NullMarked
package netmemsim.models.app;

import org.jspecify.annotations.NullMarked;
