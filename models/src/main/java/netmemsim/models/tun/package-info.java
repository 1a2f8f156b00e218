/** A host that is TCP over one TUN device, as test programs on a real kernel have it. */
@NullMarked
package netmemsim.models.tun;

import org.jspecify.annotations.NullMarked;
