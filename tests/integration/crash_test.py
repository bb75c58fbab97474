#!/usr/bin/python3
"""Whoever is killed while publishing, at whatever moment, takes back nothing that anybody was served."""
# ctest: labels=campaign timeout=600
import itertools
import os
import pathlib
import random
import signal
import subprocess
import time

import published
import support
from node import Node, end, traced

# Every system call of a commit and of what follows it that changes a file. What goes to sockets and to the log is not
# among them: it is written by other threads at any time.
WRITES = ("pwrite64,pwritev,fsync,fdatasync,ftruncate,fallocate,unlink,unlinkat,rename,renameat,renameat2,mknod,mknodat,"
          "link,linkat,mkdir,chmod,fchmod,fchmodat")
ITEMS = 4  # of the program whose every write is a death: as many as its edits need
FEWEST_WRITES = 10  # fewer in a commit, and something else was traced
KILLS = 25
LONG_KILLS = 500


class Victim:
    """A node that is killed again and again, and what its subscribers were served by its versions."""

    def __init__(self, checks, folder, settings="", items=None):
        self.checks = checks
        self.node = Node(checks, folder, settings, items)
        self.paths = self.node.paths()
        self.reader = published.Reader()
        self.etags = {}  # {version: those of every feed}

    def look(self, server, versions, what):
        """Reads everything that is served after a start; returns the version, which is one of `versions`."""
        version = self.node.status()["version"]
        self.checks.that(version in versions, f"{what}: version {version} is served, expected one of {versions}")
        feeds = self.reader.read(self.checks, server, self.paths, what)
        etags = published.etags(feeds)
        self.checks.equal(etags, self.etags.setdefault(version, etags), f"{what}: ETags of version {version}")
        return version, feeds

    def last(self, before, what):
        """The ledger's last version after a death; it is a whole ledger, whenever that was."""
        self.node.check_files(what)
        last = self.node.versions()[0][0]
        self.checks.that(before <= last <= before + 1, f"{what}: version {last} in the ledger, before {before}")
        return last

    def same_as_rendered(self, feeds, what):
        """Another process makes the same of the definition and the ledger."""
        with support.temporary_directory() as folder:
            rendered = self.checks.render_all(self.node.config, folder, env=self.node.environment)
        served = {pathlib.Path(path).stem: feed.body for path, feed in feeds.items()}
        self.checks.that(served == rendered, f"{what}: what is served is not what render writes")


def shows_up(server, version):
    """Whether the server lives to tell of this version."""
    try:
        server.wait_for(rf"\(version {version}\)")
        return True
    except RuntimeError:
        server.process.wait(support.PATIENCE)
        return False


def attached(server, inject):
    tracer = subprocess.Popen(traced(f"--attach={server.process.pid}", f"--inject={inject}"), stderr=subprocess.PIPE)
    if b"attached" not in tracer.stderr.readline():
        raise RuntimeError("strace cannot attach")
    return tracer


def at_each_write_of_a_save(checks, folder, both):
    """The daemon publishes what was saved. The files stay or, every second time, are what they were before."""
    victim = Victim(checks, folder, items=ITEMS)
    node = victim.node
    expected, stays, edits = [1], True, 0
    for nth in itertools.count(1):
        for stays in (True, False) if both else (nth % 2 == 0,):
            what = f"on save, write {nth}"
            with node.serving() as server:
                before, _ = victim.look(server, expected, what)
                edits += 1
                previous = node.program.read_text()
                poller = published.Poller(server, "/feeds/cspen-sessions.ics")
                tracer = attached(server, f"{WRITES}:signal=KILL:when={nth}")
                node.edit(edits)
                server.signal(signal.SIGHUP)
                survived = shows_up(server, before + 1)
                tracer.terminate()
                tracer.wait(support.PATIENCE)
                if survived:
                    time.sleep(0.1)
                complaints = poller.stop(victim.reader)
                checks.that(not complaints, f"{what}: while it published: {complaints}")
                checks.that(poller.answers > 0, f"{what}: nobody was served")
                if survived:
                    victim.look(server, [before + 1], what)
                    checks.equal(server.stop(), 0, f"{what}: exit code")
            last = victim.last(before, what)
            if survived:
                checks.equal(last, before + 1, f"{what}: the version of who survived")
                checks.that(nth > FEWEST_WRITES, f"{what}: that cannot be all")
                return nth - 1
            if not stays and last == before:
                node.write(previous)
            expected = [last if last > before or not stays else before + 1]


