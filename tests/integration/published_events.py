"""The events of a feed as people see them, read by python3-icalendar."""
import datetime
import functools
import typing

import icalendar


class Event(typing.NamedTuple):
    """Times are texts that sort: 2027-03-11, or 2027-03-11 16:00 in UTC; the end of days is the first day after them."""
    uid: str
    start: str
    end: str
    summary: str
    status: str
    description: str
    sequence: int
    modified: str
    stamped: str

    @property
    def is_cancelled(self):
        return self.status == "CANCELLED"

    def as_khal_shows_it(self):
        """(start, end, is timed, summary, status, description); the last day is included."""
        timed = len(self.start) > 10
        last = self.end if timed else (datetime.date.fromisoformat(self.end) - datetime.timedelta(1)).isoformat()
        return self.start, last, timed, self.summary, self.status, self.description


@functools.lru_cache(maxsize=10000)
def _read(data):
    return tuple(sorted(map(_event, icalendar.Calendar.from_ical(data).walk("VEVENT"))))


def read(data):
    """Sorted; data is a calendar, or a single VEVENT. Raises ValueError if it is neither."""
    return list(_read(data))


def _time(value):
    if not isinstance(value.dt, datetime.datetime):
        return value.dt.isoformat()
    if value.dt.utcoffset() != datetime.timedelta(0):
        raise ValueError(f"{value.dt} is not in UTC")
    return value.dt.strftime("%Y-%m-%d %H:%M")


def _event(component):
    def text(name):
        return str(component.get(name, ""))

    def stamp(name):
        return component[name].dt.strftime("%Y-%m-%dT%H:%M:%SZ")

    return Event(text("UID"), _time(component["DTSTART"]), _time(component["DTEND"]), text("SUMMARY"), text("STATUS"),
                 text("DESCRIPTION"), int(component["SEQUENCE"]), stamp("LAST-MODIFIED"), stamp("DTSTAMP"))
