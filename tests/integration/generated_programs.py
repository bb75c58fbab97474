"""Definitions by chance: ten programs, one a year, with all that their dates may depend on. Everything is what a file
says, as values: `write` puts it into files."""
import datetime
import json

import expected_schedule
import generated_facts
import working_calendar

FIRST_YEAR = 2021
YEARS = 10
ZONES = ["America/Mexico_City", "America/Tijuana", "Europe/London"]
WEEKENDS = [["sat", "sun"]] * 6 + [["sun"], ["fri", "sat"], [], ["mon", "tue", "wed", "thu", "fri"]]
RULES = [
    "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=2;BYDAY=1MO", "FREQ=YEARLY;BYMONTH=3;BYDAY=3MO",
    "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=8;BYDAY=-1MO", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=16",
    "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24,25,31", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;INTERVAL=5;BYDAY=2TU", "FREQ=WEEKLY;BYDAY=WE",
    "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR", "FREQ=YEARLY;BYMONTH=4;BYDAY=TH,FR", "FREQ=DAILY;INTERVAL=45",
    "FREQ=YEARLY;BYMONTH=6,7;BYDAY=2WE;UNTIL=20270630", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY;BYYEARDAY=100,-100",
]
SESSION_TYPES = ["ordinary", "ordinary", "ordinary", "extraordinary", "urgent"]
BODIES = {"alpha": "ALPHA", "beta": "BETA"}
DIRECTORATES = {"da": "DA", "db": "DB", "dc": "DC"}
HEADING = "ag"


def _day(random, first, last):
    return first + datetime.timedelta(random.randint(0, (last - first).days))


def _range(random, longest):
    first = _day(random, datetime.date(FIRST_YEAR - 1, 7, 1), datetime.date(FIRST_YEAR + YEARS - 1, 12, 31))
    return {"from": first.isoformat(), "until": (first + datetime.timedelta(random.randrange(longest))).isoformat()}


def _rule(random, rule):
    entry = {"name": rule, "rule": rule, "from": f"{random.choice([1999, 2010, 2020, 2023])}-01-01"}
    if "WEEKLY" in rule or "DAILY" in rule:
        first = _day(random, datetime.date(FIRST_YEAR, 1, 1), datetime.date(FIRST_YEAR + YEARS, 1, 1))
        entry |= {"from": first.isoformat(), "until": (first + datetime.timedelta(400)).isoformat()}
    elif random.random() < 0.3:
        entry["until"] = _day(random, datetime.date(2024, 1, 1), datetime.date(2030, 1, 1)).isoformat()
    return entry


def _six_years(random):
    """Every sixth year is counted from the day on which the rule begins to hold."""
    return {"name": "transmission", "rule": "FREQ=YEARLY;INTERVAL=6;BYMONTH=10;BYMONTHDAY=1",
            "from": f"{random.choice([2012, 2018, 2024])}-10-01"}


def _calendars(random):
    years = range(FIRST_YEAR - 1, FIRST_YEAR + YEARS)
    recess = [{"name": "recess", "from": f"{year}-12-{random.randint(15, 28)}", "until": f"{year + 1}-01-{day:02}"}
              for year in years for day in [random.randint(2, 12)]]
    whole_months = [{"name": "vacation", "from": f"{year}-08-01", "until": f"{year}-08-31"}
                    for year in random.sample(years, 2)]
    single = [{"name": "notice", "date": _range(random, 1)["from"]} for _ in range(40)]
    counted = [{"name": "process", **_range(random, 90), "all-days-count": True} for _ in range(8)]
    turn = random.choice(years)
    counted.append({"name": "turn", "from": f"{turn}-12-20", "until": f"{turn + 1}-01-20", "all-days-count": True})
    return [
        {"id": "statute", "name": "Statute",
         "days": [_rule(random, rule) for rule in random.sample(RULES, 14)] + [_six_years(random)]},
        {"id": "institute", "name": "Institute",
         "days": recess + whole_months + single + [{"name": "closed", **_range(random, 15)} for _ in range(6)]},
        {"id": "process", "name": "Process", "days": counted},
    ]


def when(random, program, kinds):
    """A time of a session in the program's period, of one of these kinds."""
    first, last = expected_schedule.period_of(program)
    kind = random.choice(kinds)
    day = _day(random, first, last)
    if kind == "day":
        return day.isoformat()
    if kind == "hour":
        return f"{day} {random.randint(8, 19):02}:{random.choice([0, 15, 30]):02}"
    if kind == "range":
        until = min(last, day + datetime.timedelta(random.randrange(9)))
        return {"from": day.isoformat(), "until": until.isoformat()}
    if kind == "week":
        window = {"week": random.choice([1, 2, 3, 4, 5, "last"]), "month": f"{day:%Y-%m}"}
        if random.random() < 0.3:
            window["rule"] = random.choice(list(working_calendar.WEEK_RULES))
        try:
            found = working_calendar.days_of(working_calendar.with_rule(window, program["week-rule"]))
        except IndexError:
            found = []
        return window if found else {**window, "week": 2}
    return expected_schedule.UNSCHEDULED


def _session(random, program, number):
    session = {"id": f"session-{number}", "type": random.choice(SESSION_TYPES),
               "when": when(random, program, ["week", "week", "week", "day", "hour", "range", "unscheduled"])}
    if random.random() < 0.2:
        session["name"] = f"Session {number} by its name"
    return session


