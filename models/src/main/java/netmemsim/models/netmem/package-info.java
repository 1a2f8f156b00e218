/**
 * Network memory: pages, net_iovs, page pools, memory providers, gen pools, dma-buf exporters and
 * bindings.
 */
@NullMarked
package netmemsim.models.netmem;

import org.jspecify.annotations.NullMarked;
