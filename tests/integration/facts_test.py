#!/usr/bin/python3
"""What people write down during the year, by command and by hand: what reaches the feeds, what is refused, and that
neither two people at once nor a crash lose or double a line."""
import concurrent.futures
import datetime
import os
import pathlib
import random
import shutil
import signal
import subprocess
import time
import zoneinfo

import support

DIRECTORATE = "cspen-2024.dcpen.yaml"
PEOPLE = 8
KILLS = int(os.environ.get("AGENDAD_FACT_KILLS", "60"))
SEED = int(os.environ.get("AGENDAD_SEED", "2024"))


class Definition:
    def __init__(self, checks, folder):
        self.checks = checks
        self.path = pathlib.Path(folder) / "config"
        shutil.copytree(checks.source / "config/examples/ine", self.path)

    def run(self, *arguments):
        return self.checks.run(*arguments, "--config", self.path)

    def good(self, *arguments):
        result = self.run(*arguments)
        self.checks.equal((result.returncode, result.stderr.decode()), (0, ""), " ".join(arguments))
        return result.stdout.decode()

    def refused(self, expected, *arguments):
        before = self.facts()
        result = self.run(*arguments)
        self.checks.equal(result.returncode, 1, " ".join(arguments))
        self.checks.that(b" warning: " not in result.stderr, f"{arguments} tells only why it is refused")
        self.checks.that(expected in result.stderr.decode(), f"{arguments}: {result.stderr.decode()} without {expected}")
        self.checks.equal(self.facts(), before, f"{arguments} wrote nothing")

    def facts(self):
        folder = self.path / "facts"
        return {path.name: path.read_text() for path in sorted(folder.glob("*"))} if folder.exists() else {}

    def feed(self, name):
        result = self.run("render", name)
        self.checks.equal(result.returncode, 0, f"render {name}: {result.stderr.decode()}")
        return result.stdout.decode().replace("\r\n ", "").replace("\\,", ",")


def conditional_item(checks):
    """The id of an item of DCPEN that is conditional and due in every month."""
    text = (checks.source / "config/examples/ine/programs/cspen-2024.yaml").read_text()
    for block in text.split("\n  - id: ")[1:]:
        if "directorate: DCPE" in block and "condition:" in block and "months: all" in block:
            return block.split("\n", 1)[0]
    raise RuntimeError("no such item")


def outcomes(definition, item):
    checks = definition.checks
    line = definition.good("mark", item, "2024-03", "met", "--by", "DCPEN", "--because", "hay 2: a, b")
    checks.that(line.startswith(f"facts/{DIRECTORATE}: - {{at: "), f"says where it was written: {line}")
    checks.that("Se cumplió la condición" in definition.feed("dcpen"), "a condition that is met")
    checks.that("Motivo: hay 2: a, b" in definition.feed("dcpen"), "the reason")
    definition.good("mark", item, "mar", "moved:2024-04")
    checks.that("Pasa de marzo de 2024 a abril de 2024." in definition.feed("dcpen"), "moved")
    definition.good("mark", item, "2024-03", "done", "--on", "2024-04-02")
    checks.that("Cumplido: " in definition.feed("dcpen"), "done")
    definition.refused("'undone' before another fact", "mark", item, "2024-03", "withdrawn")
    definition.refused("in 2024-03 is 'done', not 'moved'", "mark", item, "2024-03", "moved:2024-04", "--undo")
    definition.good("mark", item, "2024-03", "done", "--undo")
    feed = definition.feed("dcpen")
    checks.that("Cumplido: " not in feed and "Pasa de marzo" in feed, "one fact is undone")
    definition.refused("in 2024-03 is 'moved', not 'met'", "mark", item, "2024-03", "met", "--undo")
    definition.good("mark", item, "2024-12", "met")
    definition.good("mark", item, "2024-12", "moved:2025-01")
    checks.that("Pasa de diciembre de 2024 a enero de 2025." in definition.feed("dcpen"), "moved into the next year")
    definition.good("mark", item, "2024-05", "not-applicable")
    definition.refused("the item is not due in", "mark", "informe-anual-comision", "2024-05", "done")
    definition.refused("no program has the item 'nada'", "mark", "nada", "2024-05", "done")
    definition.refused("unknown fact 'hecho'", "mark", item, "2024-06", "hecho")
    checks.equal(definition.run("mark", item, "2024-06").returncode, 2, "no outcome is a wrong command")
    definition.refused("is not of the program 'cspen-2024'", "mark", item, "2024-06", "met", "--file", "cspen.yaml")
    for name in ("../cspen-2024.yaml", "cspen-2024.txt", ".cspen-2024.yaml"):
        definition.refused("is no name of a file in facts/", "mark", item, "2024-06", "met", "--file", name)
    definition.refused("there is no program 'cspen-2023'", "mark", item, "2024-06", "met", "--program", "cspen-2023")
    checks.equal(sorted(definition.facts()), [DIRECTORATE], "all of a directorate's facts are in one file")


