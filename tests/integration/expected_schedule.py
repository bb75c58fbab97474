"""What became of a program by the facts about it, and on which days: calculated without agendad, from
docs/guia-definicion.md and docs/decisions/0002 and 0016."""
import datetime
import operator
import typing
import zoneinfo

import working_calendar

UNSCHEDULED = "unscheduled"
FINAL = {"done", "not-applicable", "withdrawn"}
OFF = {"not-applicable", "withdrawn"}


class Session(typing.NamedTuple):
    id: str
    type: str
    name: str
    state: str  # the last fact, or "planned"
    when: object  # the last time that it had
    has_time: bool
    days: list
    start: datetime.datetime  # in UTC, of one with an hour; else None
    end: datetime.datetime
    month: tuple  # whose items it is for
    moves: int  # from one time to another one
    decided: datetime.datetime

    @property
    def is_called_off(self):
        return self.state == "cancelled"

    @property
    def is_off(self):
        return self.is_called_off or not self.has_time


class Deadline(typing.NamedTuple):
    item: dict
    planned: tuple
    month: tuple  # in which it is due now
    outcome: str  # "pending", "met", "done", "not-applicable", "withdrawn"
    done_on: datetime.date
    due: datetime.date
    has_own_date: bool
    decided: datetime.datetime

    @property
    def group(self):
        return group_of(self.item)

    @property
    def is_conditional(self):
        return "condition" in self.item and self.outcome == "pending"

    @property
    def is_firm(self):
        """And somebody still waits for it."""
        return self.outcome == "met" or (self.outcome == "pending" and "condition" not in self.item)

    @property
    def is_called_off(self):
        return self.outcome in OFF

    @property
    def was_folded(self):
        return bool(self.item.get("condition")) and not self.has_own_date

    @property
    def is_folded(self):
        return self.is_conditional and not self.has_own_date


def group_of(item):
    for kind in ("directorate", "heading"):
        if kind in item:
            return kind, item[kind]
    return ("unassigned", None)


def instant(text):
    """A date is its first moment in UTC."""
    return datetime.datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=datetime.timezone.utc)


def standing_facts(facts):
    """{session, or item and month: the facts about it that nobody took back, in the order of their times}"""
    standing = {}
    for fact in sorted(facts, key=lambda fact: instant(fact["at"])):
        subject = fact["session"] if "session" in fact else (fact["item"], working_calendar.month_from(fact["month"]))
        about = standing.setdefault(subject, [])
        if fact["fact"] == "undone":
            about.pop()
        else:
            about.append(fact)
    return {subject: about for subject, about in standing.items() if about}


def duration(text):
    hours, _, minutes = text.partition("h")
    if not minutes and text.endswith("min"):
        hours, minutes = "0", text
    return datetime.timedelta(hours=int(hours), minutes=int(minutes.strip().removesuffix("min") or 0))


def _session(program, planned, facts):
    """None if it never had a time."""
    told = ([planned] if planned else []) + facts
    times = [working_calendar.with_rule(each["when"], program["week-rule"]) for each in told if "when" in each]
    known = [when for when in times if when != UNSCHEDULED]
    if not known:
        return None
    when = known[-1]
    kind = planned["type"] if planned else facts[0]["type"]
    start = end = None
    if isinstance(when, str) and len(when) > 10:
        length = [each["duration"] for each in told if "duration" in each] or [program["durations"][kind]]
        local = datetime.datetime.fromisoformat(when).replace(tzinfo=zoneinfo.ZoneInfo(program["time-zone"]))
        start = local.astimezone(datetime.timezone.utc)
        end = start + duration(length[-1])
    names = [each["name"] for each in told if "name" in each]
    return Session(told[0]["id"] if planned else facts[0]["session"], kind, names[-1] if names else "",
                   facts[-1]["fact"] if facts else "planned", when, times[-1] != UNSCHEDULED,
                   working_calendar.days_of(when), start, end,
                   working_calendar.month_planned(known[0]), sum(map(operator.ne, known, known[1:])),
                   instant(facts[-1]["at"]) if facts else None)


def period_of(program):
    """(first day, last day)"""
    if "year" in program:
        return datetime.date(program["year"], 1, 1), datetime.date(program["year"], 12, 31)
    return tuple(datetime.date.fromisoformat(program[key]) for key in ("from", "until"))


def months_of_period(program):
    first, last = period_of(program)
    return sorted({working_calendar.month_of(day) for day in working_calendar.days_between(first, last)})


def planned_months(program, item):
    if item["months"] == "all":
        return months_of_period(program)
    return [working_calendar.month_from(text) for text in item["months"]]


class Schedule:
    """A program with its dates: `sessions`, and `deadlines` in no order."""

    def __init__(self, program, calendars, facts):
        self.program = program
        self.working_days = working_calendar.WorkingDays(
            program["weekend"], [each for each in calendars if each["id"] in program["non-working-days"]])
        standing = standing_facts(facts)
        ids = {session["id"]: session for session in program["sessions"]}
        added = {subject: None for subject in standing if isinstance(subject, str) and subject not in ids}
        sessions = [_session(program, planned, standing.get(id, [])) for id, planned in {**ids, **added}.items()]
        self.sessions = [session for session in sessions if session]
        self.deadlines = [self._deadline(item, month, standing.get((item["id"], month), []))
                          for item in program["items"] for month in planned_months(program, item)]
        self.revised = max([instant(program["revised"]), *(instant(fact["at"]) for fact in facts)])

    def _deadline(self, item, planned, facts):
        moves = [working_calendar.month_from(fact["to"]) for fact in facts if fact["fact"] == "moved"]
        outcomes = [fact for fact in facts if fact["fact"] != "moved"]
        month = moves[-1] if moves else planned
        own = item.get("due", {}).get("%04d-%02d" % planned) if month == planned else None
        last = outcomes[-1] if outcomes else {"fact": "pending"}
        return Deadline(item, planned, month, last["fact"],
                        datetime.date.fromisoformat(last["on"]) if "on" in last else None,
                        datetime.date.fromisoformat(own) if own else self.due_by_rule(month), own is not None,
                        instant(facts[-1]["at"]) if facts else None)

    def due_by_rule(self, month):
        ordinary = [(session.days[0], session.id, session) for session in self.sessions
                    if session.type == "ordinary" and not session.is_off and session.month == month]
        if not ordinary or self.program["due"] == "month-end":
            return self.working_days.last_of(working_calendar.days_of_month(month))
        possible = self.working_days.first_of(min(ordinary)[2].days)
        return self.working_days.before(possible, self.program["due-lead"])
