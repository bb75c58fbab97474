#!/usr/bin/python3
# ctest: labels=campaign timeout=600 serial
"""Clients that stay subscribed while an office publishes thirty times show what is published, each time, and nothing else.

One daemon; three ways to be subscribed to it from the start to the end: vdirsyncer with khal, a reader that believes as little
as Evolution does (evolution_reader.py), and Debian's own evolution-data-server. Each time an office (definition_edits.py)
does something to its definition, or takes it back, and it is published: by saving, by SIGHUP,
by `agendad publish` or by `agendad rollback`. Then each client fetches once, and has to show exactly the events that
`agendad render` has, read by python3-icalendar: no duplicate, no ghost, no stale time, what is cancelled as such. And what
the edit is about has to be seen in the feed.

AGENDAD_SEED is another year.
"""
import collections
import datetime
import json
import os
import pathlib
import random
import shutil
import signal
import time

import definition_edits
import published_events
import subscribed_clients
import support

SEED = int(os.environ.get("AGENDAD_SEED", "2027"))
# vdirsyncer and khal take most of the time; these are one of each kind that differs.
WATCHED_BY_KHAL = ("cspen", "cspen-sessions", "dcpen", "rita-bell-lopez-vences")

ROLLBACK = "rollback"
HIDE, SHOW = "hides_what_is_cancelled", "shows_what_is_cancelled"
# How often a year has each; what is impossible when its turn comes is done as soon as it is possible. What is hidden is
# shown again at once, because what is cancelled is what the other edits are seen by.
A_YEAR = collections.Counter({
    "gives_an_hour": 3, "moves_a_session": 4, "takes_the_hour_back": 2, "calls_a_session": 2, "drops_a_session": 1,
    "adds_an_item": 2, "drops_an_item": 2, "retitles_an_item": 2, "hands_an_item_over": 2,
    "puts_an_item_into_another_month": 2, "ends_a_membership": 1, "adds_a_program": 1, "drops_the_program": 1,
    "rewords_an_item": 1, HIDE: 1, ROLLBACK: 2})
PUBLICATIONS = A_YEAR.total() + A_YEAR[HIDE]


class Publisher:
    """Publishes what the office has saved, by each of the ways there are, and knows every version."""

    def __init__(self, checks, config, server, office, dice):
        self._checks = checks
        self._config = config
        self._server = server
        self._office = office
        self._random = dice
        self._contents = [None, office.contents()]  # by version
        self.ways = collections.Counter()

    @property
    def version(self):
        return len(self._contents) - 1

    def save(self):
        seen = len(self._server.log)
        self._office.save()
        way = self._random.choice(("on save", "SIGHUP"))
        if way == "SIGHUP":
            self._server.signal(signal.SIGHUP)
        line = self._server.wait_for(r"serving \d+ feeds.*\(version (\d+)\)(.*)", since=seen)
        if "held back" in line[2]:
            self._checks.equal(int(line[1]), self.version, "the version that stays while a change is held back")
            way = "held back, publish"
            self._command("publish", "--yes")
        self.ways[way] += 1
        self._contents.append(self._office.contents())
        self._wait()

    def roll_back(self):
        """What it was about, or None if there is nothing to go back to."""
        others = [number for number in range(1, self.version) if self._contents[number] != self._contents[-1]
                  and not definition_edits.hides_cancelled(self._contents[number])]
        if not others:
            return None
        number = self._random.choice(others[-4:])
        arguments = [] if number == self.version - 1 else [number]
        self._command("rollback", "--yes", *arguments)
        self.ways["rollback"] += 1
        self._contents.append(self._contents[number])
        self._wait()
        self._office.put_back(self._contents[number])
        self._office.save()
        return f"goes back to version {number}"

    def _command(self, *arguments):
        result = self._checks.run(*arguments, "--config", self._config)
        self._checks.equal(result.returncode, 0, f"agendad {arguments}: {result.stderr.decode()}")

    def _wait(self):
        """Until the daemon serves the last version."""
        deadline = time.monotonic() + support.PATIENCE
        while True:
            status = json.loads(self._checks.run("status", "--format", "json", "--config", self._config).stdout)
            if status["version"] >= self.version or time.monotonic() > deadline:
                break
            time.sleep(0.05)
        self._checks.equal(status["version"], self.version, "the version that the daemon serves")


