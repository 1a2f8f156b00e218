package netmemsim.models.socket;

import netmemsim.models.nic.NetDevice;

/**
 * How a host reaches another.
 *
 * @param device the device that packets leave through
 * @param node index of the destination host in the topology
 */
record Route(NetDevice device, int node) {}
