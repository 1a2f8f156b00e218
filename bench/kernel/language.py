"""The packetdrill language, as far as our corpus uses it: text of a script -> list of events.

Grammar learned from packetdrill(1) and its documentation; the structure here is our own.
What is not understood is an error with its line, never skipped.
"""
import re
from dataclasses import dataclass, field

TOKEN = re.compile(r"""
    (?P<space>[ \t\n]+|//[^\n]*|/\*.*?\*/)
  | (?P<code>%\{.*?\}%)
  | (?P<string>"(?:\\.|[^"])*")
  | (?P<shell>`(?:\\.|[^`])*`)
  | (?P<ellipsis>\.\.\.)
  | (?P<option>--[A-Za-z0-9_]+)
  | (?P<hex>0x[0-9a-fA-F]+)
  | (?P<float>-?\d*\.\d+)
  | (?P<word>\d*[A-Za-z_][A-Za-z0-9_]*)
  | (?P<int>-?\d+)
  | (?P<char>.)
""", re.X | re.S)

ELLIPSIS = type("Ellipsis_", (), {"__repr__": lambda self: "..."})()


class ScriptError(Exception):
    """A script that can't be run, or did not hold; the message names the line."""


@dataclass
class Token:
    kind: str
    text: str
    line: int


@dataclass
class Packet:
    """A packet line: TCP, or ICMP when icmp is set. None means: not said."""
    inbound: bool
    flags: str = ""
    seq: int = 0
    length: int = 0
    ack: int = None
    win: int = None
    urg: int = 0
    options: list = field(default_factory=list)  # None: not compared
    ecn: str = None
    tos: int = None
    ports: tuple = None
    icmp: tuple = None  # (type, code, mtu, echoed (seq, length))


@dataclass
class Call:
    name: str
    args: list
    result: object
    errno: str = None
    end: float = None  # seconds, same base as the start; None: must not block


@dataclass
class Event:
    line: int
    kind: str  # packet, call, shell, code
    body: object
    time: float = 0.0
    until: float = None  # end of a time range
    form: str = "relative"  # relative, absolute, any


@dataclass
class Word:
    text: str

    def __repr__(self):
        return self.text


def tokens(text):
    """All tokens but space and comments."""
    line, out = 1, []
    for match in TOKEN.finditer(text):
        kind = match.lastgroup
        if kind != "space":
            out.append(Token(kind, match.group(), line))
        line += match.group().count("\n")
    out.append(Token("end", "", line))
    return out


