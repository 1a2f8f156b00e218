"""A network namespace of our own with one TUN device, and what the kernel sends through it."""
import ctypes
import fcntl
import os
import select
import socket
import struct
import subprocess
import time

import wire

TUNSETIFF, TUNSETOFFLOAD = 0x400454ca, 0x400454d0
IFF_TUN, IFF_NO_PI = 1, 0x1000
OFFLOADS = 0x01 | 0x02 | 0x04 | 0x08  # checksum, TSO4, TSO6, TSO with ECN: super-segments come whole
CLONE_NEWNET, PACKET_OUTGOING, ETH_P_ALL, SO_TIMESTAMPNS = 0x40000000, 4, 3, 35

ADDRESSES = {  # version: (local, prefix length, remote)
    4: ("192.168.0.1", 16, "192.0.2.1"),
    6: ("fd3d:0a0b:17d6::1", 48, "fd3d:fa7b:d17d::1"),
}


def run(command, env=None):
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, env=env)
    return done.returncode, (done.stdout + done.stderr).strip()


class Device:
    """tun0 of a fresh namespace; packets sent by the kernel are seen with the kernel's own times."""

    def __init__(self, version, mtu, congestion_control):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "unshare")
        self.local, prefix, self.remote = ADDRESSES[version]
        self.local, self.remote = (
            socket.inet_ntop(socket.AF_INET6 if version == 6 else socket.AF_INET, wire.packed(a))
            for a in (self.local, self.remote))
        self.tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(self.tun, TUNSETIFF, struct.pack("16sH22x", b"tun0", IFF_TUN | IFF_NO_PI))
        fcntl.ioctl(self.tun, TUNSETOFFLOAD, OFFLOADS)
        route = "-6 route add fd3d:fa7b:d17d::/48" if version == 6 else "route add 192.0.2.0/24"
        nodad = "nodad" if version == 6 else ""
        cc = "congctl " + congestion_control if congestion_control else ""
        for command in (
                "ip link set lo up",
                "ip link set tun0 mtu %d txqueuelen 1000" % mtu,
                "ip addr add %s/%d dev tun0 %s" % (self.local, prefix, nodad),
                "ip link set tun0 up",
                "ip %s dev tun0 %s" % (route, cc)):
            code, out = run(command)
            if code:
                raise OSError("%s: %s" % (command, out))
        self.sniffer = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_ALL))
        self.sniffer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 24)
        self.sniffer.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self.sniffer.bind(("tun0", ETH_P_ALL))
        self.sniffer.setblocking(False)

    def inject(self, data):
        os.write(self.tun, data)

    def sniff(self, deadline):
        """The next TCP packet that the kernel sent, or None at the deadline (wall clock)."""
        while True:
            self.drain()
            try:
                data, control, _, address = self.sniffer.recvmsg(1 << 17, 64)
            except BlockingIOError:
                wait = deadline - time.time()
                if wait <= 0:
                    return None
                select.select([self.sniffer], [], [], wait)
                continue
            if address[2] != PACKET_OUTGOING:
                continue
            seconds, nanos = struct.unpack("qq", control[0][2][:16])
            segment = wire.parse(data, seconds + nanos / 1e9)
            if segment is not None:
                return segment

    def drain(self):
        """Empties the device's own queue: what is in it was seen by the sniffer."""
        try:
            while os.read(self.tun, 1 << 17):
                pass
        except BlockingIOError:
            pass
