#!/usr/bin/python3
# ctest: labels=campaign timeout=600 serial
"""A commission's year (year_steps.py), step by step through a running daemon.

Before each publication `agendad diff` tells its changes, and no others. After it those events have changed, and no others;
their SEQUENCE rises where their meaning did; the ledger says the same; and whoever is subscribed, with vdirsyncer and khal,
with a reader like Evolution or with Debian's evolution-data-server, shows exactly the store's events.
"""
import datetime
import pathlib
import re
import time

import node
import published
import subscribed_clients
import support
import year_steps
import year_store

WATCHED_BY_KHAL = ("cspen", "dpspen", "rita-bell-lopez-vences")
TIMES = re.compile(r"(\d+)× ")
LINK = year_steps.LINK.encode()
DAYS = (datetime.date(node.YEAR, 1, 1), datetime.date(node.YEAR + 2, 1, 1))


def feeds_named(text, everybody):
    """The ids that the end of a line stands for."""
    feeds = set()
    for word in text.split():
        if word == "everybody":
            feeds |= everybody
        elif word == "councillors":
            feeds |= set(year_steps.COUNCILLORS)
        elif word.startswith("-"):
            feeds.remove(word[1:])
        else:
            feeds.add(word)
    return feeds


class Row:
    """A line of `tells`."""

    def __init__(self, text, everybody):
        line, feeds = text[3:].rsplit(" | ", 1)
        times = TIMES.match(line)
        self.line = line
        self.rise = text[:3].strip()
        self.count = int(times[1]) if times else 1
        self.feeds = feeds_named(feeds, everybody)
        self._pattern = re.compile(".*".join(map(re.escape, line[times.end() if times else 0:].split("…"))))

    def holds(self, line, feeds):
        return feeds == self.feeds and bool(self._pattern.fullmatch(line))


def rows(step, everybody):
    """As `tells` has them: what is indented goes on from the line above."""
    return [Row(text, everybody) for text in step.tells.replace("\n        ", " ").split("\n") if text]


class Year:
    def __init__(self, checks, office, server, clients):
        self._checks = checks
        self._office = office
        self._server = server
        self._clients = clients
        self._feeds = {}
        self._everybody = set()
        self._private = set()
        self._reader = published.Reader()

    def begin(self):
        self._look("at the start")
        self._everybody = set(self._feeds)

    def walk(self, step):
        step.act(self._office)
        for now, first in step.renames.items():
            self._office.rename(now, first)
        told = self._office.told()
        expected = rows(step, self._everybody)
        found = {line: next((row for row in expected if row.holds(line, feeds)), None) for line, feeds in told.lines.items()}
        unexpected = [f"{line} | {' '.join(sorted(told.lines[line]))}" for line, row in found.items() if not row]
        self._checks.that(not unexpected, f"{step.name}: diff tells as well {unexpected}")
        for row in expected:
            self._checks.equal(list(found.values()).count(row), row.count, f"{step.name}: diff tells {row.line}")
        before = self._feeds
        self._office.publish(self._server)
        if step.hides:
            self._private.add(step.hides)
            self._clients.turn_away(step.hides)
        self._look(step.name)
        for line, row in found.items():
            if row:
                rise = year_store.rises(before, self._feeds, told.uids.get(line, ()))
                self._checks.equal(rise, row.rise, f"{step.name}: SEQUENCE of {line}")
        wrong = list(year_store.complaints(before, self._feeds, told))
        self._checks.that(not wrong, f"{step.name}: {wrong[:3]}, {len(wrong)} in all")
        self._checks.equal(self._office.good("diff"), "Nothing would change.\n", f"{step.name}: diff once it is published")

    def _look(self, what):
        before, self._feeds = self._feeds, self._office.feeds(self._server)
        for feed in WATCHED_BY_KHAL:
            self._office.compare_with_ledger(feed, self._feeds[feed], what)
        for feed, found in self._feeds.items():
            fallen = list(self._reader.seen(feed, {uid.encode(): event for uid, event in found.octets.items()}))
            self._checks.that(not fallen, f"{what}: {fallen[:3]}, {len(fallen)} in all")
            self._checks.that(LINK not in found.body.replace(b"\r\n ", b""), f"{what}: {feed} tells where members meet")
        for feed in self._private:
            body = self._office.good("render", feed).replace("\r\n ", "")
            self._checks.that(year_steps.LINK in body, f"{what}: {feed} does not tell where members meet")
            self._checks.that(feed not in self._feeds, f"{what}: {feed} is served")
        changed = {feed for feed, found in self._feeds.items() if before.get(feed, year_store.NO_FEED).body != found.body}
        self._clients.compare({feed: sorted(found.events.values()) for feed, found in self._feeds.items()}, changed, what)


def main():
    checks = support.start()
    with support.temporary_directory() as name:
        folder = pathlib.Path(name)
        office = year_store.Office(checks, folder, year_steps.ITEMS)
        year_steps.START(office)
        office.good("publish", "--yes")
        with office.serving() as server:
            urls = {pathlib.PurePosixPath(path).stem: server.url(path) for path in office.paths()}
            clients = subscribed_clients.Clients(checks, folder, urls, WATCHED_BY_KHAL, DAYS)
            try:
                year = Year(checks, office, server, clients)
                year.begin()
                for step in year_steps.STEPS:
                    started = time.monotonic()
                    year.walk(step)
                    print(f"{step.name} ({time.monotonic() - started:.1f} s)", flush=True)
            finally:
                clients.close()
            checks.equal(server.stop(), 0, "exit code after SIGTERM")
    checks.finish()


if __name__ == "__main__":
    main()
