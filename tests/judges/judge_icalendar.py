#!/usr/bin/python3
"""Reads feeds with python3-icalendar; see README.md for what every judge prints."""
import datetime
import sys

import icalendar
import judge


def one(event, name):
    value = event.get(name)
    if isinstance(value, list):
        raise ValueError(f"{name} is there {len(value)} times")
    return value


def text(event, name):
    value = one(event, name)
    return None if value is None else str(value)


def read(data, feed):
    calendar = icalendar.Calendar.from_ical(data)
    for component in calendar.walk():
        if component.errors:
            raise ValueError(f"{component.name}: {component.errors}")
    for name in component_names(calendar):
        if name not in ("VCALENDAR", "VEVENT", "VALARM"):
            raise ValueError(f"an unexpected {name}")
    for event in calendar.walk("VEVENT"):
        start, end, sequence = one(event, "DTSTART"), one(event, "DTEND"), one(event, "SEQUENCE")
        categories = event.get("CATEGORIES", [])
        yield {
            "feed": feed,
            "uid": text(event, "UID"),
            "start": start and judge.time(start.dt),
            "end": end and judge.time(end.dt),
            "all_day": start is not None and not isinstance(start.dt, datetime.datetime),
            "summary": text(event, "SUMMARY"),
            "status": text(event, "STATUS"),
            "description": text(event, "DESCRIPTION"),
            "categories": [str(c) for group in (categories if isinstance(categories, list) else [categories])
                           for c in group.cats],
            "transp": text(event, "TRANSP"),
            "sequence": None if sequence is None else int(sequence),
        }


def component_names(calendar):
    return [component.name for component in calendar.walk()]


if __name__ == "__main__":
    sys.exit(judge.main(read, sys.argv[1:]))
