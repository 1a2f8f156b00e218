/**
 * Traces of a real kernel against the model: a folder of cases is read, each case is run, and what
 * comes out is compared with what the kernel did.
 */
@NullMarked
package netmemsim.scenarios.golden;

import org.jspecify.annotations.NullMarked;
