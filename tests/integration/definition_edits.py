"""What an office does to its definition in the course of a year: seeded random edits of a copy of the 2024 example.

The copy is of a year to come, because what is over is neither cancelled nor held back.
"""
import copy
import datetime
import os

import mutations

MONTHS = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"]
DIRECTORATES = ["DCPEN", "DP", "DPSPEN"]
UTC_OFFSET = datetime.timedelta(hours=6)  # of Mexico City, all year
SETTINGS = "agendad.yaml"
DIRECTORY = "directory.yaml"


class Impossible(Exception):
    """There is nothing (any more) to do this to."""


class Expected:
    """What an edit has to do to the events of one feed: {UID: event} before and after."""

    def __init__(self, what, feed, holds):
        self.what = what
        self.feed = feed
        self.holds = holds


class Office:
    """Edits the definition in `config`; every edit returns what it is to bring about.

    It changes values only; save() writes the files that differ, each at once, as a good editor does.
    """

    def __init__(self, config, random, year):
        self._config = config
        self._random = random
        self._year = year
        self._made = 0
        self.has_cancelled = False  # whether what is published shows anything as cancelled; told by who knows
        self.files = {}  # {file: values}
        for path in sorted(config.rglob("*.yaml")):
            self.files[str(path.relative_to(config))] = mutations.load(path)
        old = self.files.pop("programs/cspen-2024.yaml")
        (config / "programs/cspen-2024.yaml").unlink()
        self._file = f"programs/cspen-{year}.yaml"
        self._next_file = f"programs/cspen-{year + 1}.yaml"
        for item in old["items"]:
            item.pop("due", None)  # those of 2024
        self.files[self._file] = {**old, "id": f"cspen-{year}", "year": year}
        self._written = {}
        self.save()

    def save(self):
        for file, values in self.files.items():
            if self._written.get(file) != values:
                path = self._config / file
                path.with_suffix(".new").write_text(mutations.dump(values), encoding="utf-8")
                os.replace(path.with_suffix(".new"), path)
        for file in self._written.keys() - self.files.keys():
            (self._config / file).unlink()
        self._written = copy.deepcopy(self.files)

    def contents(self):
        return copy.deepcopy(self.files)

    def put_back(self, contents):
        self.files = copy.deepcopy(contents)

    def _program(self):
        return self.files[self._file]

    def _one(self, candidates):
        candidates = list(candidates)
        if not candidates:
            raise Impossible
        return self._random.choice(candidates)

    def _sessions(self, timed):
        return [session for session in self._program()["sessions"] if isinstance(session["when"], str) == timed]

    def _items(self):
        return [item for item in self._program()["items"] if "condition" not in item]

    def _new_number(self):
        self._made += 1
        return self._made

    def _hour(self):
        """(as the definition says it, as calendars do), never one that was there before."""
        while True:
            day = datetime.datetime(self._year, self._random.randint(1, 12), self._random.randint(1, 28))
            hour = day + datetime.timedelta(hours=self._random.randint(8, 17), minutes=self._random.choice((0, 30)))
            if hour.weekday() < 5:
                return hour.strftime("%Y-%m-%d %H:%M"), (hour + UTC_OFFSET).strftime("%Y-%m-%d %H:%M")

    def _at(self, session, what):
        """Gives the session an hour. It stays the event that it is, and moves."""
        before = in_utc(session["when"])
        session["when"], start = self._hour()
        session["duration"] = self._random.choice(("90min", "2h", "3h"))

        def holds(old, new):
            moved = [uid for uid, event in new.items() if event.start == start and event.status == "CONFIRMED"]
            return (len(moved) == 1 and moved[0] in old and old[moved[0]].sequence < new[moved[0]].sequence
                    and (before is None or all(event.start != before for event in new.values())))

        return Expected(f"{what} {session['id']} at {session['when']}", "cspen-sessions", holds)

    def gives_an_hour(self):
        return self._at(self._one(self._sessions(timed=False)), "gives an hour:")

    def moves_a_session(self):
        return self._at(self._one(self._sessions(timed=True)), "moves")

    def takes_the_hour_back(self):
        session = self._one(self._sessions(timed=True))
        start = in_utc(session["when"])
        session["when"] = {"week": self._random.randint(1, 4), "month": MONTHS[int(session["when"][5:7]) - 1]}
        del session["duration"]

        def holds(old, new):
            events = [new.get(uid) for uid, event in old.items() if event.start == start and not event.is_cancelled]
            return len(events) == 1 and events[0].status == "TENTATIVE" and len(events[0].start) == 10

        return Expected(f"takes the hour of {session['id']} back", "cspen-sessions", holds)

    def calls_a_session(self):
        number = self._new_number()
        when, start = self._hour()
        self._program()["sessions"].append({"id": f"extraordinaria-{number}", "type": "extraordinary", "when": when,
                                            "duration": "1h", "name": f"Sesión extraordinaria {number}"})
        return Expected(f"calls a session at {when}", "cspen-sessions", lambda old, new: [
            event.start for uid, event in new.items() if uid not in old] == [start])

    def drops_a_session(self):
        # Not an ordinary one: deadlines hang on it, and moving them is another edit.
        session = self._one(s for s in self._program()["sessions"] if s["type"] == "extraordinary")
        self._program()["sessions"].remove(session)
        start = in_utc(session["when"])

        def holds(old, new):
            cancelled = newly_cancelled(old, new)
            return len(cancelled) == 1 and start in (None, cancelled[0].start)

        return Expected(f"drops {session['id']}", "cspen-sessions", holds)

    def adds_an_item(self):
        number = self._new_number()
        short = f"Asunto añadido {number}"
        months = sorted(self._random.sample(range(12), self._random.randint(1, 3)))
        self._program()["items"].append({
            "id": f"asunto-{number}", "title": f"{short}, con «comillas», comas; y más.", "short": short,
            "directorate": self._random.choice(DIRECTORATES), "months": [MONTHS[month] for month in months]})
        return Expected(f"adds asunto-{number}", "cspen", lambda old, new: len(
            [uid for uid, event in new.items() if uid not in old and short in event.summary]) == len(months))

    def drops_an_item(self):
        item = self._one(self._items())
        self._program()["items"].remove(item)
        return Expected(f"drops {item['id']}", "cspen", lambda old, new: newly_cancelled(old, new) and all(
            item["short"] in event.summary for event in newly_cancelled(old, new)))

    def retitles_an_item(self):
        item = self._one(self._items())
        item["short"] = f"Otro título, el {self._new_number()}"
        return Expected(f"retitles {item['id']}", "cspen", lambda old, new: any(
            item["short"] in event.summary and uid in old and old[uid].sequence < event.sequence
            for uid, event in new.items()))

    def hands_an_item_over(self):
        item = self._one(item for item in self._items() if "directorate" in item)
        before = item["directorate"]
        item["directorate"] = self._random.choice([name for name in DIRECTORATES if name != before])
        return Expected(f"hands {item['id']} over from {before} to {item['directorate']}", before.lower(),
                        lambda old, new: old.keys() - new.keys() and not new.keys() - old.keys())

    def puts_an_item_into_another_month(self):
        item = self._one(item for item in self._items() if isinstance(item["months"], str) and item["months"] in MONTHS)
        before = item["months"]
        item["months"] = self._random.choice([month for month in MONTHS if month != before])
        return Expected(f"puts {item['id']} from {before} into {item['months']}", "cspen", lambda old, new: len(
            newly_cancelled(old, new)) == 1 and len(new.keys() - old.keys()) == 1)

    def ends_a_membership(self):
        members = self.files[DIRECTORY]["councillors"]
        councillor = self._one(m for m in members if "until" not in m["memberships"][0])
        until = councillor["memberships"][0]["until"] = f"{self._year}-{self._random.randint(2, 6):02}-15"

        def holds(old, new):
            return (old.keys() - new.keys() and not newly_cancelled(old, new)
                    and all(event.start[:10] <= until for event in new.values() if not event.is_cancelled))

        return Expected(f"ends the membership of {councillor['id']}", councillor["id"], holds)

    def adds_a_program(self):
        if self._next_file in self.files:
            raise Impossible
        old = self._program()
        self.files[self._next_file] = {
            **{key: old[key] for key in ("body", "time-zone", "revised", "week-rule", "due")},
            "id": f"cspen-{self._year + 1}", "name": "Programa del año siguiente", "year": self._year + 1,
            "sessions": [{"id": "primera", "type": "ordinary", "when": {"week": 2, "month": "mar"}}],
            "items": [{"id": f"tema-{n}", "title": f"Tema {n}.", "short": f"Tema {n}", "directorate": directorate,
                       "months": f"{n}-{n + 2}"} for n, directorate in enumerate(DIRECTORATES, 1)]}
        return Expected("adds the program of the next year", "cspen",
                        lambda old, new: len(new.keys() - old.keys()) == 10)

    def drops_the_program(self):
        if self._next_file not in self.files:
            raise Impossible
        del self.files[self._next_file]
        return Expected("drops the program of the next year", "cspen",
                        lambda old, new: len(newly_cancelled(old, new)) == 10 and not new.keys() - old.keys())

    def rewords_an_item(self):
        item = self._one(self._items())
        item["observation"] = f"Observación número {self._new_number()}."

        def holds(old, new):
            reworded = [uid for uid, event in new.items() if item["observation"] in event.description]
            return reworded and all(old[uid].modified < new[uid].modified and old[uid].sequence == new[uid].sequence
                                    for uid in reworded if old[uid].summary == new[uid].summary)

        return Expected(f"rewords {item['id']}", "cspen", holds)

    def hides_what_is_cancelled(self):
        if not self.has_cancelled:
            raise Impossible
        self.files[SETTINGS]["feeds"]["body"]["cancelled"] = "omit"
        return Expected("hides what is cancelled", "cspen", lambda old, new: new == {
            uid: event for uid, event in old.items() if not event.is_cancelled})

    def shows_what_is_cancelled(self):
        if self.files[SETTINGS]["feeds"]["body"].pop("cancelled", None) is None:
            raise Impossible
        return Expected("shows what is cancelled", "cspen", lambda old, new: old == {
            uid: event for uid, event in new.items() if not event.is_cancelled})


def hides_cancelled(contents):
    return "cancelled" in contents[SETTINGS]["feeds"]["body"]


def in_utc(when):
    """As calendars say it; None if it is no hour."""
    if not isinstance(when, str):
        return None
    return (datetime.datetime.strptime(when, "%Y-%m-%d %H:%M") + UTC_OFFSET).strftime("%Y-%m-%d %H:%M")


def newly_cancelled(old, new):
    return [event for uid, event in new.items() if event.is_cancelled and uid in old and not old[uid].is_cancelled]
