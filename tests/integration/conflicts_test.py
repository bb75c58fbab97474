#!/usr/bin/python3
"""What check tells of sessions that cannot all be attended and of days that are not worked, and what suggest proposes
instead."""
import json
import pathlib
import shutil

import support

MEMBER = "      - {body: cspen, role: Presidenta, from: 2023-09-08}\n"
COUNCIL = """\
id: cg-2024
body: cg
name: Sesiones del Consejo General
year: 2024
time-zone: America/Mexico_City
revised: 2024-01-01
non-working-days: [mx-lft]
sessions:
  - {id: lunes, type: ordinary, when: 2024-03-11}
  - {id: martes, type: ordinary, when: 2024-03-12}
  - {id: miercoles, type: ordinary, when: 2024-03-13}
  - {id: jueves, type: ordinary, when: 2024-03-14 10:00, duration: 2h}
  - {id: viernes, type: ordinary, when: 2024-03-15}
items:
  - {id: agenda, short: Agenda, title: Agenda, months: [2024-05], due: {2024-05: 2024-05-01}}
"""
CHAIR = "Rita Bell López Vences"


class Definition:
    def __init__(self, checks, folder):
        self.checks = checks
        self.path = pathlib.Path(folder) / "config"
        shutil.copytree(checks.source / "config/examples/ine", self.path)
        directory = self.path / "directory.yaml"
        text = directory.read_text()
        checks.equal(text.count(MEMBER), 1, "the membership that is doubled")
        directory.write_text(text.replace(MEMBER, MEMBER + "      - {body: cg, from: 2023-09-08}\n"))
        (self.path / "programs/cg-2024.yaml").write_text(COUNCIL)

    def good(self, *arguments):
        result = self.checks.run(*arguments, "--config", self.path)
        self.checks.equal((result.returncode, result.stderr.decode()), (0, ""), " ".join(arguments))
        return result.stdout.decode()

    def refused(self, expected, *arguments):
        result = self.checks.run(*arguments, "--config", self.path)
        self.checks.equal((result.returncode, result.stdout), (1, b""), " ".join(arguments))
        self.checks.that(expected in result.stderr.decode(), f"{arguments}: {result.stderr.decode()} without {expected}")

    def warnings(self):
        """Those of sessions and due dates; by text and by JSON they are the same."""
        text = self.checks.run("check", "--config", self.path)
        self.checks.equal(text.returncode, 0, "check")
        lines = [line for line in text.stdout.decode().splitlines() if "session '" in line or "non-working" in line]
        found = json.loads(self.checks.run("check", "--config", self.path, "--format", "json").stdout)
        for line in lines:
            same = [each for each in found if f": warning: {each['what']}" in line
                    and line.startswith(f"{each['file']}:{each['line']}:")]
            self.checks.equal(len(same), 1, f"in JSON: {line}")
        return lines


def line_of(path, word):
    return next(number for number, line in enumerate(path.read_text().splitlines(), 1) if word in line)


def check_conflicts(checks, definition):
    window = line_of(definition.path / "programs/cspen-2024.yaml", "{week: 2, month: mar")
    told = definition.warnings()
    full = [line for line in told if "no working day on which all its members are free" in line]
    checks.equal(len(full), 1, f"the window: {told}")
    checks.that(full and full[0].startswith(f"programs/cspen-2024.yaml:{window}:"), f"its place: {full}")
    for day in ("lunes", "martes", "miercoles", "jueves", "viernes"):
        place = f"session '{day}' of CG (programs/cg-2024.yaml:{line_of(definition.path / 'programs/cg-2024.yaml', day)})"
        checks.that(full and f"{place} takes {CHAIR}" in full[0], f"{place} and who: {full}")
    holiday = [line for line in told if "item 'agenda' is due on a non-working day: 2024-05-01" in line]
    checks.that(len(holiday) == 1 and holiday[0].startswith("programs/cg-2024.yaml:"), f"an own date: {told}")

    definition.good("cancel", "viernes")
    checks.equal(definition.warnings(), holiday, "one day is free")
    definition.good("convene", "ordinaria-1", "2024-03-14 12:00", "--duration", "2h")
    checks.equal(definition.warnings(), holiday, "one begins when the other ends")
    definition.good("postpone", "jueves", "2024-03-14 13:00")
    told = [line for line in definition.warnings() if line not in holiday]
    checks.equal(len(told), 1, f"they overlap: {told}")
    words = (" session 'ordinaria-1' of CSPEN", "session 'jueves' of CG", "overlaps with", "2024-03-14", CHAIR)
    checks.that(told and all(word in told[0] for word in words), f"both, the day and who: {told}")
    places = [f"facts/{name}.yaml:{line_of(definition.path / 'facts' / (name + '.yaml'), '2024-03-14')}"
              for name in ("cg-2024.cg", "cspen-2024.cspen")]
    checks.that(told and all(place in told[0] for place in places), f"both places, {places}: {told}")
    definition.good("hold", "jueves")
    checks.equal(definition.warnings(), holiday, "one was held")


