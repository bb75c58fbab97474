#!/usr/bin/python3
"""While the ledger is out of reach the last version is served and the fault is told; when it is over, all goes on."""
# ctest: labels=integration timeout=600
import contextlib
import os
import pathlib
import re
import socket
import sqlite3
import subprocess
import sys
import threading
import time

import published
import support
from node import Node
from postgresql import PostgreSQL

AT_ONCE = 1.0  # seconds, while a database hangs
FILLING = 1 << 16


class Patient:
    """A node that serves, what is told to its service manager, and its subscribers."""

    def __init__(self, checks, folder, ledger=None):
        self.checks = checks
        self.node = Node(checks, folder, f"\nledger: {ledger}\n" if ledger else "")
        self.manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.manager.bind(str(pathlib.Path(folder) / "notify"))
        self.node.environment["NOTIFY_SOCKET"] = str(pathlib.Path(folder) / "notify")
        self.statuses = []
        self.heard = 0  # of them
        threading.Thread(target=self._listen, daemon=True).start()
        self.paths = self.node.paths()
        self.reader = published.Reader()
        self.server = None
        self.edits = 0

    def read(self, what):
        return self.reader.read(self.checks, self.server, self.paths, what)

    def _listen(self):
        """All the time: a service manager that does not read holds up whoever tells it something."""
        while True:
            self.statuses += re.findall(r"^STATUS=.*", self.manager.recv(1 << 16).decode(), re.MULTILINE)

    def told_manager(self, pattern, what):
        """That a STATUS= like this comes after the one that was waited for last."""
        deadline = time.monotonic() + support.PATIENCE
        first = self.heard
        while time.monotonic() < deadline:
            for self.heard in range(self.heard + 1, len(self.statuses) + 1):
                if re.search(pattern, self.statuses[self.heard - 1]):
                    self.checks.that(True, what)
                    return
            time.sleep(0.05)
        self.checks.that(False, f"{what}: STATUS= never had {pattern!r}: {self.statuses[first:]}")

    def edit(self):
        self.edits += 1
        self.node.edit(self.edits)

    def answers_at_once(self, what):
        for arguments in (("status",), ("status", "--format", "json")):
            start = time.monotonic()
            result = self.node.run(*arguments)
            took = time.monotonic() - start
            self.checks.equal(result.returncode, 0, f"{what}: exit code of status")
            self.checks.that(took < AT_ONCE, f"{what}: status took {took:.1f} s")

    def told(self, pattern, mark, what):
        """Everywhere that the ledger is out of reach, and why."""
        status = self.node.wait_for(lambda status: re.search(pattern, status["ledger_failure"]), f"{what}: {pattern!r}")
        self.checks.that(status["ledger_failure"].startswith("ledger "), f"{what}: not whose fault it is: {status}")
        self.server.wait_for(rf"error: ledger: .*(?:{pattern})", since=mark)
        text = self.node.run("status").stdout.decode()
        self.checks.that(re.search(rf"attention: ledger out of reach: .*(?:{pattern})", text), f"{what}: status: {text!r}")
        self.told_manager(rf"ledger out of reach: .*(?:{pattern})", what)

    def endure(self, fault, pattern, what):
        """Saves something while the fault lasts, and sees it published after."""
        before = self.read(f"before {what}")
        version = self.node.status()["version"]
        mark = len(self.server.log)
        try:
            fault.begin()
            self.edit()
            self.told(pattern, mark, what)
            self.answers_at_once(what)
            during = self.read(f"during {what}")
            self.checks.that(during == before, f"{what}: other octets or ETags")
            self.checks.equal(self.node.status()["version"], version, f"{what}: version")
            mark = len(self.server.log)
        finally:
            fault.end()
        self.recovers(version + 1, mark, what)
        after = self.read(f"after {what}")
        self.checks.that(after["/feeds/cspen.ics"].etags != before["/feeds/cspen.ics"].etags, f"{what}: nothing new after")

    def start_without(self, fault, pattern, what):
        """Started while the ledger is out of reach, it serves its copy of the last version."""
        with self.serving():
            version = self.node.status()["version"] + 1
            self.edit()
            self.node.wait_for(lambda status: status["version"] == version, f"version {version} before {what}")
            before = self.read(f"before {what}")
        self.edit()
        try:
            fault.begin()
            with self.serving():
                during = self.read(f"during {what}")
                self.checks.that(during == before, f"{what}: other octets or ETags")
                self.checks.equal(self.node.status()["version"], version, f"{what}: version")
                self.told(pattern, 0, what)
                self.answers_at_once(what)
                mark = len(self.server.log)
                fault.end()
                self.recovers(version + 1, mark, what)
                self.read(f"after {what}")
        finally:
            fault.end()

    def recovers(self, version, mark, what):
        self.node.wait_for(lambda status: status["version"] == version, f"{what}: version {version}")
        status = self.node.wait_for(lambda status: not status["ledger_failure"], f"{what}: its end")
        self.checks.equal((status["version"], status["failure"]), (version, ""), f"{what}: after it")
        self.server.wait_for("the ledger is back", since=mark)
        self.told_manager(rf"serving \d+ feeds on \S+ \(version {version}\)$", what)
        self.checks.equal(self.node.versions()[0][0], version, f"{what}: the ledger's last version")

    @contextlib.contextmanager
    def serving(self):
        with self.node.serving() as self.server:
            yield
            self.checks.equal(self.server.stop(), 0, "exit code")


