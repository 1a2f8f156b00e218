"""IP, TCP and ICMP headers: bytes for the device, fields from the device."""
import socket
import struct
from dataclasses import dataclass

FLAGS = "FSRP.UEW"  # from bit 0 upwards; A (AE) is not used by the corpus
ECN = {"noecn": 0, "ect1": 1, "ect0": 2, "ce": 3}
ICMP4 = {
    "unreachable": (3, {"net_unreachable": 0, "host_unreachable": 1, "protocol_unreachable": 2,
                        "port_unreachable": 3, "frag_needed": 4, "source_route_failed": 5,
                        "net_prohibited": 9, "host_prohibited": 10, "packet_filtered": 13}),
    "time_exceeded": (11, {}), "parameter_problem": (12, {}), "source_quench": (4, {})}
ICMP6 = {
    "unreachable": (1, {"no_route": 0, "net_unreachable": 0, "admin_prohibited": 1,
                        "address_unreachable": 3, "port_unreachable": 4}),
    "packet_too_big": (2, {}), "time_exceeded": (3, {}), "parameter_problem": (4, {})}


@dataclass
class Segment:
    """A live TCP packet in live numbers."""
    time: float
    source: str
    target: str
    sport: int
    dport: int
    tos: int
    flags: str
    seq: int
    ack: int
    win: int
    urg: int
    options: list
    payload: bytes
    header: int


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def is_v6(address):
    return ":" in address


def packed(address):
    return socket.inet_pton(socket.AF_INET6 if is_v6(address) else socket.AF_INET, address)


def ip(source, target, protocol, payload, tos=0):
    if is_v6(source):
        return struct.pack("!IHBB", 6 << 28 | tos << 20, len(payload), protocol, 64) \
            + packed(source) + packed(target) + payload
    head = struct.pack("!BBHHHBBH", 0x45, tos, 20 + len(payload), 0, 0x4000, 64, protocol, 0) \
        + packed(source) + packed(target)
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + payload


def pseudo(source, target, protocol, length):
    return packed(source) + packed(target) + struct.pack("!IHBB", length, 0, 0, protocol)


def flag_bits(flags):
    return sum(1 << FLAGS.index(flag) for flag in flags)


def options_bytes(options):
    out = b""
    for option in options:
        name, values = option[0], option[1:]
        if name == "eol":
            out += b"\0"
        elif name == "nop":
            out += b"\1"
        elif name == "mss":
            out += struct.pack("!BBH", 2, 4, values[0])
        elif name == "wscale":
            out += struct.pack("!BBB", 3, 3, values[0])
        elif name == "sackOK":
            out += b"\4\2"
        elif name == "sack":
            out += struct.pack("!BB", 5, 2 + 8 * len(values))
            for left, right in values:
                out += struct.pack("!II", left & 0xffffffff, right & 0xffffffff)
        elif name == "TS":
            out += struct.pack("!BBII", 8, 10, values[0] & 0xffffffff, values[1] & 0xffffffff)
        elif name == "FO":
            out += struct.pack("!BB", 34, 2 + len(values[0]) // 2) + bytes.fromhex(values[0])
        elif name == "FOEXP":
            out += struct.pack("!BBH", 254, 4 + len(values[0]) // 2, 0xf989) \
                + bytes.fromhex(values[0])
    return out


def parse_options(data):
    out, at = [], 0
    while at < len(data):
        kind = data[at]
        if kind < 2:
            out.append(("eol", "nop")[kind:kind + 1])
            at += 1
            continue
        size = data[at + 1]
        body = data[at + 2:at + size]
        if kind == 2:
            out.append(("mss", struct.unpack("!H", body)[0]))
        elif kind == 3:
            out.append(("wscale", body[0]))
        elif kind == 4:
            out.append(("sackOK",))
        elif kind == 5:
            words = struct.unpack("!%dI" % (len(body) // 4), body)
            out.append(("sack", *zip(words[::2], words[1::2])))
        elif kind == 8:
            out.append(("TS", *struct.unpack("!II", body)))
        elif kind == 34:
            out.append(("FO", body.hex()))
        elif kind == 254 and body[:2] == b"\xf9\x89":
            out.append(("FOEXP", body[2:].hex()))
        else:
            out.append(("kind%d" % kind, body.hex()))
        at += max(size, 2)
    return out


def tcp(source, target, sport, dport, flags, seq, ack, win, urg, options, length, tos):
    raw = options_bytes(options)
    if len(raw) % 4:
        raise ValueError("TCP options are not a multiple of 4 bytes")
    head = struct.pack("!HHIIBBHHH", sport, dport, seq & 0xffffffff, ack & 0xffffffff,
                       (20 + len(raw)) // 4 << 4, flag_bits(flags), win, 0, urg) + raw
    body = head + bytes(length)
    check = checksum(pseudo(source, target, 6, len(body)) + body)
    return ip(source, target, 6, body[:16] + struct.pack("!H", check) + body[18:], tos)


def icmp(source, target, kind, code, mtu, quoted):
    """An ICMP error of source to target about a packet; quoted is its IP header and 8 bytes."""
    table = ICMP6 if is_v6(source) else ICMP4
    number, codes = table[kind]
    code = codes[code] if code else 0
    rest = struct.pack("!I", mtu or 0)
    head = struct.pack("!BBH", number, code, 0) + rest + quoted
    protocol = 58 if is_v6(source) else 1
    cover = pseudo(source, target, 58, len(head)) + head if is_v6(source) else head
    return ip(source, target, protocol, head[:2] + struct.pack("!H", checksum(cover)) + head[4:])


def parse(data, time):
    """A Segment, or None for what is not TCP."""
    if data[0] >> 4 == 6:
        if data[6] != 6:
            return None
        source, target = (socket.inet_ntop(socket.AF_INET6, data[i:i + 16]) for i in (8, 24))
        tos, rest = (data[0] & 15) << 4 | data[1] >> 4, data[40:]
        if len(rest) > (size := struct.unpack("!H", data[4:6])[0]) > 0:
            rest = rest[:size]
    else:
        if data[9] != 6:
            return None
        source, target = (socket.inet_ntop(socket.AF_INET, data[i:i + 4]) for i in (12, 16))
        tos, rest = data[1], data[(data[0] & 15) * 4:]
    sport, dport, seq, ack, offset, bits, win, _, urg = struct.unpack("!HHIIBBHHH", rest[:20])
    header = (offset >> 4) * 4
    flags = "".join(flag for i, flag in enumerate(FLAGS) if bits >> i & 1)
    return Segment(time, source, target, sport, dport, tos, flags, seq, ack, win, urg,
                   parse_options(rest[20:header]), rest[header:], header)


def show(flags, seq, length, ack, win, urg, options, ecn=None):
    """A packet in the notation of scripts."""
    order = "".join(flag for flag in "SFRPUEW." if flag in flags) or "-"
    text = ("[%s] " % ecn if ecn else "") + "%s %d:%d(%d)" % (order, seq, seq + length, length)
    if ack is not None and "." in flags:
        text += " ack %d" % ack
    if win is not None:
        text += " win %d" % win
    if urg:
        text += " urg %d" % urg
    if options is None:
        text += " <...>"
    elif options:
        parts = []
        for option in options:
            name, values = option[0], option[1:]
            if name == "TS":
                parts.append("TS val %d ecr %d" % values)
            elif name == "sack":
                parts.append("sack " + " ".join("%d:%d" % block for block in values))
            else:
                parts.append(" ".join(str(v) for v in option))
        text += " <" + ",".join(parts) + ">"
    return text