def sessions(definition):
    checks = definition.checks
    definition.good("convene", "ordinaria-1", "2024-03-13 10:00", "--duration", "2h", "--place", "Sala 1",
                    "--link", "https://example.org/secreto")
    feed = definition.feed("cspen-sessions")
    checks.that("DTSTART:20240313T160000Z" in feed, "the hour in UTC")
    checks.that("Cambia de segunda semana de marzo" in feed, "what changed")
    checks.that("secreto" not in feed, "a link is not for public feeds")
    definition.good("postpone", "ordinaria-1", "--week", "3", "--month", "mar", "--because", "falta de quórum")
    feed = definition.feed("cspen-sessions")
    checks.that("DTSTART;VALUE=DATE:20240318" in feed and "Motivo: falta de quórum" in feed, "postponed to a week")
    for window in (
        ("2024-03-20", "--week", "3", "--month", "mar"),
        ("--week", "3"),
        ("--month", "mar"),
        ("--from", "2024-03-20"),
        ("--until", "2024-03-20"),
        ("--from", "2024-03-20", "--until", "2024-03-21", "--week", "1", "--month", "mar"),
    ):
        checks.equal(definition.run("postpone", "ordinaria-1", *window).returncode, 2, f"one time: {window}")
    definition.good("postpone", "ordinaria-1", "unscheduled")
    checks.that("Aplazada, sin nueva fecha" in definition.feed("cspen-sessions"), "without a new date")
    definition.refused("the session was held on no day", "hold", "ordinaria-1")
    definition.good("convene", "ordinaria-1", "2024-03-20 09:00")
    definition.good("hold", "ordinaria-1")
    checks.that("Se celebró." in definition.feed("cspen-sessions"), "held")
    definition.refused("'undone' before another fact", "cancel", "ordinaria-1")
    definition.good("cancel", "ordinaria-2", "--because", "sin asuntos")
    checks.that("STATUS:CANCELLED" in definition.feed("cspen-sessions"), "cancelled")
    definition.refused("'ordinaria-2' is 'cancelled', not 'postponed'", "postpone", "ordinaria-2", "--undo")
    definition.good("cancel", "ordinaria-2", "--undo")
    checks.that("STATUS:CANCELLED" not in definition.feed("cspen-sessions"), "and undone")
    definition.good("convene", "urgente-1", "2024-04-22 18:00", "--type", "urgent", "--duration", "45min", "--item",
                    "informe-anual-comision")
    feed = definition.feed("cspen-sessions")
    checks.that("Sesión extraordinaria urgente de abril" in feed and "Asuntos para los que se convocó" in feed,
                "a session that the program does not have")
    definition.good("postpone", "ordinaria-4", "--week", "2", "--month", "2025-01")
    feed = definition.feed("cspen-sessions")
    checks.that("Cambia de primera semana de diciembre" in feed and "DTSTART;VALUE=DATE:20250113" in feed,
                "into the year after the program")
    definition.refused("or in the year after it", "postpone", "ordinaria-4", "2026-01-01")
    definition.good("cancel", "ordinaria-3")
    definition.refused("the session was cancelled", "hold", "ordinaria-3")
    definition.refused("unknown session 'urgente-2'", "convene", "urgente-2", "2024-04-23", "--program", "cspen-2024")


def two_years(checks, folder):
    """The same session ids in last year's program and this one's: the one of this year is meant, unless that of last
    year was put off, so that both are to come."""
    definition = Definition(checks, folder)
    programs = definition.path / "programs"
    text = (programs / "cspen-2024.yaml").read_text()
    this = datetime.datetime.now(zoneinfo.ZoneInfo("America/Mexico_City")).year
    for year in (this - 1, this):
        (programs / f"cspen-{year}.yaml").write_text(
            text.replace("id: cspen-2024", f"id: cspen-{year}").replace("year: 2024", f"year: {year}")
            .replace("due: 2024-", f"due: {year}-"))
    (programs / "cspen-2024.yaml").unlink()
    definition.good("cancel", "ordinaria-4")
    checks.equal(list(definition.facts()), [f"cspen-{this}.cspen.yaml"], "this year's session")
    definition.good("cancel", "ordinaria-4", "--undo")
    definition.good("postpone", "ordinaria-4", "--week", "2", "--month", f"{this}-01", "--program", f"cspen-{this - 1}")
    for command in ("convene", f"{this}-01-14"), ("hold",), ("cancel",), ("postpone", f"{this}-03-01"):
        definition.refused(f"may be of 'cspen-{this - 1}' and 'cspen-{this}'; say which with --program", command[0],
                           "ordinaria-4", *command[1:])
    definition.refused(f"may be of 'cspen-{this - 1}' and 'cspen-{this}'", "suggest", "ordinaria-4")
    definition.good("convene", "ordinaria-4", f"{this}-01-14", "--program", f"cspen-{this - 1}")
    definition.good("hold", "ordinaria-4", "--program", f"cspen-{this - 1}")
    definition.good("cancel", "ordinaria-4")