class Parser:
    """Recursive descent over the tokens of one script."""

    def __init__(self, text):
        self.tokens, self.at = tokens(text), 0

    def error(self, what):
        token = self.tokens[self.at]
        raise ScriptError("line %d: %s, at '%s'" % (token.line, what, token.text))

    def peek(self, text=None, ahead=0):
        token = self.tokens[min(self.at + ahead, len(self.tokens) - 1)]
        return token if text is None else token.text == text and token.kind != "string"

    def take(self, text=None, kind=None):
        token = self.tokens[self.at]
        if (text is not None and token.text != text) or (kind and token.kind not in kind):
            self.error("expected " + (text or " or ".join(kind)))
        self.at += 1
        return token

    def accept(self, text):
        if self.peek(text):
            self.at += 1
            return True
        return False

    def integer(self):
        token = self.take(kind=("int", "hex"))
        return int(token.text, 16 if token.kind == "hex" else 10)

    def script(self):
        """(options, initial shell command or None, events)"""
        options, events, init = {}, [], None
        while self.peek().kind == "option":
            name = self.take().text[2:]
            value = []
            if self.accept("="):
                line = self.peek().line
                while self.peek().line == line and self.peek().kind not in ("option", "end"):
                    value.append(self.take().text.strip('"'))
            options[name] = "".join(value)
        if self.peek().kind == "shell":
            init = self.take().text[1:-1]
        while self.peek().kind != "end":
            events.append(self.event())
        return options, init, events

    def time(self):
        return float(self.take(kind=("float", "int")).text)

    def event(self):
        event = Event(self.peek().line, "", None)
        if self.accept("*"):
            event.form = "any"
        elif self.accept("+"):
            event.time = self.time()
            if self.accept("~"):
                self.take("+")
                event.until = self.time()
        else:
            event.form, event.time = "absolute", self.time()
            if self.accept("~"):
                event.until = self.time()
        if self.peek("<") or self.peek(">"):
            event.kind, event.body = "packet", self.packet()
        elif self.peek().kind == "shell":
            event.kind, event.body = "shell", self.take().text[1:-1]
        elif self.peek().kind == "code":
            event.kind, event.body = "code", self.take().text[2:-2].strip(" \t")
        else:
            event.kind, event.body = "call", self.call()
        return event

    def call(self):
        end = self.time() if self.accept("...") else None
        name = self.take(kind=("word",)).text
        args = self.listed("(", ")")
        self.take("=")
        result = self.expression()
        errno = None
        if self.peek().kind == "word" and not self.peek("("):
            errno = self.take().text
        if self.accept("("):
            while not self.accept(")"):
                self.at += 1
        return Call(name, args, result, errno, end)

    def listed(self, left, right):
        self.take(left)
        out = []
        while not self.accept(right):
            out.append(self.expression())
            if not self.peek(right):
                self.take(",")
        return out

    def expression(self):
        value = self.operand()
        while self.accept("|"):
            other = self.operand()
            value = ("|", value, other)
        return value

    def operand(self):
        token = self.peek()
        if token.kind in ("int", "hex"):
            return self.integer()
        if token.kind == "ellipsis":
            self.at += 1
            return ELLIPSIS
        if token.kind == "string":
            text = ""
            while self.peek().kind == "string":
                text += self.take().text[1:-1].encode().decode("unicode_escape")
            return text
        if self.peek("["):
            return self.listed("[", "]")
        if self.peek("{"):
            return self.struct()
        word = self.take(kind=("word",)).text
        if self.peek("("):
            inner = self.listed("(", ")")
            return (word, *inner)
        return Word(word)

    def struct(self):
        """{a=1, b(2)=3} is a dict; {x, y} is a tuple ("list", x, y)."""
        self.take("{")
        named, plain = {}, []
        while not self.accept("}"):
            if self.peek().kind == "word" and (self.peek("=", 1) or self.peek("(", 1)):
                name = self.take().text
                if self.peek("("):
                    self.listed("(", ")")
                self.take("=")
                named[name] = self.expression()
            else:
                plain.append(self.expression())
            if not self.peek("}"):
                self.take(",")
        return named if named else ("list", *plain)

    def packet(self):
        packet = Packet(inbound=self.take().text == "<")
        if self.peek("[") or self.peek("("):
            close = "]" if self.take().text == "[" else ")"
            word = self.take(kind=("word",)).text
            if word == "tos":
                packet.tos = self.integer()
            elif word in ("noecn", "ect0", "ect1", "ce", "ect01"):
                packet.ecn = word
            else:
                self.error("IP information '%s' is not known" % word)
            self.take(close)
        if self.accept("icmp"):
            packet.icmp = self.icmp()
            return packet
        if self.peek().kind == "int" and self.peek(">", 1):
            packet.ports = (self.integer(), (self.take(">"), self.integer())[1])
        if not self.accept("-"):
            if self.peek().kind == "word":
                packet.flags = self.take().text
            if self.accept("."):
                packet.flags += "."
        packet.seq, packet.length = self.sequence()
        if self.accept("ack"):
            packet.ack = self.integer()
        if self.accept("win"):
            packet.win = self.integer()
        if self.accept("urg"):
            packet.urg = self.integer()
        if self.accept("<"):
            if self.accept("..."):
                packet.options = None
                self.take(">")
            else:
                packet.options = self.tcp_options()
        if packet.inbound and packet.win is None:
            self.error("an inbound packet needs win")
        return packet

    def sequence(self):
        start = self.integer()
        self.take(":")
        end = self.integer()
        self.take("(")
        length = self.integer()
        self.take(")")
        if start + length != end:
            self.error("sequence numbers and length disagree")
        return start, length

    def icmp(self):
        kind = self.take(kind=("word",)).text
        code = mtu = echoed = None
        if self.peek().kind == "word" and not self.peek("mtu"):
            code = self.take().text
        if self.accept("mtu"):
            mtu = self.integer()
        if self.accept("["):
            echoed = self.sequence()
            self.take("]")
        return kind, code, mtu, echoed

    def tcp_options(self):
        out = []
        while True:
            name = self.take(kind=("word",)).text
            if name in ("nop", "eol", "sackOK"):
                out.append((name,))
            elif name in ("mss", "wscale"):
                out.append((name, self.integer()))
            elif name == "TS":
                self.take("val")
                value = self.integer()
                self.take("ecr")
                out.append((name, value, self.integer()))
            elif name == "sack":
                blocks = []
                while self.peek().kind == "int":
                    left = self.integer()
                    self.take(":")
                    blocks.append((left, self.integer()))
                out.append((name, *blocks))
            elif name in ("FO", "FOEXP"):
                cookie = ""
                while self.peek().kind in ("word", "int", "hex"):
                    cookie += self.take().text
                out.append((name, cookie))
            else:
                self.error("TCP option '%s' is not known" % name)
            if self.accept(">"):
                return out
            self.take(",")


def parse(text):
    return Parser(text).script()
