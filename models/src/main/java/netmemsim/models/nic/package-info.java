/**
 * Multi-queue NICs: rings, RSS, flow rules, header split, coalescing, offloads, and the driver on
 * top.
 */
@NullMarked
package netmemsim.models.nic;

import org.jspecify.annotations.NullMarked;
