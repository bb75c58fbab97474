"""Which events each feed of a definition has, calculated without agendad from docs/guia-definicion.md and
docs/decisions/0002, 0006, 0009, 0016 and 0019."""
import collections
import datetime
import itertools
import typing

import expected_schedule
import working_calendar
from expected_words import WORDS

ONE_DAY = datetime.timedelta(1)
SESSION_MOVED = "Cambia de ... a ..."  # in either language
POLICIES = {  # the guide's, where the settings say nothing else
    "body": {"deadlines": "each", "conditional": "each"},
    "sessions": {"deadlines": "none", "conditional": "each"},
    "directorate": {"deadlines": "each", "conditional": "monthly", "most-a-day": 3},
    "heading": {"deadlines": "each", "conditional": "monthly"},
    "unassigned": {"deadlines": "each", "conditional": "monthly"},
    "councillor": {"deadlines": "monthly", "conditional": "each"},
}


class Event(typing.NamedTuple):
    """As published_events.Event says it; `told` are the lines of its text that say what became of it."""
    start: str
    end: str
    status: str
    summary: str
    told: tuple


class Made(typing.NamedTuple):
    """An event and the days that it is about."""
    event: Event
    days: tuple  # (first, last)

    @property
    def is_cancelled(self):
        return self.event.status == "CANCELLED"


def _all_day(first, last, status, summary, told=()):
    return Event(first.isoformat(), (last + ONE_DAY).isoformat(), status, summary, tuple(told))


