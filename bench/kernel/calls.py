"""System calls of a script on real sockets: arguments from the script, results compared with it."""
import ctypes
import errno as errnos
import os
import socket
import struct

import symbols
from language import ELLIPSIS, ScriptError, Word

libc = ctypes.CDLL(None, use_errno=True)
for _name in ("read", "write", "send", "sendto", "recv", "recvfrom", "recvmsg", "sendmsg"):
    getattr(libc, _name).restype = ctypes.c_ssize_t


class IoVec(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("len", ctypes.c_size_t)]


class MsgHdr(ctypes.Structure):
    _fields_ = [("name", ctypes.c_void_p), ("namelen", ctypes.c_uint32),
                ("iov", ctypes.c_void_p), ("iovlen", ctypes.c_size_t),
                ("control", ctypes.c_void_p), ("controllen", ctypes.c_size_t),
                ("flags", ctypes.c_int)]


def number(value):
    """An integer argument: number, symbol or symbols joined by |."""
    if isinstance(value, int):
        return value
    if isinstance(value, Word):
        return symbols.value(value.text)
    if isinstance(value, tuple) and value[0] == "|":
        return number(value[1]) | number(value[2])
    raise ScriptError("not a number: %r" % (value,))


class Mismatch(ScriptError):
    pass


def expect(what, expected, actual):
    if expected is not ELLIPSIS and expected != actual:
        raise Mismatch("%s: expected %s, actual %s" % (what, expected, actual))