def at_each_write_of_a_command(checks, folder):
    """`agendad publish`; the daemon is started after each death, and publishes nothing of its own."""
    victim = Victim(checks, folder, "\npublish: on-command\n", items=ITEMS)
    node = victim.node
    checks.equal(node.run("publish", "--yes").returncode, 0, "exit code of the first publication")
    with node.serving() as server:
        before, _ = victim.look(server, [1], "on command")
        checks.equal(server.stop(), 0, "exit code")
    for nth in itertools.count(1):
        what = f"on command, write {nth}"
        node.edit(nth)
        command = [checks.agendad, "publish", "--yes", "--config", str(node.config)]
        result = subprocess.run(traced(f"--inject={WRITES}:signal=KILL:when={nth}", *command), env=node.environment,
                                stdin=subprocess.DEVNULL, capture_output=True, timeout=support.PATIENCE, check=False)
        checks.that(result.returncode in (0, -signal.SIGKILL), f"{what}: exit code {result.returncode}")
        last = victim.last(before, what)
        with node.serving() as server:
            after, feeds = victim.look(server, [last], what)
            if after > before:
                victim.same_as_rendered(feeds, what)
            checks.equal(server.stop(), 0, f"{what}: exit code of the daemon")
        if result.returncode == 0:
            checks.equal(after, before + 1, f"{what}: the version of who survived")
            checks.that(nth > FEWEST_WRITES, f"{what}: that cannot be all")
            return nth - 1
        before = after


def at_random_moments(checks, folder, kills):
    """The whole program, saved or told by SIGHUP; subscribers read all the while."""
    chance = random.Random(kills)
    victim = Victim(checks, folder)
    node = victim.node
    with node.serving() as server:
        victim.look(server, [1], "at random")
        start = time.monotonic()
        node.edit(0)
        if not shows_up(server, 2):
            raise RuntimeError(f"version 2 was not published: {server.log}")
        longest = 1.6 * (time.monotonic() - start)
    committed = answers = 0
    expected, stays = [2], False
    for kill in range(1, kills + 1):
        what = f"kill {kill}"
        with node.serving() as server:
            before, feeds = victim.look(server, expected, what)
            if stays:
                victim.same_as_rendered(feeds, what)
            previous = node.program.read_text()
            poller = published.Poller(server, "/feeds/cspen.ics")
            node.edit(kill)
            hastened = chance.random() < 0.5
            if hastened:
                server.signal(signal.SIGHUP)
            time.sleep(chance.uniform(0, longest - (0.2 if hastened else 0)))
            end(server.process)
            complaints = poller.stop(victim.reader)
            checks.that(not complaints, f"{what}: before it: {complaints}")
            answers += poller.answers
        last = victim.last(before, what)
        committed += last > before
        stays = chance.random() < 0.5
        if not stays and last == before:
            node.write(previous)
        expected = [last if last > before or not stays else before + 1]
    with node.serving() as server:
        victim.look(server, expected, "after all kills")
    checks.that(0 < committed < kills, f"{committed} of {kills} kills came after the commit: not at random moments")
    return committed, answers


def main(long=False):
    checks = support.start()
    kills = int(os.environ.get("AGENDAD_KILLS", LONG_KILLS if long else KILLS))
    with support.temporary_directory() as folder:
        base = pathlib.Path(folder)
        saves = at_each_write_of_a_save(checks, base / "save", long)
        print(f"killed at each of {saves} writes of the daemon", flush=True)
        commands = at_each_write_of_a_command(checks, base / "command")
        print(f"killed at each of {commands} writes of the command", flush=True)
        committed, answers = at_random_moments(checks, base / "random", kills)
        print(f"killed at {kills} moments, {committed} of them after the commit, {answers} answers meanwhile", flush=True)
    checks.finish()


if __name__ == "__main__":
    main()
