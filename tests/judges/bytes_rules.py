#!/usr/bin/python3
"""The byte rules of a feed that every calendar client can read: P29-P34, P36-P45, P49-P53, P57, P59, P62, P63, P65-P68, P70, P71.

    bytes_rules.py FEED.ics...

Each rule is a generator of what is wrong, named by its number in the notes on calendar clients; feed_lines.py,
feed_calendar.py and feed_events.py hold them. They work on the bytes, without any calendar library.
"""
import pathlib
import re
import sys

import feed_calendar
import feed_events
import feed_lines
import ics_bytes


class Feed:
    def __init__(self, data):
        self.data = data
        self.lines = ics_bytes.physical_lines(data)
        self.top = ics_bytes.parse(data)
        self.calendars = [c for c in self.top if c.name == "VCALENDAR"]
        self.head = [p for c in self.calendars for p in c.properties]
        self.components = list(_walk(self.top))
        self.events = [c for c in self.components if c.name == "VEVENT"]
        self.properties = [p for c in self.components for p in c.properties]

    def head_values(self, name):
        return [p.value for p in self.head if p.name == name]


def _walk(components):
    for component in components:
        yield component
        yield from _walk(component.components)


RULES = {name.upper(): rule for module in (feed_lines, feed_calendar, feed_events)
         for name, rule in sorted(vars(module).items()) if re.fullmatch(r"p\d\d", name)}


def violations(data):
    """["P29: what is wrong", ...]; empty for a sound feed."""
    try:
        feed = Feed(data)
    except ValueError as error:
        return [f"P37: {error}"]
    return [f"{name}: {what}" for name, rule in RULES.items() for what in rule(feed)]


def main(paths):
    wrong = 0
    for path in paths:
        for violation in violations(pathlib.Path(path).read_bytes()):
            print(f"{path}: {violation}")
            wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
