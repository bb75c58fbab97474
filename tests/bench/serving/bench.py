#!/usr/bin/python3
"""agendad beside nginx, Xandikos, Radicale and ics-service, on this machine and in one run; prints a Markdown table.

usage: bench.py AGENDAD SOURCE_DIRECTORY BUILD_FOLDER [--rounds N] [--seconds N] [--programs N] [--goals]

agendad and nginx take turns, and what is told is the median over the rounds: of each, and of the ratios of a round's
pair, so that what else the machine does falls on both. The slow ones get one round. With --goals it ends with 1 if
agendad is slower than nginx with many connections, or takes too long or too much to start.
"""
import argparse
import contextlib
import datetime
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

import load
import programs
import servers
import starting

EXAMPLE = "config/examples/ine"
CONNECTIONS = (1, 32, 256)
TITLES = {"identity": "200, no coding", "gzip": "200, gzip", "304": "304"}
STARTS = 5
# What --goals asks for.
LEAST_RATIO = 1.0  # to nginx, with 32 connections and more
LONGEST_START = 100  # milliseconds, of the example
MOST_MEMORY = 20_000  # kB resident, of the example


def _number(value):
    if math.isnan(value):
        return "none"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _beside(value, its):
    return f"{_number(value)} ({_number(value / its)})" if value and its else "none"


class Table:
    """Rows of six columns: what, agendad, nginx, the ratio of both, and the slow ones."""

    def __init__(self, slow):
        self._rows = [["", "agendad", "nginx", "agendad : nginx", *(server.name for server in slow)]]
        self.missed = []

    def add(self, what, *cells):
        row = [what, *cells]
        self._rows.append(row + [""] * (len(self._rows[0]) - len(row)))

    def goal(self, what, met):
        if not met:
            self.missed.append(what)

    def print(self):
        head, *rows = self._rows
        for row in (head, ["---"] + ["---:"] * (len(head) - 1), *rows):
            print("| " + " | ".join(row) + " |")


def _told(what):
    print(f"{datetime.datetime.now():%H:%M:%S} {what}", file=sys.stderr, flush=True)


def _pair(agendad, nginx, case, connections, options, folder):
    """[(agendad's result, nginx's)] of each round; who begins changes."""
    rounds = []
    for number in range(options.rounds):
        found = {}
        for server in (agendad, nginx) if number % 2 == 0 else (nginx, agendad):
            found[server] = load.run(server, case, connections, options.seconds, folder)
            if found[server].errors or not found[server].rate:
                raise RuntimeError(f"{server.name}, {case}, {connections} connections: {found[server]}")
        rounds.append((found[agendad], found[nginx]))
    return rounds


def _measure(case, connections, fast, slow, options, folder, table):
    what = f"{TITLES[case]}, {connections} connection{'s' if connections > 1 else ''}"
    _told(what)
    rounds = _pair(*fast, case, connections, options, folder)
    ones = [load.run(server, case, connections, options.seconds, folder) if case in server.cases else None
            for server in slow]
    for name, unit in (("rate", "requests/s"), ("p99", "p99, ms"), ("cost", "processor time, µs a request")):
        pairs = [(getattr(mine, name), getattr(its, name)) for mine, its in rounds]
        mine, its = (statistics.median(values) for values in zip(*pairs))
        # Processor time is counted in ticks: of a few answers there may be none.
        ratios = [one / other for one, other in pairs if other > 0]
        ratio = statistics.median(ratios) if ratios else float("nan")
        if name == "rate" and connections > 1:
            table.goal(f"{what}: {ratio:.2f} of nginx", ratio >= LEAST_RATIO)
        table.add(f"{what}: {unit}", _number(mine), _number(its), f"{ratio:.2f}",
                  *(_beside(getattr(one, name), its) if one else "no" for one in ones))
    if any(one and one.errors for one in ones):
        table.add(f"{what}: errors", "0", "0", "", *(str(one.errors) if one else "" for one in ones))


def _serve(options, folder):
    """The table of all servers, once they are verified."""
    config = options.source / EXAMPLE
    with contextlib.ExitStack() as stack:
        def started(kind, *arguments):
            server = kind(folder)
            stack.callback(server.stop)
            server.start(*arguments)
            return server

        agendad = started(servers.Agendad, options.agendad, config)
        identity = agendad.request("GET", agendad.path)[2]
        coded = agendad.request("GET", agendad.path, {"Accept-Encoding": "gzip"})[2]
        fast = (agendad, started(servers.Nginx, identity, coded))
        modules = servers.install_ics_service(options.build / "bench_npm")
        slow = (started(servers.Xandikos, identity), started(servers.Radicale, identity),
                started(servers.IcsService, identity, modules))
        for server in (*fast, *slow):
            servers.verify(server, identity)
        if fast[1].body != identity:
            raise RuntimeError("nginx has other bytes than agendad")
        table = Table(slow)
        print(f"`{agendad.path}`: {len(identity):,} octets, {len(coded):,} with gzip; {servers.THREADS} threads each of "
              f"agendad and nginx; rounds: {options.rounds} of {options.seconds} s; in brackets: to nginx.\n")
        for case in servers.CASES:
            for connections in CONNECTIONS:
                _measure(case, connections, fast, slow, options, folder, table)
        return table


def _start(options, folder, table):
    many = folder / "many"
    programs.write(options.source / EXAMPLE, options.programs, many)
    for what, config, times in (("1 program", options.source / EXAMPLE, STARTS),
                                (f"{options.programs:,} programs", many, 1)):
        _told(f"starts with {what}")
        first, second = starting.measure(options.agendad, config, folder / what.replace(" ", "-"), times)
        for which, start in (("first start", first), ("next start", second)):
            table.add(f"{what}, {which}: to READY, ms", _number(start.milliseconds))
            table.add(f"{what}, {which}: processor time of it, ms", _number(start.processor))
            table.add(f"{what}, {which}: resident / proportional / anonymous, MB",
                      " / ".join(f"{size / 1000:.1f}" for size in (start.resident, start.proportional,
                                                                   start.anonymous)))
            if times == STARTS:
                table.goal(f"{what}, {which}: {start.milliseconds:.0f} ms", start.milliseconds <= LONGEST_START)
                table.goal(f"{what}, {which}: {start.resident} kB", start.resident <= MOST_MEMORY)


def _arguments():
    parser = argparse.ArgumentParser(prog="scripts/bench")
    for name in ("agendad", "source", "build"):
        parser.add_argument(name, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--rounds", type=int, default=5, help="in which agendad and nginx take turns")
    parser.add_argument("--seconds", type=int, default=2, help="of each turn")
    parser.add_argument("--programs", type=int, default=1000, help="of the large definition")
    parser.add_argument("--goals", action="store_true", help="end with 1 if one is missed")
    return parser.parse_args()


def _machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.partition(":")[2].strip() for line in file if line.startswith("model name")), "a processor")
    return f"{os.cpu_count()} x {model}, {datetime.date.today()}"


def main():
    options = _arguments()
    release = subprocess.run([options.agendad, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"{release}, {_machine()}.")
    with tempfile.TemporaryDirectory(prefix="agendad-bench-") as name:
        folder = pathlib.Path(name)
        try:
            table = _serve(options, folder / "served")
            _start(options, folder / "started", table)
        except (RuntimeError, OSError, subprocess.SubprocessError) as error:
            sys.exit(f"bench: {error}")
    table.print()
    if options.goals and table.missed:
        sys.exit("bench: goals missed: " + "; ".join(table.missed))


if __name__ == "__main__":
    main()
