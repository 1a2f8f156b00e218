/** What the tests of several packages use. */
@NullMarked
package netmemsim.core;

import org.jspecify.annotations.NullMarked;
