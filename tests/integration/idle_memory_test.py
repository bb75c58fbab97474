#!/usr/bin/python3
# ctest: labels=bench
"""What agendad keeps to itself when it has nothing to do: what a build needed only for its time is given back. (The
sanitizers' allocators keep everything, so this is for the release build.)"""
import re
import time

import node
import support

MOST = 4500  # kB of its own, of which the libraries' tables are 1900


def own_memory(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
        return int(re.search(r"^RssAnon:\s+(\d+) kB$", file.read(), re.MULTILINE)[1])


def settled(process):
    """The least of some seconds: the builder is at rest after one."""
    least = own_memory(process)
    deadline = time.monotonic() + 5
    while least > MOST and time.monotonic() < deadline:
        time.sleep(0.2)
        least = min(least, own_memory(process))
    return least


def main():
    checks = support.start()
    with support.temporary_directory() as folder:
        machine = node.Node(checks, folder)
        for what in ("with an empty state", "with the ledger there"):
            with machine.serving() as server:
                found = settled(server.process)
                print(f"{what}: {found} kB")
                checks.that(found <= MOST, f"{what}: {found} kB of its own, expected at most {MOST}")
                checks.equal(server.stop(), 0, f"{what}: exit code")
    checks.finish()


if __name__ == "__main__":
    main()
