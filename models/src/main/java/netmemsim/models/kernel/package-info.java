/**
 * What the kernel of a host is like: errno values, results of operations, and the profile of the
 * version.
 */
@NullMarked
package netmemsim.models.kernel;

import org.jspecify.annotations.NullMarked;