def check_days_that_are_not_worked(checks, definition):
    definition.good("convene", "ordinaria-1", "2024-03-18 12:00", "--duration", "2h")
    definition.good("postpone", "ordinaria-2", "2024-06-22")
    definition.good("postpone", "ordinaria-3", "--from", "2024-09-14", "--until", "2024-09-16")
    told = [line for line in definition.warnings() if line.startswith("facts/cspen-2024.cspen.yaml:")]
    for words in ("session 'ordinaria-1' is on a non-working day: 2024-03-18 (",
                  "session 'ordinaria-2' is on a non-working day: 2024-06-22 (weekend)",
                  "the window of session 'ordinaria-3', 2024-09-14 to 2024-09-16, has no working day: 2024-09-16 ("):
        checks.equal(len([line for line in told if words in line]), 1, f"{words}: {told}")


def check_suggestions(checks, definition):
    lines = definition.good("suggest", "ordinaria-1").splitlines()
    checks.equal([line[:14] for line in lines],
                 [f"2024-03-{day} {name}" for day, name in ((11, "Mon"), (12, "Tue"), (13, "Wed"), (14, "Thu"),
                                                           (15, "Fri"))], "the days of the window")
    checks.equal(lines[:1], [f"2024-03-11 Mon  3 of 4 free; not {CHAIR} (CG lunes)"], "who is not free and why")
    checks.that(f"2024-03-14 Thu  3 of 4 free; not {CHAIR} (CG jueves 10:00-12:00)" in lines, f"with its hours: {lines}")
    definition.good("cancel", "jueves")
    lines = definition.good("suggest", "ordinaria-1", "--program", "cspen-2024").splitlines()
    checks.equal(lines[:1], ["2024-03-14 Thu  4 of 4 free"], "the day that is free comes first")
    lines = definition.good("suggest", "lunes").splitlines()
    checks.equal(lines[0], "2024-03-11 Mon  1 of 1 free", "of a day: nothing else is on it")
    checks.equal([line[11:] for line in lines[-2:]], ["Sat  1 of 1 free; not a working day: weekend",
                                                      "Sun  1 of 1 free; not a working day: weekend"], "of a day: its week")
    found = json.loads(definition.good("suggest", "ordinaria-1", "--format", "json"))
    checks.equal([day["free"] for day in found], [4, 3, 3, 3, 3], "in JSON")
    busy = {"councillor": "rita-bell-lopez-vences", "name": CHAIR,
            "sessions": [{"session": "lunes", "program": "cg-2024", "body": "cg", "hours": None}]}
    checks.equal(found[1], {"date": "2024-03-11", "weekday": "Mon", "working": True, "non_working_day": None, "members": 4,
                            "free": 3, "busy": [busy]}, "a day in JSON")
    definition.good("postpone", "ordinaria-1", "2024-03-20")
    last = json.loads(definition.good("suggest", "ordinaria-1", "--format", "json"))[4]
    checks.that(last["date"] == "2024-03-18" and not last["working"] and last["non_working_day"], f"a holiday: {last}")

    definition.refused("no program has the session 'nada'", "suggest", "nada")
    definition.refused("there is no program 'nada'", "suggest", "lunes", "--program", "nada")
    definition.refused("the program 'cspen-2024' has no session 'lunes'", "suggest", "lunes", "--program", "cspen-2024")
    definition.good("postpone", "lunes", "unscheduled")
    definition.refused("has neither a day nor a window", "suggest", "lunes")
    checks.equal(checks.run("suggest").returncode, 2, "suggest without a session")
    for file in ("cspen-2024", "cg-2024"):
        path = definition.path / f"programs/{file}.yaml"
        path.write_text(path.read_text().replace("America/Mexico_City", "America/Mexico"))
    definition.refused("unknown time zone 'America/Mexico'", "suggest", "lunes")


def main():
    checks = support.start()
    for check in (check_conflicts, check_days_that_are_not_worked, check_suggestions):
        with support.temporary_directory() as folder:
            check(checks, Definition(checks, folder))
    checks.finish()


if __name__ == "__main__":
    main()