def _item(random, program, number):
    months = ["%04d-%02d" % month for month in expected_schedule.months_of_period(program)]
    some = sorted(random.sample(months, random.randint(1, 5)))
    item = {"id": f"item-{number}", "title": f"Item {number} of the program", "short": f"Item {number}",
            "months": "all" if random.random() < 0.1 else some}
    group = random.choice([*DIRECTORATES, "da", "da", HEADING, None])
    if group in DIRECTORATES:
        item["directorate"] = group
    elif group:
        item["heading"] = group
    if random.random() < 0.5:
        item["condition"] = "if a case arises"
    if random.random() < 0.25:
        month = working_calendar.days_of_month(working_calendar.month_from(random.choice(some)))
        day = random.choice(month)
        item["due"] = {f"{day:%Y-%m}": day.isoformat()}
    return item


def _program(random, year):
    program = {"id": f"program-{year}", "body": random.choice(list(BODIES)), "name": f"Program {year}", "year": year,
               "time-zone": random.choice(ZONES),
               # About the days on which something is due.
               "revised": f"{year - random.randint(0, 1)}-{random.randint(3, 12):02}-{random.randint(28, 30)}",
               "week-rule": random.choice(list(working_calendar.WEEK_RULES)),
               "due": random.choice(["before-session"] * 4 + ["month-end"]),
               "due-lead": random.choice([0, 0, 1, 2, 3, 5, 10, 21, 60]), "weekend": random.choice(WEEKENDS),
               "non-working-days": random.sample(["statute", "institute", "process"], random.choice([1, 2, 3, 3])),
               "overdue": random.choice(["show", "omit"]),
               "durations": {"ordinary": "2h", "extraordinary": "1h 30min", "urgent": "45min"}}
    if random.random() < 0.3:
        program["language"] = random.choice(["es", "en"])
    if random.random() < 0.3:
        del program["year"]
        program |= {"from": f"{year - 1}-10-01", "until": f"{year}-09-30"}
    program["sessions"] = [_session(random, program, number) for number in range(random.randint(4, 8))]
    program["items"] = [_item(random, program, number) for number in range(random.randint(9, 15))]
    return program


def _memberships(random):
    """A body's follow one another, some on the next day; the outer ends may be open."""
    memberships = []
    for body in BODIES:
        count = random.choice([0, 2, 3, 4])
        turns = sorted(datetime.date.fromisoformat(_range(random, 1)["from"]) for _ in range(count))
        found = [{"body": body, "role": f"Role {number}", "from": turn.isoformat(),
                  "until": (until - datetime.timedelta(random.choice([1, 1, 30]))).isoformat()}
                 for number, (turn, until) in enumerate(zip(turns, turns[1:])) if (until - turn).days > 30]
        if found and random.random() < 0.5:
            del found[0]["from"]
        if found and random.random() < 0.5:
            del found[-1]["until"]
        memberships += found
    return memberships


def _directory(random):
    councillors = [{"id": f"seat-{number}", "name": f"Seat {number}", "memberships": _memberships(random)}
                   for number in range(4)]
    councillors[0]["deadlines"] = "each"
    return {
        "revised": f"{random.randint(2020, 2023)}-06-01",
        "bodies": [{"id": id, "short": short, "name": f"Body {short}",
                    "headings": [{"id": HEADING, "code": f"G{short[0]}", "name": "General"}]}
                   for id, short in BODIES.items()],
        "directorates": [{"id": id, "code": code, "name": f"Directorate {code}"} for id, code in DIRECTORATES.items()],
        "councillors": councillors,
    }


def _settings(random):
    def policy(kind):
        return {"deadlines": random.choice(["each", "each", "monthly"] + ["none"] * (kind == "sessions")),
                "most-a-day": random.choice([0, 1, 2, 3, 5]), "conditional": random.choice(["each", "monthly"]),
                "cancelled": random.choice(["show", "show", "omit"])}

    kinds = ["body", "sessions", "directorate", "heading", "unassigned", "councillor"]
    return {"revised": f"{random.randint(2020, 2024)}-03-01", "language": random.choice(["es", "en"]),
            "notices": sorted(random.sample([1, 2, 3, 5, 10, 20, 60], random.choice([0, 1, 2, 2, 3])), reverse=True),
            "keep-cancelled": random.choice(["0d", "30d", "150d", "366d"]),
            "feeds": {kind: policy(kind) for kind in random.sample(kinds, random.randint(0, 4))}}


def generate(random):
    """A definition."""
    definition = {"settings": _settings(random), "directory": _directory(random),
                  "non-working-days": {"revised": f"{random.randint(2020, 2022)}-01-01",
                                       "calendars": _calendars(random)},
                  "programs": [_program(random, year) for year in range(FIRST_YEAR, FIRST_YEAR + YEARS)]}
    # What is long before the first program counts, too.
    definition["programs"][0] |= {"due-lead": 60, "due": "before-session", "weekend": random.choice(WEEKENDS[-5:])}
    definition["facts"] = {program["id"]: generated_facts.generate(random, program, definition["settings"])
                           for program in definition["programs"]}
    return definition


def write(random, definition, folder):
    """As files; what happened is in several, in no order."""
    (folder / "programs").mkdir(parents=True)
    (folder / "facts").mkdir()

    def put(name, value):
        (folder / name).write_text(json.dumps(value, indent=1) + "\n")  # which is YAML, too

    put("agendad.yaml", definition["settings"])
    put("directory.yaml", definition["directory"])
    put("non-working-days.yaml", definition["non-working-days"])
    for program in definition["programs"]:
        put(f"programs/{program['id']}.yaml", program)
        files = {name: [] for name in ("alpha", "da", "db")}
        for fact in definition["facts"][program["id"]]:
            random.choice(list(files.values())).append(fact)
        for name, facts in files.items():
            random.shuffle(facts)
            put(f"facts/{program['id']}.{name}.yaml", facts)
