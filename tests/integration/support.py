"""What the whole-program tests share: running agendad, serving with it, and counting what was checked.

Every test is a script: TEST [AGENDAD SOURCE_DIRECTORY], or the same in the environment as AGENDAD and AGENDAD_SOURCE.
"""
import atexit
import contextlib
import http.client
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

PATIENCE = float(os.environ.get("AGENDAD_PATIENCE", "20"))  # seconds until something counts as hanging
SHOWN_LENGTH = 1000  # characters of a value
SHOWN_FAILURES = int(os.environ.get("AGENDAD_SHOWN_FAILURES", "40"))


class Checks:
    """Counts checks and collects what failed, so that one run tells all."""

    def __init__(self, agendad, source):
        self.agendad = agendad
        self.source = source
        self.count = 0
        self.failures = []

    def that(self, condition, message):
        self.count += 1
        if not condition:
            self.failures.append(message)
        return bool(condition)

    def equal(self, found, expected, what):
        return self.that(found == expected, f"{what}: found {_shown(found)}, expected {_shown(expected)}")

    def finish(self):
        for failure in self.failures[:SHOWN_FAILURES]:
            print(f"FAILED {failure}")
        if len(self.failures) > SHOWN_FAILURES:
            print(f"... and {len(self.failures) - SHOWN_FAILURES} more")
        print(f"{self.count} checks, {len(self.failures)} failed")
        sys.exit(1 if self.failures or not self.count else 0)

    def examples(self):
        found = sorted(path.parent for path in (self.source / "config/examples").glob("*/directory.yaml"))
        if not found:
            sys.exit("no examples in config/examples")
        return found

    def golden(self):
        """What has golden feeds: the examples, a year with all its turns, private feeds with alarms."""
        return self.examples() + [self.source / "tests/data" / name for name in ("lived", "members")]

    def definitions(self):
        """Those, and what only tests need: every key there is, texts that are hard to write."""
        return self.golden() + [self.source / "tests/data" / name for name in ("full", "odd-texts")]

    def run(self, *arguments, **options):
        """Runs agendad; its streams are bytes."""
        options.setdefault("timeout", PATIENCE)
        command = [self.agendad, *map(str, arguments)]
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, **options)

    def render_all(self, config, folder, **options):
        """{feed's id: bytes} by `render --all`, which also leaves the files in `folder`/feeds."""
        result = self.run("render", "--all", folder, "--config", config, **options)
        if result.returncode != 0:
            sys.exit(f"render --all of {config} ended with {result.returncode}: {result.stderr.decode()}")
        feeds = {path.stem: path.read_bytes() for path in sorted((pathlib.Path(folder) / "feeds").glob("*.ics"))}
        if not feeds:
            sys.exit(f"render --all of {config} wrote no feeds")
        return feeds

    def list_feeds(self, config):
        """[(path, event count, name)] by `feeds`; the fourth column, of private ones, is for private_feeds()."""
        result = self.run("feeds", "--config", config)
        rows = [line.split("\t") for line in result.stdout.decode().splitlines()]
        if result.returncode != 0 or not rows or any(row[3:] not in ([], ["private"]) for row in rows):
            sys.exit(f"feeds of {config} ended with {result.returncode}: {result.stdout!r} {result.stderr!r}")
        return [(path, int(count), name) for path, count, name, *_ in rows]

    def private_feeds(self, config):
        """The ids of those that `feeds` marks so."""
        lines = self.run("feeds", "--config", config).stdout.decode().splitlines()
        return [pathlib.PurePosixPath(line.split("\t")[0]).stem for line in lines if line.endswith("\tprivate")]

    def render(self, feed, config):
        result = self.run("render", feed, "--config", config)
        if result.returncode != 0:
            sys.exit(f"render {feed} of {config} ended with {result.returncode}: {result.stderr.decode()}")
        return result.stdout


def _shown(value):
    """What of a value fits into a message: of a whole feed, its beginning."""
    text = repr(value)
    return text if len(text) <= SHOWN_LENGTH else f"{text[:SHOWN_LENGTH]}... ({len(text)} characters)"


def start():
    """The Checks of this script, by its arguments or its environment."""
    given = sys.argv[1:3] if len(sys.argv) > 2 else [os.environ.get("AGENDAD"), os.environ.get("AGENDAD_SOURCE")]
    if not all(given):
        sys.exit(f"usage: {sys.argv[0]} AGENDAD SOURCE_DIRECTORY")
    agendad, source = (pathlib.Path(path).resolve() for path in given)
    if not os.access(agendad, os.X_OK):
        sys.exit(f"{agendad} cannot be run")
    _have_a_state_of_its_own()
    return Checks(str(agendad), source)


def _have_a_state_of_its_own():
    """What this script publishes is nobody else's, and gone at its end."""
    for variable in ("STATE_DIRECTORY", "RUNTIME_DIRECTORY"):
        os.environ.pop(variable, None)
    home = temporary_directory()
    atexit.register(home.cleanup)
    os.environ["XDG_STATE_HOME"] = home.name


def temporary_directory():
    return tempfile.TemporaryDirectory(prefix="agendad-test-")


class Server:
    def __init__(self, process):
        self.process = process
        self.log = []
        self.host = self.port = None
        self._told = threading.Condition()
        threading.Thread(target=self._read_log, daemon=True).start()

    def _read_log(self):
        for line in self.process.stderr:
            with self._told:
                self.log.append(line.decode().rstrip("\n"))
                self._told.notify_all()
        with self._told:
            self.log.append(None)
            self._told.notify_all()

    def wait_for(self, pattern, since=0):
        """The match of the first log line after the first `since` that has `pattern`."""
        deadline = time.monotonic() + PATIENCE
        with self._told:
            while True:
                for line in self.log[since:]:
                    if line is not None and (match := re.search(pattern, line)):
                        return match
                if None in self.log or not self._told.wait(deadline - time.monotonic()):
                    raise RuntimeError(f"no log line with {pattern!r}; the log: {self.log}")

    def get(self, path, headers=None):
        """(status, headers with names in lower case, body)"""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def url(self, path):
        return f"http://{self.host}:{self.port}{path}"

    def signal(self, number):
        self.process.send_signal(number)

    def stop(self):
        """The exit code after SIGTERM."""
        self.signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


@contextlib.contextmanager
def serving(checks, config, *arguments, listen=("--listen", "127.0.0.1:0"), environment=None):
    """A running `agendad serve`, on a free port of the loopback interface and in this environment if not told otherwise."""
    command = [checks.agendad, "serve", *listen, "--config", str(config), *arguments]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                               env=environment)
    try:
        server = Server(process)
        match = server.wait_for(r"serving (\d+) feeds on https?://(\S+):(\d+)")
        server.host, server.port = match[2], int(match[3])
        yield server
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
