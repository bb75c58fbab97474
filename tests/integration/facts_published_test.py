#!/usr/bin/python3
# ctest: labels=campaign timeout=600
"""What is written down while a daemon runs is published once: also if it is killed meanwhile, and what hands make of the file."""
import itertools
import pathlib
import random
import re
import signal
import time

import crash_test
import published
import support
from node import YEAR, Node, end

FILE = "cspen-2024.cspen.yaml"
FACTS = f"facts/{FILE}"
MARK = ("mark", "programa-anual-comision", f"{YEAR}-01", "--file", FILE)
MARK_DONE = (*MARK, "done", "--on", f"{YEAR}-01-15")
ITEMS = 4  # a short program makes a short commit
KILLS = 20
DONE = "Cumplido: "


class Commission(crash_test.Victim):
    """Convenes its first session for another place again and again; each is one fact, one version, and one SEQUENCE more."""

    def __init__(self, checks, folder):
        super().__init__(checks, folder, items=ITEMS)
        self.facts = 0

    def convene(self):
        self.facts += 1
        result = self.node.run("convene", "ordinaria-1", f"{YEAR}-03-13 10:00", "--duration", "2h", "--place", self.place())
        self.checks.equal(result.returncode, 0, f"convene: {result.stderr.decode()}")

    def place(self):
        return f"Sala {self.facts}."

    def look_at_all(self, server, what):
        """Every fact is in the file, in the feeds and in the ledger, once."""
        version, feeds = self.look(server, [self.facts + 1], what)
        lines = (self.node.config / FACTS).read_text().splitlines() if self.facts else []
        places = [re.search(r"place: \"(.*?)\"", line)[1] for line in lines if line.startswith("- ")]
        self.checks.equal(places, [f"Sala {number}." for number in range(1, self.facts + 1)], f"{what}: places in {FACTS}")
        events = feeds["/feeds/cspen-sessions.ics"].events.values()
        here = [event.sequence for event in events if f"LOCATION:{self.place()}\r\n".encode() in event.octets]
        self.checks.equal(here, [self.facts] if self.facts else [], f"{what}: SEQUENCE of what is held in {self.place()}")
        self.checks.equal(self.node.versions()[0][0], version, f"{what}: the ledger's last version")


def at_each_write(checks, folder):
    """The daemon is killed at each write that it makes after a fact was written down."""
    victim = Commission(checks, folder)
    node = victim.node
    for nth in itertools.count(1):
        what = f"write {nth}"
        with node.serving() as server:
            victim.look_at_all(server, f"before {what}")
            tracer = crash_test.attached(server, f"{crash_test.WRITES}:signal=KILL:when={nth}")
            victim.convene()
            survived = crash_test.shows_up(server, victim.facts + 1)
            tracer.terminate()
            tracer.wait(support.PATIENCE)
            if survived:
                victim.look_at_all(server, what)
                checks.equal(server.stop(), 0, f"{what}: exit code")
        if survived:
            checks.that(nth > crash_test.FEWEST_WRITES, f"{what}: that cannot be all")
            return nth - 1


def at_random_moments(checks, folder, kills):
    """Some before it has seen the fact, some while it publishes it."""
    victim = Commission(checks, folder)
    node = victim.node
    chance = random.Random(kills)
    with node.serving() as server:
        started = time.monotonic()
        victim.convene()
        node.wait_for(lambda status: status["version"] == 2, "the first fact")
        longest = 1.3 * (time.monotonic() - started)
    seen = 0
    for kill in range(1, kills + 1):
        with node.serving() as server:
            victim.look_at_all(server, f"before kill {kill}")
            victim.convene()
            time.sleep(chance.uniform(0, longest))
            end(server.process)
        seen += victim.last(victim.facts, f"kill {kill}") > victim.facts
    with node.serving() as server:
        victim.look_at_all(server, "after all kills")
    checks.that(0 < seen < kills, f"{seen} of {kills} facts were published before the kill: not at random moments")
    return seen