def at_once(definition, item):
    """Nobody's line is lost, and what contradicts another's is refused."""
    checks = definition.checks
    months = [f"2024-{month:02}" for month in range(6, 13)]
    with concurrent.futures.ThreadPoolExecutor(PEOPLE) as people:
        results = list(people.map(lambda month: definition.run("mark", item, month, "withdrawn"), months * 2))
    codes = [result.returncode for result in results]
    checks.equal(sorted(codes), [0] * len(months) + [1] * len(months), "each month is withdrawn once")
    text = definition.facts()[DIRECTORATE]
    for month in months:
        checks.equal(text.count(f"month: {month}, fact: withdrawn}}"), 1, f"lines about {month}")


def crashes(definition, item):
    """Whoever is killed has written all of the line, or nothing that counts."""
    checks = definition.checks
    random_times = random.Random(SEED)
    started = time.monotonic()
    definition.good("mark", item, "2024-06", "withdrawn")
    usual = time.monotonic() - started
    (definition.path / "facts" / DIRECTORATE).write_text("")
    told = done = killed = 0
    for _ in range(KILLS):
        fact = ["--undo"] if done else ["withdrawn"]
        started = time.monotonic()
        process = subprocess.Popen([checks.agendad, "mark", item, "2024-06", *fact, "--config", definition.path],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            # It writes near to its end, and may take longer than the one that was timed.
            process.wait(random_times.uniform(0.3, 1.6) * usual)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            killed += 1
        said = process.communicate()[0].decode()
        text = definition.facts()[DIRECTORATE]
        lines = [line for line in text.split("\n") if line.startswith("- ")]
        checks.that(len(lines) in (told, told + 1), f"{len(lines)} facts after {told}, killed after "
                                                    f"{time.monotonic() - started:.3f} s: {text!r}")
        if said:
            checks.equal(len(lines), told + 1, "what was told to be written is")
        told = len(lines)
        done = told % 2
        checks.equal(definition.run("check").returncode, 0, f"the definition is whole: {text!r}")
    checks.that(told > 1, f"some of {KILLS} were quick enough")
    checks.that(killed > KILLS / 10, f"{killed} of {KILLS} were killed in time")


def by_hand(definition, item):
    checks = definition.checks
    path = definition.path / "facts" / DIRECTORATE
    path.write_text(f"# a mano\n- at: 2024-03-01\n  item: {item}\n  month: marzo\n  fact: met")
    checks.that("Se cumplió la condición" in definition.feed("dcpen"), "written by hand")
    definition.good("mark", item, "2024-03", "--undo")
    checks.that("Se cumplió la condición" not in definition.feed("dcpen"), "and undone by command")
    checks.that(path.read_text().startswith("# a mano\n- at: 2024-03-01\n"), "what was there stays as it was")
    path.write_text(f"- {{at: 2099-01-01, item: {item}, month: 2024-03, fact: met}}\n")
    definition.good("mark", item, "2024-03", "--undo")
    checks.that("Se cumplió la condición" not in definition.feed("dcpen"), "by a clock that is ahead")
    path.write_text("- {at: ayer}\n")
    definition.refused(f"facts/{DIRECTORATE}:1:8: error: 'ayer' is not a time in UTC", "mark", item, "2024-04", "met")


def served(definition, item):
    """A daemon takes up what a command wrote, without being told."""
    checks = definition.checks
    (definition.path / "facts" / DIRECTORATE).write_text("")
    with support.serving(checks, definition.path) as server:
        definition.good("mark", item, "2024-03", "met")
        deadline = time.monotonic() + support.PATIENCE
        while "Se cumplió" not in server.get("/feeds/dcpen.ics")[2].decode() and time.monotonic() < deadline:
            time.sleep(0.1)
        checks.that("Se cumplió" in server.get("/feeds/dcpen.ics")[2].decode(), "the daemon has read the facts")


def main():
    checks = support.start()
    item = conditional_item(checks)
    for test in (outcomes, at_once, crashes, by_hand, served):
        with support.temporary_directory() as folder:
            definition = Definition(checks, folder)
            (definition.path / "facts").mkdir()
            test(definition, item)
    with support.temporary_directory() as folder:
        sessions(Definition(checks, folder))
    with support.temporary_directory() as folder:
        two_years(checks, folder)
    checks.finish()


if __name__ == "__main__":
    main()
