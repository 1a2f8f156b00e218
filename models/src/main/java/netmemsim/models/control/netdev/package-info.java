/** What the netdev generic-netlink family answers to get operations, as ynl prints it. */
@NullMarked
package netmemsim.models.control.netdev;

import org.jspecify.annotations.NullMarked;