class Calls:
    """The file descriptors of a script, and the calls on them. Each call returns (result, errno)
    and a function that compares what came out, which raises Mismatch."""

    def __init__(self, family, local, remote, port, on_socket):
        self.family, self.local, self.remote, self.port = family, local, remote, port
        self.fds, self.on_socket, self.start = {}, on_socket, 0.0

    def live(self, script_fd):
        """The real descriptor; one that the script never opened is passed on as it is."""
        return self.fds.get(script_fd, script_fd)

    def prepare(self, call):
        """A function that makes the call (it may block), to be run in any thread."""
        method = getattr(self, "call_" + call.name, None)
        if method is None:
            raise ScriptError("system call '%s' is not known here" % call.name)
        return lambda: method(call, *call.args)

    def done(self, call, result, code, check=None):
        """Compares result and errno; registers new descriptors."""
        wanted = call.result if call.result is ELLIPSIS else number(call.result)
        name = errnos.errorcode.get(code, str(code)) if result < 0 else None
        expect("%s result" % call.name, "%s %s" % (wanted, call.errno) if wanted == -1 else wanted,
               "%s %s" % (result, name) if wanted == -1 else
               (result if result >= 0 else "%s %s" % (result, name)))
        if check and result >= 0:
            check()

    @staticmethod
    def c(function, *args):
        ctypes.set_errno(0)
        result = function(*args)
        return result, ctypes.get_errno()

    def new_fd(self, call, live, code, kind):
        if live >= 0 and number(call.result) >= 0:
            self.fds[number(call.result)] = live
            self.on_socket(kind, number(call.result), live)
            return number(call.result), code
        return live, code

    def sockaddr(self, value, default):
        address, port = default
        if isinstance(value, dict):
            address = value["sin_addr"][1]
            port = value["sin_port"][1]
            family = symbols.value(value["sa_family"].text)
        else:
            family = self.family
        if family == socket.AF_INET6:
            if "." in address:
                address = "::ffff:" + address
            raw = struct.pack("=H", family) + struct.pack("!HI", port, 0) \
                + socket.inet_pton(family, address) + bytes(4)
        else:
            raw = struct.pack("=H", family) + struct.pack("!H", port) \
                + socket.inet_pton(family, address) + bytes(8)
        return ctypes.create_string_buffer(raw, len(raw)), len(raw)

    def call_socket(self, call, family, kind, protocol):
        family = self.family if family is ELLIPSIS else number(family)
        live, code = self.c(libc.socket, family, number(kind), number(protocol))
        result, code = self.new_fd(call, live, code, "socket")
        return lambda: self.done(call, result, code)

    def call_bind(self, call, fd, address, _length):
        raw, size = self.sockaddr(address, (self.local, self.port))
        result, code = self.c(libc.bind, self.live(fd), raw, size)
        return lambda: self.done(call, result, code)

    def call_connect(self, call, fd, address, _length):
        raw, size = self.sockaddr(address, (self.remote, self.port))
        self.on_socket("connect", fd, self.live(fd))
        result, code = self.c(libc.connect, self.live(fd), raw, size)
        return lambda: self.done(call, result, code)

    def call_listen(self, call, fd, backlog):
        result, code = self.c(libc.listen, self.live(fd), number(backlog))
        self.on_socket("listen", fd, self.live(fd))
        return lambda: self.done(call, result, code)

    def call_accept(self, call, fd, _address, _length):
        live, code = self.c(libc.accept, self.live(fd), None, None)
        result, code = self.new_fd(call, live, code, "accept")
        return lambda: self.done(call, result, code)

    def call_accept4(self, call, fd, _address, _length, flags):
        live, code = self.c(libc.accept4, self.live(fd), None, None, number(flags))
        result, code = self.new_fd(call, live, code, "accept")
        return lambda: self.done(call, result, code)

    def call_read(self, call, fd, _buffer, size):
        result, code = self.c(libc.read, self.live(fd),
                              ctypes.create_string_buffer(max(1, size)), ctypes.c_size_t(size))
        return lambda: self.done(call, result, code)

    def call_recv(self, call, fd, _buffer, size, flags):
        result, code = self.c(libc.recv, self.live(fd), ctypes.create_string_buffer(max(1, size)),
                              ctypes.c_size_t(size), number(flags))
        return lambda: self.done(call, result, code)

    def call_recvfrom(self, call, fd, buffer, size, flags, _address, _length):
        return self.call_recv(call, fd, buffer, size, flags)

    def call_write(self, call, fd, _buffer, size):
        result, code = self.c(libc.write, self.live(fd), bytes(size), ctypes.c_size_t(size))
        return lambda: self.done(call, result, code)

    def call_send(self, call, fd, _buffer, size, flags):
        result, code = self.c(libc.send, self.live(fd), bytes(size), ctypes.c_size_t(size),
                              number(flags))
        return lambda: self.done(call, result, code)

    def call_sendto(self, call, fd, _buffer, size, flags, address, _length):
        flags = number(flags)
        raw, length = None, 0
        if flags & symbols.value("MSG_FASTOPEN") or isinstance(address, dict):
            raw, length = self.sockaddr(address, (self.remote, self.port))
            self.on_socket("connect", fd, self.live(fd))
        result, code = self.c(libc.sendto, self.live(fd), bytes(size), ctypes.c_size_t(size), flags,
                              raw, length)
        return lambda: self.done(call, result, code)

    def vectors(self, message):
        sizes = [element[2] for element in message["msg_iov"]]
        buffers = [ctypes.create_string_buffer(max(1, size)) for size in sizes]
        array = (IoVec * max(1, len(sizes)))()
        for slot, buffer, size in zip(array, buffers, sizes):
            slot.base, slot.len = ctypes.cast(buffer, ctypes.c_void_p), size
        return array, buffers, len(sizes)

    def call_sendmsg(self, call, fd, message, flags):
        array, buffers, count = self.vectors(message)
        header = MsgHdr(iov=ctypes.cast(array, ctypes.c_void_p), iovlen=count)
        result, code = self.c(libc.sendmsg, self.live(fd), ctypes.byref(header), number(flags))
        return lambda: (self.done(call, result, code), buffers) and None

    def call_recvmsg(self, call, fd, message, flags):
        array, buffers, count = self.vectors(message)
        control = ctypes.create_string_buffer(1024)
        header = MsgHdr(iov=ctypes.cast(array, ctypes.c_void_p), iovlen=count,
                        control=ctypes.cast(control, ctypes.c_void_p), controllen=1024)
        result, code = self.c(libc.recvmsg, self.live(fd), ctypes.byref(header), number(flags))

        def check():
            expect("msg_flags", number(message["msg_flags"]), header.flags)
            self.check_control(message.get("msg_control"), control.raw[:header.controllen])
        return lambda: (self.done(call, result, code, check), buffers) and None

    def check_control(self, wanted, raw):
        """Control messages in order. A list of data elements of the script is not needed by us."""
        found, at = [], 0
        while at + 16 <= len(raw):
            size, level, kind = struct.unpack("=Qii", raw[at:at + 16])
            found.append((level, kind, raw[at + 16:at + size]))
            at += (size + 7) & ~7
        if wanted is None:
            wanted = []
        expect("number of control messages", len(wanted), len(found))
        for message, (level, kind, data) in zip(wanted, found):
            expect("cmsg_level", number(message["cmsg_level"]), level)
            expect("cmsg_type", number(message["cmsg_type"]), kind)
            expected = message["cmsg_data"]
            if isinstance(expected, dict) and "scm_sec" in expected:
                seconds, nanos = struct.unpack("qq", data[:16])
                actual = seconds + nanos / 1e9 - self.start
                wanted_time = expected["scm_sec"] + expected["scm_nsec"] / 1e9
                if abs(actual - wanted_time) > 0.005 + wanted_time / 8:
                    raise Mismatch("timestamp: expected %.6f, actual %.6f" % (wanted_time, actual))
            elif isinstance(expected, dict):
                values = struct.unpack("=IBBBBII", data[:16])
                for name, value in zip(("errno", "origin", "type", "code", None, "info", "data"),
                                       values):
                    if name:
                        expect("ee_" + name, number(expected["ee_" + name]), value)
            else:
                expect("cmsg_data", number(expected), struct.unpack("=i", data[:4])[0])

    def call_shutdown(self, call, fd, how):
        result, code = self.c(libc.shutdown, self.live(fd), number(how))
        return lambda: self.done(call, result, code)

    def call_close(self, call, fd):
        result, code = self.c(libc.close, self.live(fd))
        if result == 0:
            del self.fds[fd]
        return lambda: self.done(call, result, code)

    def call_fcntl(self, call, fd, command, argument=0):
        result, code = self.c(libc.fcntl, self.live(fd), number(command), number(argument))
        return lambda: self.done(call, result, code)

    def call_ioctl(self, call, fd, request, argument):
        value = ctypes.c_int(-1)
        result, code = self.c(libc.ioctl, self.live(fd), ctypes.c_ulong(number(request)),
                              ctypes.byref(value))
        return lambda: self.done(call, result, code, lambda: expect(
            "ioctl value", number(argument[0]), value.value))

    def option_bytes(self, value):
        if isinstance(value, str):
            return value.encode()
        if isinstance(value, dict):
            return struct.pack("=ii", value["onoff"], value["linger"])
        if isinstance(value, list):
            return struct.pack("=%dI" % len(value), *(number(v) & 0xffffffff for v in value))
        raise ScriptError("option value %r is not known" % (value,))

    def call_setsockopt(self, call, fd, level, name, value, size):
        raw = self.option_bytes(value)
        result, code = self.c(libc.setsockopt, self.live(fd), number(level), number(name),
                              ctypes.create_string_buffer(raw, max(len(raw), size)), size)
        return lambda: self.done(call, result, code)

    def call_getsockopt(self, call, fd, level, name, value, size):
        room = size[0] if isinstance(size, list) else 16
        buffer = ctypes.create_string_buffer(max(1, room))
        length = ctypes.c_uint32(room)
        result, code = self.c(libc.getsockopt, self.live(fd), number(level), number(name), buffer,
                              ctypes.byref(length))

        def check():
            if value is not ELLIPSIS:
                raw = self.option_bytes(value)
                expect("option value", raw.hex(), buffer.raw[:len(raw)].hex())
        return lambda: self.done(call, result, code, check)

    def call_poll(self, call, items, count, timeout):
        array = (ctypes.c_uint64 * max(1, len(items)))()
        for i, item in enumerate(items):
            array[i] = struct.unpack("=Q", struct.pack(
                "=iHH", self.live(item["fd"]), number(item["events"]), 0))[0]
        result, code = self.c(libc.poll, array, number(count), number(timeout))

        def check():
            for i, item in enumerate(items):
                actual = struct.unpack("=iHH", struct.pack("=Q", array[i]))[2]
                expect("revents of %d" % item["fd"], number(item.get("revents", 0)), actual)
        return lambda: self.done(call, result, code, check)

    def call_epoll_create(self, call, size):
        live, code = self.c(libc.epoll_create, number(size))
        result, code = self.new_fd(call, live, code, "epoll")
        return lambda: self.done(call, result, code)

    def call_epoll_ctl(self, call, fd, operation, target, event=None):
        raw = struct.pack("=IQ", number(event["events"]), target) if isinstance(event, dict) else b""
        result, code = self.c(libc.epoll_ctl, self.live(fd), number(operation), self.live(target),
                              ctypes.create_string_buffer(raw, 12))
        return lambda: self.done(call, result, code)

    def call_epoll_wait(self, call, fd, events, most, timeout):
        events = events if isinstance(events, list) else [events]
        buffer = ctypes.create_string_buffer(12 * max(1, number(most)))
        result, code = self.c(libc.epoll_wait, self.live(fd), buffer, number(most), number(timeout))

        def check():
            for i in range(result):
                bits, data = struct.unpack("=IQ", buffer.raw[12 * i:12 * i + 12])
                expect("epoll events", number(events[i]["events"]), bits)
                expect("epoll fd", events[i]["fd"], data)
        return lambda: self.done(call, result, code, check)


def so_meminfo(fd):
    raw = struct.unpack("=9I", socket.socket(fileno=os.dup(fd)).getsockopt(1, 55, 36))
    names = ("RMEM_ALLOC", "RCVBUF", "WMEM_ALLOC", "SNDBUF", "FWD_ALLOC", "WMEM_QUEUED", "OPTMEM",
             "BACKLOG", "DROPS")
    return {"SK_MEMINFO_" + name: value for name, value in zip(names, raw)}
