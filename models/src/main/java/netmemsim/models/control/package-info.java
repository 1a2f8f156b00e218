/** ethtool, netlink and ip operations as typed commands with errno results. */
@NullMarked
package netmemsim.models.control;

import org.jspecify.annotations.NullMarked;