def check_numbers(checks, old, new, what):
    """No number of an event that stays ever falls."""
    for uid, event in new.items():
        if uid in old:
            checks.that(event.sequence >= old[uid].sequence and event.modified >= old[uid].modified,
                        f"{what}: {uid} falls from {old[uid]} to {event}")


def a_year(dice):
    deck = list(A_YEAR.elements())
    dice.shuffle(deck)
    return deck


def play_one(deck, office, publisher):
    """Does what comes first in the deck and is possible; the Expected, or what a rollback goes back to."""
    for index, name in enumerate(deck):
        if name == ROLLBACK:
            done = publisher.roll_back()
        else:
            try:
                done = getattr(office, name)()
            except definition_edits.Impossible:
                continue
            publisher.save()
        if done:
            del deck[index]
            if name == HIDE:
                deck.insert(0, SHOW)
            return done
    # A rollback may leave nothing to do the rest to; this is always possible.
    done = office.calls_a_session()
    publisher.save()
    return done


def main():
    checks = support.start()
    year = datetime.date.today().year + 1
    dice = random.Random(SEED)
    with support.temporary_directory() as name:
        folder = pathlib.Path(name)
        os.environ["STATE_DIRECTORY"] = str(folder / "state")
        config = folder / "config"
        shutil.copytree(checks.source / "config/examples/ine", config)
        office = definition_edits.Office(config, dice, year)
        with support.serving(checks, config) as server:
            publisher = Publisher(checks, config, server, office, dice)
            urls = {pathlib.PurePosixPath(path).stem: server.url(path) for path, _, _ in checks.list_feeds(config)}
            days = (datetime.date(year, 1, 1), datetime.date(year + 2, 1, 1))
            clients = subscribed_clients.Clients(checks, folder, urls, WATCHED_BY_KHAL, days)
            try:
                walk(checks, folder, config, server, office, publisher, clients, a_year(dice))
            finally:
                clients.close()
            checks.equal(publisher.version, PUBLICATIONS + 1, "the last version")
            checks.equal(server.stop(), 0, "exit code after SIGTERM")
    print(f"published {dict(publisher.ways)}")
    checks.finish()


def walk(checks, folder, config, server, office, publisher, clients, deck):
    bytes_before, events_before = {}, {}
    expected, what = None, "at the start"
    while True:
        feeds = checks.render_all(config, folder / "render")
        for feed, data in feeds.items():
            checks.equal(server.get(f"/feeds/{feed}.ics")[2], data, f"{what}: {feed} as it is served")
        store = {feed: published_events.read(data) for feed, data in feeds.items()}
        events = {feed: {event.uid: event for event in found} for feed, found in store.items()}
        for feed, found in store.items():
            checks.equal(len(events[feed]), len(found), f"{what}: different UIDs in {feed}")
        changed = {feed for feed, data in feeds.items() if bytes_before.get(feed) != data}
        checks.that(changed, f"{what}: changes nothing")
        if events_before:
            for feed in events:
                check_numbers(checks, events_before[feed], events[feed], f"{what}: {feed}")
        if isinstance(expected, definition_edits.Expected):
            checks.that(expected.holds(events_before[expected.feed], events[expected.feed]),
                        f"{what}: is not what {expected.feed} says")
        clients.compare(store, changed, what)
        if publisher.version > PUBLICATIONS or checks.failures:
            return
        office.has_cancelled = any(event.is_cancelled for event in store["cspen"])
        expected = play_one(deck, office, publisher)
        what = f"{publisher.version}, {getattr(expected, 'what', expected)}"
        print(what, flush=True)
        bytes_before, events_before = feeds, events


if __name__ == "__main__":
    main()
