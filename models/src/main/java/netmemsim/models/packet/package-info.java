/** Frames on the wire and socket buffers in a host; pooled, never copied. */
@NullMarked
package netmemsim.models.packet;

import org.jspecify.annotations.NullMarked;
