"""Plays one script against the kernel of this machine, in real time."""
import os
import queue
import socket
import threading
import time

import tcpinfo
import wire
from calls import Calls
from device import Device, run
from language import ScriptError, parse

PORT, FIRST_REMOTE_PORT = 8080, 40001
COARSE_CLOCK = 6  # CLOCK_MONOTONIC_COARSE: moves with the tick


class Connection:
    """The connection under test: live numbers against the script's."""

    def __init__(self, remote_port=None, local_port=None):
        self.remote_port, self.local_port = remote_port, local_port
        self.passive = False
        self.connecting = False
        self.local_isn = self.local_script_isn = None  # of our side, the kernel's
        self.offset_remote = 0
        self.ts = {}  # script TS val -> live TS val
        self.fd = None

    @property
    def local_offset(self):
        """Live minus script, of sequence numbers of the kernel's side."""
        if self.local_isn is None:
            return 0
        return self.local_isn - self.local_script_isn


class Player:
    def __init__(self, path, settings):
        self.path, self.settings = path, settings
        text = open(path).read()
        options, self.init, self.events = parse(text)
        unknown = set(options) - {"tolerance_usecs", "tolerance_percent", "ip_version", "mss",
                                  "tcp_ts_tick_usecs", "strict_segments", "mtu", "local_ip",
                                  "remote_ip", "define", "ipv4", "ipv6"}
        if unknown:
            raise ScriptError("options not known here: %s" % sorted(unknown))
        version = options.get("ip_version", settings["ip_version"])
        self.v6 = version == "ipv6"
        family = socket.AF_INET if version == "ipv4" else socket.AF_INET6
        self.tolerance = max(int(options.get("tolerance_usecs", 4000)), settings["tolerance"]) / 1e6
        self.strict = "strict_segments" in options
        self.ts_tick = int(options.get("tcp_ts_tick_usecs", 0)) / 1e6
        cc = None if "TCP_CONGESTION" in text or "tcp_congestion_control" in text else "cubic"
        self.device = Device(6 if self.v6 else 4, int(options.get("mtu", 1520 if self.v6 else 1500)),
                             cc)
        self.calls = Calls(family, self.device.local, self.device.remote, PORT, self.on_socket)
        self.connection, self.listening, self.next_port = None, False, FIRST_REMOTE_PORT
        self.blocked, self.jobs, self.results = None, queue.Queue(), queue.Queue()
        self.variables, self.seen = {}, []
        threading.Thread(target=self.work, daemon=True).start()

    def work(self):
        """The thread of blocking calls."""
        while True:
            call = self.jobs.get()
            try:
                check = call()
                self.results.put((time.time(), check))
            except Exception as error:  # reported by the main thread
                self.results.put((time.time(), error))

    def on_socket(self, kind, script_fd, live_fd):
        if kind == "socket":
            self.connection, self.listening = Connection(), False
            self.connection.fd = script_fd
        elif kind == "listen":
            self.listening = True
        elif kind == "connect" and not self.connection.passive:
            self.connection.connecting, self.connection.remote_port = True, PORT
        elif kind == "accept":
            self.connection.fd = script_fd

    def now(self):
        return time.time() - self.start

    def play(self):
        env = dict(os.environ, NSTAT_HISTORY="/tmp/nstat.%d" % os.getpid())
        if self.init is not None:
            self.shell(self.init, env)
        self.env = env
        edge = time.clock_gettime(COARSE_CLOCK)
        while time.clock_gettime(COARSE_CLOCK) == edge:
            pass
        time.sleep(0.001)  # into the middle of a jiffy
        self.start = self.calls.start = time.time()
        previous = previous_time = None
        try:
            for event in self.events:
                self.line = event.line
                anchored = event.kind == "packet" and event.body.inbound
                if event.form == "relative":
                    base = previous_time if anchored and previous else self.now()
                    event.time += base
                    if event.until is not None:
                        event.until += base
                    if event.kind == "call" and event.body.end is not None:
                        event.body.end += base
                elif event.form == "any":
                    event.time = self.now()
                self.step(event, previous_time)
                previous, previous_time = anchored, event.time
            if self.blocked:
                self.finish_blocked(None)
        finally:
            try:
                os.unlink(env["NSTAT_HISTORY"])
            except FileNotFoundError:
                pass
        extra = []
        while (segment := self.device.sniff(0)) is not None:
            extra.append(self.describe(segment))
        return extra

    def step(self, event, previous_time):
        before = previous_time if previous_time is not None else event.time
        slack = max(self.tolerance, (event.time - before) / 8)
        if event.kind == "packet" and not event.body.inbound:
            self.expect_packet(event, slack)
            return
        while (wait := event.time - self.now()) > 0:
            if wait > 0.0002:
                time.sleep(wait - 0.0001)
        late = self.now() - event.time
        if late > slack:
            raise ScriptError("late by %.1f ms, not the kernel's doing" % (late * 1e3))
        if event.kind == "packet":
            self.inject(event.body)
        elif event.kind == "shell":
            self.shell(event.body, self.env)
        elif event.kind == "code":
            if self.connection.fd in self.calls.fds:
                self.variables.update(tcpinfo.variables(self.calls.fds[self.connection.fd]))
            try:
                exec(event.body, self.variables)
            except AssertionError as error:
                values = " ".join("%s=%s" % (name, self.variables[name]) for name in sorted(
                    self.variables) if name in event.body)
                raise ScriptError("assertion failed: %s [%s] %s" % (event.body, values, error))
        else:
            self.call(event)

    def shell(self, command, env):
        code, out = run(command, env)
        if code:
            raise ScriptError("`%s` ended with %d: %s" % (command, code, out))

    def call(self, event):
        call = event.body
        if self.blocked:
            self.finish_blocked(event)
        job = self.calls.prepare(call)
        if call.end is None:
            begin = self.now()
            job()()
            if self.now() - begin > max(self.tolerance, 0.03):
                raise ScriptError("%s blocked for %.3f s" % (call.name, self.now() - begin))
            return
        self.blocked = event
        self.jobs.put(job)
        time.sleep(0.0005)

    def finish_blocked(self, _next):
        """Before the next call: the one that blocks must have come back, and in time."""
        event, self.blocked = self.blocked, None
        line, self.line = self.line, event.line
        slack = max(self.tolerance, (event.body.end - event.time) / 8)
        try:
            moment, check = self.results.get(
                timeout=max(0.05, event.body.end - self.now() + slack + 0.5))
        except queue.Empty:
            raise ScriptError("%s is still blocked at %.3f" % (event.body.name, self.now()))
        if isinstance(check, Exception):
            raise check
        check()
        moment -= self.start
        if abs(moment - event.body.end) > slack:
            raise ScriptError("%s returned at %.4f, expected %.4f" % (
                event.body.name, moment, event.body.end))
        self.line = line

    def inject(self, packet):
        connection = self.connection
        if packet.icmp is None and self.listening and (connection is None or not connection.passive):
            fd = connection.fd
            self.connection = connection = Connection(self.next_port, PORT)
            connection.passive, connection.fd, self.listening = True, fd, False
            self.next_port += 1
        if connection is None:
            self.connection = connection = Connection(self.next_port, PORT)
        local, remote = self.device.local, self.device.remote
        if packet.icmp:
            kind, code, mtu, echoed = packet.icmp
            seq, length = echoed or (0, 0)
            head = wire.tcp(local, remote, connection.local_port, connection.remote_port, ".",
                            seq + connection.local_offset, 0, 0, 0, [], length, 0)
            size = (40 if self.v6 else 20) + 8
            self.device.inject(wire.icmp(remote, local, kind, code, mtu, head[:size]))
            return
        options = []
        for option in packet.options:
            if option[0] == "sack":
                option = ("sack", *((left + connection.local_offset,
                                     right + connection.local_offset) for left, right in option[1:]))
            elif option[0] == "TS" and "." in packet.flags:
                if option[2] not in connection.ts:
                    raise ScriptError("no TS val %d was seen to be echoed" % option[2])
                option = ("TS", option[1], connection.ts[option[2]])
            options.append(option)
        sport, dport = packet.ports or (connection.remote_port, connection.local_port)
        ack = packet.ack + connection.local_offset if packet.ack is not None else 0
        self.device.inject(wire.tcp(
            remote, local, sport, dport, packet.flags, packet.seq, ack, packet.win, packet.urg,
            options, packet.length, wire.ECN.get(packet.ecn, packet.tos or 0)))

    def ours(self, segment):
        connection = self.connection
        if connection is None or segment.source != self.device.local:
            return False
        if connection.connecting and connection.local_port is None and "S" in segment.flags:
            if segment.dport == connection.remote_port:
                connection.local_port = segment.sport
                return True
        return (segment.sport, segment.dport) == (connection.local_port, connection.remote_port)

    def describe(self, segment):
        connection = self.connection
        seq = (segment.seq - connection.local_offset) & 0xffffffff
        return "%9.6f > %s" % (segment.time - self.start, wire.show(
            segment.flags, seq, len(segment.payload), segment.ack, segment.win, segment.urg,
            segment.options))

    def next_packet(self, deadline):
        while True:
            segment = self.device.sniff(self.start + deadline)
            if segment is None or self.ours(segment):
                if segment is not None and self.settings.get("trace"):
                    print(self.describe(segment))
                return segment

    def expect_packet(self, event, slack):
        packet, connection = event.body, self.connection
        if connection is None:
            raise ScriptError("no connection")
        late = (event.until or event.time) + slack
        deadline = (self.now() + 20 if event.form == "any" else late + 1)
        merged = self.next_packet(deadline)
        if merged is not None and "S" in packet.flags and connection.local_isn is None:
            connection.local_isn, connection.local_script_isn = merged.seq, packet.seq
        while merged is not None and not self.strict and len(merged.payload) < packet.length:
            more = self.next_packet(deadline)
            if more is None:
                break
            if more.ack != merged.ack or more.seq != merged.seq + len(merged.payload):
                self.mismatch(packet, merged, "next packet does not continue it: "
                              + self.describe(more))
            merged.payload += more.payload
            merged.flags = "".join(f for f in wire.FLAGS if f in merged.flags + more.flags)
        if merged is None:
            raise ScriptError("no packet came until %.3f\nexpected: %s" % (
                self.now(), self.show(packet)))
        self.compare(packet, merged)
        moment = merged.time - self.start
        if event.form != "any" and not (
                event.time - slack <= moment <= (event.until or event.time) + slack):
            self.mismatch(packet, merged, "packet came at %.4f, expected %.4f%s" % (
                moment, event.time, "~%.4f" % event.until if event.until else ""))

    def compare(self, packet, segment):
        connection = self.connection
        fail = lambda what: self.mismatch(packet, segment, what)
        if set(packet.flags) != set(segment.flags):
            fail("flags")
        if packet.length != len(segment.payload):
            fail("length")
        if packet.seq != (segment.seq - connection.local_offset) & 0xffffffff:
            fail("sequence number")
        if "." in packet.flags and (packet.ack or 0) != segment.ack:
            fail("ack")
        if packet.win is not None and packet.win != segment.win:
            fail("window")
        if packet.urg != segment.urg:
            fail("urgent pointer")
        bits = segment.tos & 3
        if packet.tos is not None and packet.tos != segment.tos or packet.ecn and not (
                bits in (1, 2) if packet.ecn == "ect01" else bits == wire.ECN[packet.ecn]):
            fail("ECN or TOS: 0x%x" % segment.tos)
        if packet.options is None:
            return
        if len(packet.options) != len(segment.options):
            fail("options")
        for wanted, actual in zip(packet.options, segment.options):
            if wanted[0] == "TS" and actual[0] == "TS":
                connection.ts[wanted[1]] = actual[1]
                if self.ts_tick:
                    first = connection.__dict__.setdefault("first_ts", (wanted[1], actual[1]))
                    drift = (actual[1] - first[1]) - (wanted[1] - first[0])
                    if abs(drift) * self.ts_tick > self.tolerance:
                        fail("TS val, off by %d" % drift)
                if wanted[2] != actual[2]:
                    fail("TS ecr")
            elif wanted != actual:
                fail("options")

    def show(self, packet):
        return wire.show(packet.flags, packet.seq, packet.length, packet.ack, packet.win, packet.urg,
                         packet.options, packet.ecn)

    def mismatch(self, packet, segment, what):
        raise ScriptError("%s\nexpected: %9s > %s\nactual:   %s" % (
            what, "", self.show(packet), self.describe(segment)))
