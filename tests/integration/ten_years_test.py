#!/usr/bin/python3
"""Every event of every feed over ten years, and every day of them, against a calculation that has nothing in common
with agendad but the documents.

Programs, non-working days and what happens are drawn by chance; AGENDAD_SEED repeats a run, AGENDAD_TEN_YEARS asks for
so many rounds of ten years. What is drawn is in generated_programs.py and generated_facts.py, the calculation in
working_calendar.py, expected_schedule.py and expected_feeds.py.
"""
import collections
import datetime
import os
import pathlib
import random
import re

import expected_feeds
import expected_schedule
import generated_programs
import published
import published_events
import support
import working_calendar
from expected_words import WORDS

ROUNDS = int(os.environ.get("AGENDAD_TEN_YEARS", "3"))
SEED = int(os.environ.get("AGENDAD_SEED", "0")) or random.SystemRandom().randrange(1, 10**9)
MOST_EVENTS = 900  # of a feed: beyond 1000 it leaves some out

MONTH = r"[^\W\d]+( de)? \d{4}"
ON_A_DAY_OFF = re.compile(r": warning: session 'day-\S+' is on a non-working day: (\d{4}-\d\d-\d\d) ")


def _pattern(form, **values):
    text = re.escape(form)
    for name, value in values.items():
        text = text.replace(rf"\{{{name}\}}", value)
    return text


# The lines of a text that say what became of the event.
TOLD = re.compile("|".join(_pattern(form, date=".*", before=MONTH, after=MONTH) for words in WORDS.values()
                           for form in (words.done_on, words.met, words.moved, words.does_not_apply,
                                        words.was_withdrawn, words.held)))
SESSION_MOVED = re.compile(r"Cambia de .* a .*\.|Moved from .* to .*\.")


def told(description):
    for line in description.split("\n"):
        if TOLD.fullmatch(line):
            yield line
        elif SESSION_MOVED.fullmatch(line):
            yield expected_feeds.SESSION_MOVED


def read(feed):
    """The events of a feed; each that several feeds have is read once."""
    found = [published_events.read(data)[0] for data in published.EVENT.findall(feed)]
    return [expected_feeds.Event(event.start, event.end, event.status, event.summary, tuple(told(event.description)))
            for event in found]


def is_placeholder(events):
    return len(events) == 1 and events[0].summary in {words.placeholder for words in WORDS.values()}


def compare(checks, found, expected, where):
    left = collections.Counter(found)
    for event in expected:
        checks.that(left[event] > 0, f"{where}: no {event}")
        left[event] -= left[event] > 0
    for event in left.elements():
        checks.that(False, f"{where}: {event} should not be")


def every_feed(checks, chance, folder, where):
    definition = generated_programs.generate(chance)
    generated_programs.write(chance, definition, folder / "config")
    rendered = checks.render_all(folder / "config", folder / "public")
    expected = expected_feeds.ExpectedFeeds(definition).feeds()
    checks.equal(sorted(rendered), sorted(expected), f"{where}: feeds")
    for id in sorted(set(rendered) & set(expected)):
        found = read(rendered[id])
        if not expected[id]:
            checks.that(is_placeholder(found), f"{where}, {id}: {found} in a feed that has no events")
            continue
        checks.that(len(expected[id]) < MOST_EVENTS, f"{where}, {id}: too many events for this test")
        compare(checks, found, expected[id], f"{where}, {id}")


def every_day(checks, chance, folder, where):
    """With a session on each day of all programs, `check` tells which days are not worked."""
    definition = generated_programs.generate(chance)
    definition["facts"] = {program["id"]: [] for program in definition["programs"]}
    for program in definition["programs"]:
        days = working_calendar.days_between(*expected_schedule.period_of(program))
        program |= {"items": [], "sessions": [{"id": f"day-{day}", "type": "extraordinary", "when": day.isoformat()}
                                              for day in days]}
    generated_programs.write(chance, definition, folder / "config")
    result = checks.run("check", "--config", folder / "config")
    checks.equal(result.returncode, 0, f"{where}: check")
    off = collections.defaultdict(set)
    for line in result.stderr.decode().splitlines() + result.stdout.decode().splitlines():
        if match := ON_A_DAY_OFF.search(line):
            off[line.split(":")[0]].add(datetime.date.fromisoformat(match[1]))
    for program in definition["programs"]:
        schedule = expected_schedule.Schedule(program, definition["non-working-days"]["calendars"], [])
        told_off = off[f"programs/{program['id']}.yaml"]
        for day in working_calendar.days_between(*expected_schedule.period_of(program)):
            checks.equal(day not in told_off, schedule.working_days.is_worked(day),
                         f"{where}, {program['id']}: {day} is worked")


def main():
    checks = support.start()
    print(f"AGENDAD_SEED={SEED}")
    for number in range(ROUNDS):
        for test in (every_feed, every_day):
            with support.temporary_directory() as folder:
                name = f"{test.__name__}, seed {SEED}, round {number}"
                test(checks, random.Random(name), pathlib.Path(folder), name)
    checks.finish()


if __name__ == "__main__":
    main()
