#!/usr/bin/python3
"""What a year is for those who subscribe: how many events of each kind their feed has in each month, and on its fullest
day. A directorate's feed is one that a person would keep: at most three events of its own on any day. Prints the table."""
import collections

import icalendar
import support

MOST_A_DAY = 3
DIRECTORATES = {"dcpen", "dp", "dpspen"}
# The last category of an event says its kind; "own" is all but the sessions.
KINDS = ["Sesión", "Vencimiento", "Condicionado", "Resumen", "Aviso"]


def load(data):
    """({kind: [events by month]}, {day: [summaries of its own]})"""
    months = {kind: [0] * 12 for kind in KINDS}
    days = collections.defaultdict(list)
    for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        kind = str(event["CATEGORIES"].cats[-1])
        start = event["DTSTART"].dt
        months[kind][start.month - 1] += 1
        if kind != "Sesión":
            days[start].append(str(event["SUMMARY"]))
    return months, days


def print_load(feed, months, days):
    most = max((len(own) for own in days.values()), default=0)
    print(f"{feed}: {sum(map(sum, months.values()))} events, at most {most} of its own on a day")
    for kind, counts in months.items():
        if any(counts):
            print(f"  {kind:<13}" + "".join(f"{count:4}" for count in counts) + f"{sum(counts):6}")


def main():
    checks = support.start()
    ine = checks.source / "config/examples/ine"
    with support.temporary_directory() as folder:
        feeds = checks.render_all(ine, folder)
    listed = {path.removeprefix("/feeds/").removesuffix(".ics"): count for path, count, _ in checks.list_feeds(ine)}
    checks.equal(sorted(feeds), sorted(listed), "feeds")
    checks.that(DIRECTORATES <= set(feeds), f"directorates among {sorted(feeds)}")
    for feed, data in feeds.items():
        months, days = load(data)
        print_load(feed, months, days)
        checks.equal(sum(map(sum, months.values())), listed[feed], f"events of {feed}")
        crowded = {day: own for day, own in days.items() if len(own) > MOST_A_DAY}
        if feed in DIRECTORATES:
            checks.equal(crowded, {}, f"days of {feed} with more than {MOST_A_DAY} events")
            checks.that(sum(months["Aviso"]) > 0, f"{feed} has notices")
        elif feed == "cspen":
            checks.that(crowded, "the body's feed has every deadline on its own")
    checks.finish()


if __name__ == "__main__":
    main()
