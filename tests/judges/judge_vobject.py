#!/usr/bin/python3
"""Reads feeds with python3-vobject and lets it validate them; see README.md for what every judge prints."""
import datetime
import sys

import judge
import vobject


def text(event, name):
    return getattr(event, name).value if hasattr(event, name) else None


def read(data, feed):
    calendars = list(vobject.readComponents(data.decode()))
    if len(calendars) != 1:
        raise ValueError(f"{len(calendars)} calendars")
    calendars[0].validate(raiseException=True)
    for event in calendars[0].contents.get("vevent", []):
        start, end, sequence = text(event, "dtstart"), text(event, "dtend"), text(event, "sequence")
        yield {
            "feed": feed,
            "uid": text(event, "uid"),
            "start": start and judge.time(start),
            "end": end and judge.time(end),
            "all_day": start is not None and not isinstance(start, datetime.datetime),
            "summary": text(event, "summary"),
            "status": text(event, "status"),
            "description": text(event, "description"),
            "categories": [c for line in event.contents.get("categories", []) for c in line.value],
            "transp": text(event, "transp"),
            "sequence": None if sequence is None else int(sequence),
        }


if __name__ == "__main__":
    sys.exit(judge.main(read, sys.argv[1:]))
