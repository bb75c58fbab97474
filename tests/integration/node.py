"""A machine that publishes: a definition that can be changed, a state directory, and what is asked of them."""
import json
import os
import pathlib
import shutil
import sqlite3
import time

import support

# What is over is never cancelled, so the example's program is moved to a year that is to come.
YEAR = 2036
FIRST_SESSION = "when: {week: 2, month: mar}"
CHANGING_TITLE = "short: Informe anual de la Comisión 2023"
CHANGING_MONTHS = "months: [mar, jun, sep, dic]"


def _set(text, old, new):
    if old not in text:
        raise ValueError(f"the example has no {old!r} any more")
    return text.replace(old, new, 1)


class Node:
    """In a folder of its own; `settings` is added to its agendad.yaml."""

    def __init__(self, checks, folder, settings="", items=None):
        self.checks = checks
        self.config = pathlib.Path(folder) / "config"
        self.state = pathlib.Path(folder) / "state"
        self.state.mkdir(parents=True, exist_ok=True)
        self.environment = {**os.environ, "STATE_DIRECTORY": str(self.state)}
        shutil.copytree(checks.source / "config/examples/ine", self.config)
        self.program = self.config / "programs/cspen-2024.yaml"
        text = _set(self.program.read_text(), "\nyear: 2024\n", f"\nyear: {YEAR}\n")
        text = _set(text, "due: 2024-09-30", f"due: {YEAR}-09-30")
        if items is not None:
            # A short program makes a short commit.
            text = "\n  - id: ".join(text.split("\n  - id: ")[:1 + 4 + items]) + "\n"
        self.text = text
        self.program.write_text(text)
        with open(self.config / "agendad.yaml", "a", encoding="utf-8") as file:
            file.write(settings)

    def edited(self, number):
        """The program with a session moved, a text reworded, and every third time something cancelled."""
        text = _set(self.text, FIRST_SESSION, f"when: {YEAR}-03-{10 + number % 5} {8 + number // 5 % 10:02}:00\n"
                                              "    duration: 2h")
        text = _set(text, CHANGING_TITLE, f"{CHANGING_TITLE} ({number})")
        if number % 3 == 0:
            text = _set(text, CHANGING_MONTHS, "months: [mar, jun, sep]")
        return text

    def write(self, text):
        """At once, as editors do it."""
        new = self.program.with_suffix(".new")
        new.write_text(text)
        new.replace(self.program)

    def edit(self, number):
        self.write(self.edited(number))

    def run(self, *arguments, **options):
        return self.checks.run(*arguments, "--config", self.config, env=self.environment, **options)

    def serving(self, **options):
        return support.serving(self.checks, self.config, environment=self.environment, **options)

    def status(self):
        result = self.run("status", "--format", "json")
        if result.returncode != 0:
            raise RuntimeError(f"status ended with {result.returncode}: {result.stderr.decode()}")
        return json.loads(result.stdout)

    def wait_for(self, holds, what, patience=support.PATIENCE):
        """The first status of which holds(status)."""
        deadline = time.monotonic() + patience
        while True:
            status = self.status()
            if holds(status):
                return status
            if time.monotonic() > deadline:
                raise RuntimeError(f"{what} did not come: {status}")
            time.sleep(0.05)

    def paths(self):
        return [path for path, _, _ in self.checks.list_feeds(self.config)]

    def versions(self):
        """What `ledger show` lists: [(number, publication, cause, content)], newest first."""
        result = self.run("ledger", "show")
        self.checks.equal(result.returncode, 0, f"exit code of ledger show, which says {result.stderr.decode()!r}")
        versions = []
        for line in result.stdout.decode().splitlines():
            number, *rest = line.split("\t")
            versions.append((int(number), *rest))
        numbers = [number for number, *_ in versions]
        self.checks.equal(numbers, list(range(numbers[0], numbers[0] - len(numbers), -1)), "versions")
        return versions

    def check_files(self, what):
        """The databases of the state directory are whole ones, as copies of what is there now."""
        with support.temporary_directory() as folder:
            for path in self.state.glob("*.sqlite*"):
                shutil.copy(path, folder)
            for path in pathlib.Path(folder).glob("*.sqlite"):
                connection = sqlite3.connect(path)
                try:
                    found = connection.execute("pragma integrity_check").fetchall()
                finally:
                    connection.close()
                self.checks.equal(found, [("ok",)], f"{what}: {path.name}")


def traced(*arguments):
    """The command that runs `arguments` of strace; LeakSanitizer cannot live with a tracer."""
    options = os.environ.get("ASAN_OPTIONS", "")
    return ["env", f"ASAN_OPTIONS={options}:detect_leaks=0", "strace", "--follow-forks", "--output=/dev/null", *arguments]


def end(process):
    """Ends a process of ours, whatever it does."""
    if process.poll() is None:
        process.kill()
    return process.wait(support.PATIENCE)
