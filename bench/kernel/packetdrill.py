#!/usr/bin/env python3
"""Runs packetdrill scripts against the kernel of this machine: packetdrill.py [options] FILE|DIR..."""
import argparse
import os
import re
import subprocess
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))


def scripts(paths):
    for path in paths:
        if os.path.isdir(path):
            for folder, folders, files in os.walk(path):
                folders.sort()
                yield from (os.path.join(folder, f) for f in sorted(files) if f.endswith(".pkt"))
        else:
            yield path


def play(args):
    """One script in this process; its verdict is the exit code."""
    from language import ScriptError
    from player import Player
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(10))
    except OSError as error:
        print("not in real time: %s" % error, file=sys.stderr)
    player = None
    try:
        player = Player(args.paths[0], {
            "ip_version": args.ip_version, "tolerance": args.tolerance_usecs,
            "trace": args.trace})
        extra = player.play()
        if extra and args.verbose:
            print("after the script:\n" + "\n".join(extra))
        code = 0
    except ScriptError as error:
        print("%s:%s: %s" % (args.paths[0], getattr(player, "line", "?"), error))
        code = 1
    except Exception:
        print("%s:%s: %s" % (args.paths[0], getattr(player, "line", "?"), traceback.format_exc()))
        code = 2
    sys.stdout.flush()
    os._exit(code)  # a call may still block in its thread


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--ip_version", default="ipv4",
                        choices=("ipv4", "ipv6", "ipv4-mapped-ipv6"))
    parser.add_argument("--tolerance_usecs", type=int, default=4000,
                        help="at least this; 14000 for a slow or loaded machine")
    parser.add_argument("--repeat", type=int, default=1, help="a script must pass so many times")
    parser.add_argument("--attempts", type=int, default=1,
                        help="so many tries for a pass: a loaded machine disturbs timing")
    parser.add_argument("--jobs", type=int, default=4)
    parser.add_argument("--trace", action="store_true", help="print what the kernel sends")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        play(args)

    def outcome(path):
        out = ""
        with open(path) as script:
            reason = re.search(r"^// NOT LIVE: (.*)$", script.read(), re.M)
        if reason:
            return path, None, reason.group(1)
        for _ in range(args.repeat):
            for _ in range(args.attempts):
                try:
                    done = subprocess.run(
                        [sys.executable, os.path.join(HERE, "packetdrill.py"), "--one", path,
                         "--ip_version", args.ip_version,
                         "--tolerance_usecs", str(args.tolerance_usecs)]
                        + ["--verbose"] * args.verbose + ["--trace"] * args.trace,
                        capture_output=True, text=True, timeout=60)
                    code, out = done.returncode, (done.stdout + done.stderr).strip()
                except subprocess.TimeoutExpired:
                    code, out = 1, "%s: no end after 60 s" % path
                if code == 0:
                    break
            if code:
                return path, code, out
        return path, 0, out

    failed = passed = skipped = 0
    with ThreadPoolExecutor(args.jobs) as pool:
        for path, code, out in pool.map(outcome, scripts(args.paths)):
            if code is None:
                skipped += 1
                print("SKIP [%s] %s" % (path, out))
            elif code:
                failed += 1
                print("FAIL [%s]\n%s" % (path, out))
            else:
                passed += 1
                if args.verbose:
                    print("OK   [%s]%s" % (path, "\n" + out if out else ""))
    print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
