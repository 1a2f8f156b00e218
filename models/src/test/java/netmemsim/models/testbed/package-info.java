/**
 * Fixtures of the models' tests: a simulator to step through, and a host with one NIC and no TCP.
 */
@NullMarked
package netmemsim.models.testbed;

import org.jspecify.annotations.NullMarked;