class Desk:
    """Somebody who edits the file of facts by hand while the daemon runs."""

    def __init__(self, checks, node, server):
        self._checks = checks
        self._node = node
        self._server = server
        self._file = node.config / FACTS
        self._reader = published.Reader()
        self._paths = node.paths()
        self._version = 1
        self.text = ""
        self.look("at the start", DONE not in self._feed())

    def hand(self, text, what, holds, in_place=False):
        """Writes the file, which is published as one version of which `holds` holds."""
        self.text = text
        if in_place:
            self._file.write_bytes(text.encode())
        else:
            self._file.with_suffix(".new").write_bytes(text.encode())
            self._file.with_suffix(".new").replace(self._file)
        self._published(what, holds)

    def command(self, arguments, what, holds):
        before = self.text
        result = self._node.run(*arguments)
        self._checks.equal(result.returncode, 0, f"{what}: {result.stderr.decode()}")
        self.text = self._file.read_bytes().decode()
        self._checks.that(self.text.startswith(before) and self.text.endswith("}\n"), f"{what}: {before!r} -> {self.text!r}")
        self._published(what, holds)

    def mistake(self, text, complaint, what):
        """Nothing is published, and nobody writes on top of it."""
        self._file.write_bytes(text.encode())
        status = self._node.wait_for(lambda status: complaint in str(status), f"{what}: {complaint}")
        self._checks.equal(status["version"], self._version, f"{what}: the version that stays")
        result = self._node.run(*MARK_DONE)
        self._checks.that(result.returncode == 1 and complaint in result.stderr.decode(), f"{what}: mark says {result}")
        self._checks.equal(self._file.read_bytes().decode(), text, f"{what}: what mark leaves")
        self.look(what, lambda feed: True)

    def look(self, what, holds):
        self._checks.equal(self._node.versions()[0][0], self._version, f"{what}: versions")
        self._reader.read(self._checks, self._server, self._paths, what)
        feed = self._feed()
        self._checks.that(holds(feed) if callable(holds) else holds, f"{what}: {feed}")

    def bodies(self):
        return [self._server.get(path)[2] for path in self._paths]

    def _published(self, what, holds):
        self._version += 1
        self._node.wait_for(lambda status: status["version"] >= self._version, what)
        seen = len(self._server.log)
        self._server.signal(signal.SIGHUP)
        self._server.wait_for(rf"\(version {self._version}\)", since=seen)
        self.look(what, holds)

    def _feed(self):
        return self._server.get("/feeds/cspen.ics")[2].decode().replace("\r\n ", "")


def by_hand(checks, folder):
    node = Node(checks, folder, items=ITEMS)
    with node.serving() as server:
        desk = Desk(checks, node, server)
        desk.command(MARK_DONE, "the first fact makes the folder", lambda feed: feed.count(DONE) == 1)
        desk.command(("convene", "ordinaria-1", f"{YEAR}-03-13 10:00", "--duration", "2h"), "the second",
                     lambda feed: f"DTSTART:{YEAR}0313T160000Z" in feed)
        done, convened = desk.text.splitlines(keepends=True)

        desk.mistake((done + convened).replace("fact: done", "fact: dome"), f"{FACTS}:1:", "a typo")
        other = done.replace(f"on: {YEAR}-01-15", f"on: {YEAR}-01-16")
        desk.hand(other + convened, "is mended, and the day, too", lambda feed: f"16 de enero de {YEAR}" in feed, in_place=True)
        desk.hand(convened, "a line is deleted", lambda feed: DONE not in feed and f"{YEAR}0313T160000Z" in feed)
        desk.hand(done + convened, "and comes back", lambda feed: feed.count(DONE) == 1, in_place=True)

        before = desk.bodies()
        desk.hand(convened + done, "two lines are swapped", lambda feed: True)
        desk.hand((convened + done).replace("\n", "\r\n"), "line ends of Windows", lambda feed: True)
        checks.that(desk.bodies() == before, "order and line ends change no octet")
        desk.command((*MARK, "--undo"), "a command after them", lambda feed: DONE not in feed)
        checks.equal(desk.text.count("\r\n"), 2, "line ends that stay")

        desk.hand(desk.text.rstrip("\n"), "no line end at the end", lambda feed: DONE not in feed)
        desk.command(MARK_DONE, "a command after that", lambda feed: feed.count(DONE) == 1)
        checks.equal(len(re.findall(r"(?m)^- \{at: ", desk.text)), 4, f"facts in {desk.text!r}")
        desk.hand(desk.text + f"\n# a mano\n- at: {YEAR - 1}-12-01T10:00:00Z\n  session: ordinaria-1\n  fact: held", "several lines",
                  lambda feed: "Se celebró." in feed, in_place=True)
        desk.command(("hold", "ordinaria-1", "--undo"), "and a command at the end", lambda feed: "Se celebró." not in feed)
        checks.equal(server.stop(), 0, "exit code")


def main():
    checks = support.start()
    with support.temporary_directory() as folder:
        base = pathlib.Path(folder)
        by_hand(checks, base / "hand")
        writes = at_each_write(checks, base / "write")
        print(f"killed at each of {writes} writes that publish a fact", flush=True)
        seen = at_random_moments(checks, base / "random", KILLS)
        print(f"killed at {KILLS} moments, {seen} of them after the commit")
    checks.finish()


if __name__ == "__main__":
    main()
