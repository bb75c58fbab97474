#!/usr/bin/python3
"""The feeds of the INE example say what the source document says, and nothing else.

Everything expected here is read from the document's own tables or computed from them; see source_document.py.
"""
import collections
import datetime
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "judges"))

import ics_bytes  # noqa: E402
import source_document  # noqa: E402
import support  # noqa: E402

YEAR = 2024
# Row 11 has no observation, but is the second step of row 10, which is due only if there are applications.
CONDITIONAL_WITHOUT_SAYING_SO = {11}
ONE_DAY = datetime.timedelta(days=1)
MOST_A_DAY = 3  # of a directorate


def iso(event, key):
    return datetime.date.fromisoformat(event[key][:10])


def is_conditional(row):
    return "en caso de" in row.observation or row.number in CONDITIONAL_WITHOUT_SAYING_SO


def due_date(row, month, mondays):
    own = source_document.date_in(row.observation)
    if own and own.month == month:
        return own
    return mondays.get(month) or source_document.last_working_day(YEAR, month)


def check_deadlines(checks, document, mondays, events):
    """Every mark of the tables is one event of the body's feed; returns the events that are none."""
    by_title = collections.defaultdict(list)
    for event in events:
        by_title[event["description"].split("\n")[0]].append(event)
    kinds = collections.defaultdict(set)
    for row in document.rows:
        found = by_title.pop(row.title, [])
        expected = sorted(due_date(row, month, mondays) for month in row.months)
        where = f"row {row.number} ({row.title[:50]}...)"
        checks.equal(sorted(iso(event, "start") for event in found), expected, f"{where}: dates")
        for event in found:
            checks.that(event["all_day"] and iso(event, "end") == iso(event, "start") + ONE_DAY, f"{where}: not one day")
            codes = {other.code for other in document.rows} & set(event["categories"])
            checks.equal(codes, {row.code} - {None}, f"{where}: code in CATEGORIES")
            checks.that(row.observation in event["description"], f"{where}: the observation is not in the DESCRIPTION")
            checks.that(event["transp"] == "TRANSPARENT" and event["status"] == "CONFIRMED", f"{where}: blocks time")
            kinds[is_conditional(row)] |= set(event["categories"]) - codes
            says_so = "si hay casos" in event["summary"].lower()
            checks.equal(says_so, is_conditional(row), f"{where}: SUMMARY says that it is conditional")
    checks.that(kinds[True] and kinds[False] and not kinds[True] & kinds[False], f"conditional ones are not a category "
                f"of their own: {dict(kinds)}")
    return [event for rest in by_title.values() for event in rest]


def check_sessions(checks, mondays, events, what):
    expected = [(monday.isoformat(), (monday + 5 * ONE_DAY).isoformat(), "TENTATIVE")
                for monday in sorted(mondays.values())]
    found = [(event["start"], event["end"], event["status"]) for event in events]
    checks.equal(found, expected, f"{what}: weeks of the ordinary sessions")


def expected_shape(rows, mondays, most_a_day):
    """(firm events, events that hold several): conditional ones once a month, and a crowded day as one."""
    firm = collections.Counter()
    folded = collections.defaultdict(set)
    for row in rows:
        for month in row.months:
            day = due_date(row, month, mondays)
            if is_conditional(row):
                folded[day].add(month)
            else:
                firm[day] += 1
    crowded = {day for day in {*firm, *folded} if firm[day] + len(folded[day]) > most_a_day}
    return (sum(count for day, count in firm.items() if day not in crowded),
            len(crowded) + sum(len(months) for day, months in folded.items() if day not in crowded))


def check_directorates(checks, document, mondays, feeds):
    """A directorate's or heading's feed: what is firm as in the body's, the rest once a month, and the sessions."""
    of_body = {event["uid"]: event for event in feeds["cspen"]}
    for code in sorted({row.code for row in document.rows if row.code}):
        rows = [row for row in document.rows if row.code == code]
        found = [id for id in feeds if id.split("-")[-1] == code.lower()]
        if not checks.equal(len(found), 1, f"feeds of {code}"):
            continue
        notices = [event for event in feeds[found[0]] if "Aviso" in event["categories"]]
        heading = found[0].startswith("cspen-")
        checks.equal(bool(notices), not heading, f"notices in {found[0]}")
        planned = [event for event in feeds[found[0]] if event not in notices]
        events = [event for event in planned if code in event["categories"]]
        check_sessions(checks, mondays, [event for event in planned if event not in events], found[0])
        shared = [event for event in events if of_body.get(event["uid"]) == {**event, "feed": "cspen"}]
        expected = expected_shape(rows, mondays, 99 if heading else MOST_A_DAY)
        checks.equal((len(shared), len(events) - len(shared)), expected, f"{found[0]}: firm events, those of several")


def check_members(checks, document, feeds, names, mondays):
    for member in document.members:
        full_name = f"{member.honorific} {member.name}"
        found = [id for id, name in names.items() if name == full_name]
        if checks.equal(len(found), 1, f"feeds of {member.name}"):
            sessions = [event for event in feeds[found[0]] if event["status"] == "TENTATIVE"]
            check_sessions(checks, mondays, sessions, found[0])


def main():
    checks = support.start()
    document = source_document.Document(checks.source / "tests/data/programa-anual-2024.tsv")
    example = checks.source / "config/examples/ine"
    mondays = {month: source_document.week_of_nth_monday(YEAR, month, week) for week, month in document.weeks}
    with support.temporary_directory() as folder:
        rendered = checks.render_all(example, folder)
    feeds = {id: ics_bytes.read_events(data, id) for id, data in rendered.items()}
    names = {pathlib.PurePosixPath(path).stem: name for path, _, name in checks.list_feeds(example)}

    rest = check_deadlines(checks, document, mondays, feeds["cspen"])
    check_sessions(checks, mondays, rest, "what is no deadline in cspen")
    check_directorates(checks, document, mondays, feeds)
    check_members(checks, document, feeds, names, mondays)
    untagged = sum(len(row.months) for row in document.rows if row.code is None)
    deadlines = [event for event in feeds["cspen-unassigned"] if event["status"] == "CONFIRMED"]
    checks.equal(len(deadlines), untagged, "events of cspen-unassigned")
    checks.finish()


if __name__ == "__main__":
    main()
