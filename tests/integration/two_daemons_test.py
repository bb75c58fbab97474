#!/usr/bin/python3
"""Daemons that share a ledger serve the same octets, whoever saves what and when."""
# ctest: labels=campaign timeout=600
import contextlib
import itertools
import pathlib
import random
import signal
import time

import published
import support
from node import Node
from postgresql import PostgreSQL

ROUNDS = 30
SECONDS = 5  # until one shows what the other has published: it asks every two, and builds


class Pair:
    """Two nodes with the same definition and the same ledger, both serving."""

    def __init__(self, checks, folder, ledger):
        self.checks = checks
        self.nodes = [Node(checks, folder / name, f"\nledger: {ledger}\n") for name in ("one", "other")]
        self.paths = self.nodes[0].paths()
        self.servers = []
        self.stack = contextlib.ExitStack()
        self.reader = published.Reader()  # of both: it takes turns
        self.alone = [published.Reader() for _ in self.nodes]

    def __enter__(self):
        for node in self.nodes:
            self.servers.append(self.stack.enter_context(node.serving()))
        return self

    def __exit__(self, *failure):
        return self.stack.__exit__(*failure)

    def agree(self, version, what):
        """Both serve this version, and the same of it."""
        for node in self.nodes:
            node.wait_for(lambda status: status["version"] >= version, f"{what}: version {version}", SECONDS)
        self.checks.equal([node.status()["version"] for node in self.nodes], [version] * 2, f"{what}: versions")
        feeds = [self.reader.read(self.checks, server, self.paths, what) for server in self.servers]
        self.checks.equal(published.etags(feeds[1]), published.etags(feeds[0]), f"{what}: ETags")
        bodies = [{path: feed.body for path, feed in each.items()} for each in feeds]
        self.checks.that(bodies[0] == bodies[1], f"{what}: other octets")
        return feeds[0]

    def poll(self):
        return [published.Poller(server, "/feeds/cspen.ics") for server in self.servers]

    def check(self, pollers, what):
        for poller, reader in zip(pollers, self.alone):
            complaints = poller.stop(reader)
            self.checks.that(not complaints, f"{what}: {complaints}")
            self.checks.that(poller.answers > 0, f"{what}: nobody was served")


def both_save(checks, pair, chance):
    """The same, at the same moment or nearly; each publishes or follows, and there is one version more."""
    one, other = pair.nodes
    longest = 0
    for number in range(1, ROUNDS + 1):
        what = f"round {number}"
        pollers = pair.poll()
        one.edit(number)
        other.edit(number)
        # Every third time inotify tells, else the signals.
        if number % 3:
            for server in pair.servers if number % 2 else reversed(pair.servers):
                server.signal(signal.SIGHUP)
                time.sleep(chance.choice([0, 0, 0.005, 0.02]))
        start = time.monotonic()
        pair.agree(number + 1, what)
        longest = max(longest, time.monotonic() - start)
        pair.check(pollers, what)
    checks.equal(len(one.versions()), ROUNDS + 1, "versions: one for each round")
    return longest


def one_lags(checks, pair):
    """Its files are older: it serves what the other publishes, and writes nothing."""
    fast, slow = pair.nodes
    numbers = itertools.count(100)
    known = len(fast.versions())
    texts = {}
    pollers = pair.poll()
    for version in range(known + 1, known + 4):
        texts[version] = fast.edited(next(numbers))
        fast.write(texts[version])
        pair.agree(version, f"version {version} that one does not have")
    last = known + 3
    pair.servers[1].signal(signal.SIGHUP)
    old = f"the files are those of version {known}, which is not the last one"
    slow.wait_for(lambda status: status["attention"].startswith(old), "a word about files that are old by now")
    before = pair.agree(last, "after a signal to the one that lags")
    pair.check(pollers, "while one lags")

    # Started again, it says so again, and leaves it at that.
    checks.equal(pair.servers[1].stop(), 0, "exit code")
    pair.servers[1] = pair.stack.enter_context(slow.serving())
    status = slow.wait_for(lambda status: status["attention"] != "", "a word about old files")
    checks.that(status["attention"].startswith(old), f"what it says: {status['attention']!r}")
    checks.that(any(f"version {known}," in (line or "") for line in pair.servers[1].log), "so says the log")
    time.sleep(SECONDS / 2)
    after = pair.agree(last, "after a restart of the one that lags")
    checks.equal(published.etags(after), published.etags(before), "ETags after the restart")

    # Files that come late, one version after the other, are no news.
    for version in (known + 1, known + 2):
        slow.write(texts[version])
        status = slow.wait_for(lambda status, v=version: f"version {v}," in status["attention"], "a word about old files")
        pair.agree(last, f"with the files of version {version}")
    slow.write(texts[last])
    slow.wait_for(lambda status: status["attention"] == "", "the end of its lag")
    after = pair.agree(last, "with the files of the last version")
    checks.equal(published.etags(after), published.etags(before), "ETags at the end of the lag")

    # Who has the last version and goes back to an older one means it.
    slow.write(texts[known + 1])
    pair.agree(last + 1, "a deliberate return")
    pair.servers[0].signal(signal.SIGHUP)
    time.sleep(SECONDS / 2)
    pair.agree(last + 1, "after the return, with a signal to the other")
    checks.equal(len(fast.versions()), last + 1, "versions at the end")


def share(checks, folder, name, ledger):
    with Pair(checks, folder / name, ledger) as pair:
        pair.agree(1, f"{name}: after the start")
        start = time.monotonic()
        longest = both_save(checks, pair, random.Random(name))
        print(f"{name}: {ROUNDS} rounds in {time.monotonic() - start:.0f} s, the longest {longest:.1f} s", flush=True)
        one_lags(checks, pair)
        for server in pair.servers:
            checks.equal(server.stop(), 0, f"{name}: exit code")


def main():
    checks = support.start()
    with support.temporary_directory() as folder:
        base = pathlib.Path(folder)
        share(checks, base, "sqlite", base / "ledger.sqlite")
        with PostgreSQL() as server:
            share(checks, base, "postgresql", server.schema("shared"))
    checks.finish()


if __name__ == "__main__":
    main()