class Fault:
    """May be ended twice, and before it has begun."""

    def __init__(self, begin, end):
        self._begin = begin
        self._end = end
        self._lasts = False

    def begin(self):
        self._lasts = True
        self._begin()

    def end(self):
        if self._lasts:
            self._lasts = False
            self._end()


def mount(*arguments):
    subprocess.run(["mount", *map(str, arguments)], check=True)


def locked(file, mode="normal"):
    """Somebody writes, and takes his time; `exclusive` keeps away readers, too."""
    held = []

    def begin():
        connection = sqlite3.connect(file, timeout=support.PATIENCE, isolation_level=None)
        connection.execute(f"pragma locking_mode = {mode}")
        connection.execute("begin exclusive")
        held.append(connection)

    def end():
        connection = held.pop()
        connection.execute("rollback")
        connection.close()

    return Fault(begin, end)


def full(folder):
    """Not an octet is left where the ledger is."""
    filler = folder / "filler"

    def begin():
        with open(filler, "wb", buffering=0) as file:
            for size in (FILLING, 512, 1):
                with contextlib.suppress(OSError):
                    while True:
                        file.write(bytes(size))

    return Fault(begin, filler.unlink)


def read_only(patient, folder, behind):
    """What is at `behind` can only be read at `folder`. Who has it open may write on, so a lock that lasts too long makes
    the daemon open it again."""
    def begin():
        lock = locked(behind / "ledger.sqlite")
        lock.begin()
        mount("--bind", behind, folder)
        mount("-o", "remount,bind,ro", folder)
        patient.edit()
        patient.node.wait_for(lambda status: status["ledger_failure"], "the end of the daemon's patience")
        lock.end()

    return Fault(begin, lambda: subprocess.run(["umount", "--lazy", folder], check=True))


def lost(patient, folder):
    """Until it is restored from the daemon's own copy of the last version."""
    def begin():
        for path in folder.glob("ledger.sqlite*"):
            path.unlink()

    def end():
        result = patient.node.run("ledger", "restore", patient.node.state / "copy.sqlite")
        patient.checks.equal(result.returncode, 0, f"exit code of ledger restore, which says {result.stderr.decode()!r}")

    return Fault(begin, end)


def of_files(checks, base):
    """In mounts of its own, see main()."""
    behind, folder = base / "behind", base / "ledger"
    for path in (behind, folder):
        path.mkdir()
    mount("-t", "tmpfs", "-o", "size=4m", "agendad-test", behind)
    try:
        mount("--bind", behind, folder)
        ledger = folder / "ledger.sqlite"
        patient = Patient(checks, base / "one", ledger)
        with patient.serving():
            patient.endure(locked(ledger), "database is locked", "a lock")
            patient.endure(full(folder), "database or disk is full", "a full disk")
            patient.endure(read_only(patient, folder, behind), "only be read|cannot be opened", "a ledger that is read-only")
        patient.start_without(locked(ledger, "exclusive"), "database is locked", "a lock at the start")
        patient.start_without(lost(patient, folder), "it ends with version 0, but version", "a ledger that is lost")
    finally:
        for path in (folder, folder, behind):
            subprocess.run(["umount", "--lazy", path], capture_output=True, check=False)


def of_a_server(checks, base, server):
    patient = Patient(checks, base / "two", server.schema("faults"))
    stopped = Fault(server.stop, server.start)
    frozen = Fault(server.freeze, server.thaw)
    with patient.serving():
        patient.endure(stopped, "connect|connection|terminating", "a server that is stopped")
        patient.endure(frozen, "no answer|timeout", "a server that hangs")
    patient.start_without(stopped, "connect", "no server at the start")
    patient.start_without(frozen, "no answer|timeout", "a server that hangs at the start")
    with patient.serving():
        frozen.begin()
        try:
            # In the middle of what it waits for.
            patient.edit()
            time.sleep(0.5)
            start = time.monotonic()
            checks.equal(patient.server.stop(), 0, "exit code while the server hangs")
            took = time.monotonic() - start
            checks.that(took < AT_ONCE, f"SIGTERM took {took:.1f} s while the server hangs")
        finally:
            frozen.end()


def main():
    checks = support.start()
    with support.temporary_directory() as folder:
        if os.environ.get("AGENDAD_FAULTS") == "mounted":
            of_files(checks, pathlib.Path(folder))
            checks.finish()
        # PostgreSQL cannot run in the other namespace of who is not root.
        own = ["--mount", "--propagation", "private"] if os.geteuid() == 0 else ["--user", "--map-root-user", "--mount"]
        command = ["unshare", *own, "env", "AGENDAD_FAULTS=mounted", sys.executable, *sys.argv]
        with subprocess.Popen(command) as files, PostgreSQL() as server:
            of_a_server(checks, pathlib.Path(folder), server)
            checks.equal(files.wait(), 0, "exit code of the part with files")
    checks.finish()


if __name__ == "__main__":
    main()