class ExpectedFeeds:
    def __init__(self, definition):
        self.definition = definition
        self.settings = definition["settings"]
        self.kept = datetime.timedelta(int(self.settings["keep-cancelled"].removesuffix("d")))
        self.bodies = {body["id"]: body for body in definition["directory"]["bodies"]}
        self.directorates = {each["id"]: each["code"] for each in definition["directory"]["directorates"]}
        self.schedules = [
            expected_schedule.Schedule(program, definition["non-working-days"]["calendars"],
                                       definition["facts"].get(program["id"], []))
            for program in sorted(definition["programs"], key=lambda program: program["id"])]

    def words(self, schedule):
        return WORDS[schedule.program.get("language", self.settings["language"])]

    def summary(self, schedule, title):
        return f"{self.bodies[schedule.program['body']]['short']} · {title}"

    def label(self, schedule, group):
        kind, id = group
        if kind == "directorate":
            return self.directorates[id]
        headings = {each["id"]: each["code"] for each in self.bodies[schedule.program["body"]]["headings"]}
        return headings.get(id, self.words(schedule).unassigned)

    def revised(self, schedule):
        """Of all files that the program's events depend on. Without a ledger this is the time of publication."""
        files = [self.settings, self.definition["directory"], self.definition["non-working-days"]]
        return max(schedule.revised, *(expected_schedule.instant(file["revised"]) for file in files))

    def is_forgotten(self, schedule, what):
        """Whether it was called off, and has been shown as such on so many days, the first one included."""
        return what.is_called_off and what.decided.date() <= self.revised(schedule).date() - self.kept

    # ----- single events -----

    def session(self, schedule, session):
        words = self.words(schedule)
        title = session.name or words.session.format(type=words.types[session.type], month=words.month(session.month))
        status = "CANCELLED"
        if not session.is_off:
            status = "CONFIRMED" if isinstance(session.when, str) else "TENTATIVE"
            if status == "TENTATIVE":
                title = words.tentative.format(title=title)
            elif not session.start and session.state != "held":
                title = words.hour_to_come.format(title=title)
        summary = self.summary(schedule, title)
        if session.state == "cancelled":
            summary = words.cancelled.format(title=summary)
        elif session.is_off:
            summary = words.put_off.format(title=summary)
        told = [SESSION_MOVED] * session.moves + [words.held] * (session.state == "held")
        days = (session.days[0], session.days[-1])
        if not session.start:
            return Made(_all_day(*days, status, summary, told), days)
        start, end = (time.strftime("%Y-%m-%d %H:%M") for time in (session.start, session.end))
        return Made(Event(start, end, status, summary, tuple(told)), days)

    def deadline(self, schedule, deadline):
        words = self.words(schedule)
        short = deadline.item["short"]
        told = {"met": [words.met], "not-applicable": [words.does_not_apply], "withdrawn": [words.was_withdrawn],
                "done": [deadline.done_on and words.done_on.format(date=words.day(deadline.done_on))]
                }.get(deadline.outcome, [])
        if deadline.month != deadline.planned:
            told = told + [words.moved.format(before=words.of_year(deadline.planned),
                                              after=words.of_year(deadline.month))]
        if deadline.is_called_off:
            form = words.withdrawn if deadline.outcome == "withdrawn" else words.not_applicable
            summary = form.format(title=self.summary(schedule, short))
        else:
            overdue = (schedule.program.get("overdue") == "show" and deadline.is_firm
                       and deadline.due < self.revised(schedule).date())
            form = (words.done if deadline.outcome == "done" else words.conditional if deadline.is_conditional
                    else words.overdue if overdue else "{title}")
            summary = self.summary(schedule, form.format(title=short))
        status = "CANCELLED" if deadline.is_called_off else "CONFIRMED"
        return Made(_all_day(deadline.due, deadline.due, status, summary, told), (deadline.due, deadline.due))

    def folded(self, schedule, group, month, deadlines):
        words = self.words(schedule)
        title = words.count(words.folded, len(deadlines), group=self.label(schedule, group), month=words.month(month))
        day = deadlines[0].due
        return Made(_all_day(day, day, "CONFIRMED", self.summary(schedule, title)), (day, day))

    def digest(self, schedules, group, month, deadlines):
        """Of a body's month; the first program that has something to say gives the words and the day."""
        words = self.words(schedules[0])
        days = working_calendar.days_of_month(month)
        standing = [deadline for deadline in deadlines if not deadline.is_called_off]
        conditional = sum(deadline.is_conditional for deadline in standing)
        name = words.month(month) if group is None else f"{self.label(schedules[0], group)}, {words.month(month)}"
        title = words.count(words.digest, len(standing) - conditional, month=name)
        if conditional:
            title += words.count(words.and_conditional, conditional)
        day = schedules[0].working_days.first_of(days)
        return Made(_all_day(day, day, "CONFIRMED", self.summary(schedules[0], title)), (days[0], days[-1]))

    @staticmethod
    def pending(deadlines, words):
        """How many of these somebody waits for, in words."""
        counts = [(words.firm, sum(each.is_firm for each in deadlines)),
                  (words.pending_conditional, sum(each.is_conditional for each in deadlines))]
        return ", ".join(words.count(forms, number) for forms, number in counts if number) or words.nothing

    def due_day(self, schedule, group, day, deadlines):
        """All of a crowded day."""
        words = self.words(schedule)
        title = words.due_day.format(group=self.label(schedule, group), items=self.pending(deadlines, words))
        return Made(_all_day(day, day, "CONFIRMED", self.summary(schedule, title)), (day, day))

    def notice(self, schedule, day, lead, deadlines):
        words = self.words(schedule)
        title = words.count(words.notice, lead, items=self.pending(deadlines, words))
        before = schedule.working_days.before(day, lead)
        return Made(_all_day(before, before, "CONFIRMED", self.summary(schedule, title)), (before, before))

    # ----- what feeds have -----

    def sessions_of(self, schedule):
        return [self.session(schedule, session) for session in schedule.sessions
                if not self.is_forgotten(schedule, session)]

    def deadlines_of(self, schedules, group, policy):
        """Of one body; all groups for None."""
        if policy["deadlines"] == "none":
            return []
        chosen = [(schedule, deadline) for schedule in schedules for deadline in schedule.deadlines
                  if group in (None, deadline.group)]
        if policy["deadlines"] == "monthly":
            by_month = collections.defaultdict(list)
            for schedule, deadline in chosen:
                by_month[deadline.month].append((schedule, deadline))
            return [self.digest([schedule for schedule, _ in found], group, month, [each for _, each in found])
                    for month, found in by_month.items()]
        by_day = collections.defaultdict(list)
        for schedule, deadline in chosen:
            by_day[schedule.program["id"], deadline.group, deadline.due].append((schedule, deadline))
        made = []
        for (_, of_group, day), found in by_day.items():
            made += self.due_on(found[0][0], of_group, day, [deadline for _, deadline in found], policy)
        return made

    def due_on(self, schedule, group, day, deadlines, policy):
        """Of one program and group, on one day: each, what is conditional perhaps by month, or all in one."""
        folds = collections.defaultdict(list)
        silent = []  # what was folded, and was called off
        for deadline in deadlines:
            if policy["conditional"] == "monthly" and deadline.is_folded:
                folds[deadline.month].append(deadline)
            elif policy["conditional"] == "monthly" and deadline.was_folded and deadline.is_called_off:
                silent.append(deadline)
        alone = [deadline for deadline in deadlines
                 if deadline not in silent and not any(deadline in found for found in folds.values())]
        counted = len({*folds, *(deadline.month for deadline in silent)}) + len(alone)
        if 0 < policy["most-a-day"] < counted:
            return [self.due_day(schedule, group, day, deadlines)]
        return ([self.folded(schedule, group, month, found) for month, found in folds.items()]
                + [self.deadline(schedule, each) for each in alone if not self.is_forgotten(schedule, each)])

    def notices_of(self, schedule, group):
        """None of conditional ones alone, and none that comes too late."""
        by_day = collections.defaultdict(list)
        for deadline in schedule.deadlines:
            if deadline.group == group:
                by_day[deadline.due].append(deadline)
        made = [self.notice(schedule, day, lead, deadlines) for day, deadlines in by_day.items()
                if any(deadline.is_firm for deadline in deadlines) for lead in self.settings.get("notices", [])]
        first_shown = expected_schedule.instant(schedule.program["revised"]).date()
        return [each for each in made if each.days[0] >= first_shown]

    def policy(self, kind):
        return {"cancelled": "show", "most-a-day": 0, **POLICIES[kind], **self.settings["feeds"].get(kind, {})}

    def feeds(self):
        """{feed's id: its events, sorted}"""
        feeds = {}
        directory = self.definition["directory"]
        schedules = {id: [each for each in self.schedules if each.program["body"] == id] for id in self.bodies}
        schedules = {id: found for id, found in schedules.items() if found}
        sessions = {id: list(itertools.chain.from_iterable(map(self.sessions_of, found)))
                    for id, found in schedules.items()}
        for id, found in schedules.items():
            for kind, feed, group in [("body", id, None), ("sessions", f"{id}-sessions", None),
                                      ("unassigned", f"{id}-unassigned", ("unassigned", None)),
                                      *(("heading", f"{id}-{each['id']}", ("heading", each["id"]))
                                        for each in self.bodies[id]["headings"])]:
                policy = self.policy(kind)
                feeds[feed] = self.shown(sessions[id] + self.deadlines_of(found, group, policy), policy)
        for directorate in directory["directorates"]:
            policy = self.policy("directorate")
            group = ("directorate", directorate["id"])
            made = []
            for found in schedules.values():
                naming = [each for each in found if any(deadline.group == group for deadline in each.deadlines)]
                made += itertools.chain.from_iterable(map(self.sessions_of, naming))
                made += self.deadlines_of(naming, group, policy)
                made += itertools.chain.from_iterable(self.notices_of(each, group) for each in naming)
            feeds[directorate["id"]] = self.shown(made, policy)
        for councillor in directory["councillors"]:
            policy = self.policy("councillor")
            policy["deadlines"] = councillor.get("deadlines", policy["deadlines"])
            made = []
            for id, found in schedules.items():
                member = [each for each in councillor["memberships"] if each["body"] == id]
                made += [each for each in sessions[id] + self.deadlines_of(found, None, policy)
                         if any(_overlaps(each.days, membership) for membership in member)]
            feeds[councillor["id"]] = self.shown(made, policy)
        return feeds

    def shown(self, made, policy):
        return sorted(each.event for each in made if policy["cancelled"] == "show" or not each.is_cancelled)


def _overlaps(days, membership):
    """An end that is not given is open."""
    return (membership.get("from", "") <= days[1].isoformat()
            and days[0].isoformat() <= membership.get("until", "9999-12-31"))
