"""Which days are worked, and which days a week is, calculated without agendad and in another way: every day of all
years is looked at once, and "N working days before" is a place in the list of those that are worked.

Written from docs/guia-definicion.md, docs/decisions/0002 and RFC 5545. A month is (year, month); a time of a session is
what a definition says after `when`.
"""
import bisect
import calendar
import datetime

from dateutil import rrule

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
# Room for leads of 60 days and notices before them where one day in a week is worked.
FIRST_DAY = datetime.date(2016, 1, 1)
LAST_DAY = datetime.date(2033, 12, 31)
EVERY_DAY = [FIRST_DAY + datetime.timedelta(number) for number in range((LAST_DAY - FIRST_DAY).days + 1)]
LAST_WEEK = "last"


def days_between(first, last):
    return [first + datetime.timedelta(number) for number in range((last - first).days + 1)]


def month_of(day):
    return day.year, day.month


def month_from(text):
    year, month = text.split("-")
    return int(year), int(month)


def days_of_month(month):
    return days_between(datetime.date(*month, 1), datetime.date(*month, calendar.monthrange(*month)[1]))


def _days_of_entry(entry):
    """Of one line of a calendar of non-working days."""
    def given(key):
        return datetime.date.fromisoformat(entry[key])

    if "date" in entry:
        return {given("date")}
    last = given("until") if "until" in entry else LAST_DAY
    if "rule" not in entry:
        return set(days_between(given("from"), last))
    begins, ends = (datetime.datetime.combine(day, datetime.time()) for day in (given("from"), last))
    return {time.date() for time in rrule.rrulestr(entry["rule"], dtstart=begins).between(begins, ends, inc=True)}


class WorkingDays:
    """Those of one program: its weekend, and its calendars of non-working days."""

    def __init__(self, weekend, calendars):
        never = {WEEKDAYS.index(name) for name in weekend}
        off, counted = set(), set()
        for entry in (entry for each in calendars for entry in each["days"]):
            (counted if entry.get("all-days-count") else off).update(_days_of_entry(entry))
        self._list = [day for day in EVERY_DAY if day in counted or not (day in off or day.weekday() in never)]
        self._set = frozenset(self._list)

    def is_worked(self, day):
        return day in self._set

    def first_of(self, days):
        """The first of these that is worked; the first if none is."""
        return next((day for day in days if day in self._set), days[0])

    def last_of(self, days):
        return self.first_of(days[::-1])

    def before(self, day, count):
        """The `count`th working day before; the day itself for 0."""
        if count == 0:
            return day
        place = bisect.bisect_left(self._list, day) - count
        if place < 0:
            raise ValueError(f"{count} working days before {day} are not looked at")
        return self._list[place]


def _week_of_weekday(month, weekday, week):
    """The Monday to Friday around the Nth such weekday."""
    found = [day for day in days_of_month(month) if day.weekday() == weekday]
    place = -1 if week == LAST_WEEK else week - 1
    monday = found[place] - datetime.timedelta(weekday)
    return days_between(monday, monday + datetime.timedelta(4))


def _seven_days(month, week):
    days = days_of_month(month)
    return days[-7:] if week == LAST_WEEK else [day for day in days if (day.day - 1) // 7 == week - 1]


def _printed_row(month, week):
    """A row of the month's page that shows a weekday, filled up from the months beside it."""
    rows = [row for row in calendar.Calendar().monthdatescalendar(*month)
            if any(month_of(day) == month for day in row[:5])]
    return rows[-1 if week == LAST_WEEK else week - 1][:5]


WEEK_RULES = {
    "full-week": lambda month, week: _week_of_weekday(month, calendar.MONDAY, week),
    "iso": lambda month, week: _week_of_weekday(month, calendar.THURSDAY, week),
    "days": _seven_days,
    "weekday-row": _printed_row,
}


def with_rule(when, week_rule):
    """The same time; a week says by which rule it is counted."""
    return {"rule": week_rule, **when} if "week" in when else when


def days_of(when):
    """All days of a time that is known, with its rule. IndexError if the month has no such week."""
    if isinstance(when, str):
        return [datetime.date.fromisoformat(when[:10])]
    if "from" in when:
        return days_between(*(datetime.date.fromisoformat(when[key]) for key in ("from", "until")))
    return WEEK_RULES[when["rule"]](month_from(when["month"]), when["week"])


def month_planned(when):
    """The month whose items a session of this time is for."""
    if isinstance(when, str):
        return month_from(when[:7])
    return month_from(when["month"] if "month" in when else when["from"][:7])
