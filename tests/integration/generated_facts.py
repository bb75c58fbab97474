"""What happens during a year, by chance: facts that may follow one another, and are taken back again."""
import datetime

import expected_schedule
import generated_programs

LONGEST = 6


def _times(random, count, first, last):
    """So many different ones, ascending, as they are written."""
    seconds = sorted(random.sample(range(int((last - first).total_seconds())), count))
    times = [first + datetime.timedelta(seconds=second) for second in seconds]
    if len({time.date() for time in times}) == count and random.random() < 0.5:
        return [f"{time:%Y-%m-%d}" for time in times]
    return [f"{time:%Y-%m-%dT%H:%M:%SZ}" for time in times]


def _history(random, next_fact):
    """Facts about one thing: next_fact(those that stand) is one that may follow, or None."""
    facts, standing = [], []
    for _ in range(random.randint(1, LONGEST)):
        fact = None if standing and random.random() < 0.25 else next_fact(standing)
        if fact:
            standing.append(fact)
        elif standing:
            standing.pop()
            fact = {"fact": "undone"}
        else:
            break
        facts.append(fact)
    return facts


def _item_history(random, program, item, planned):
    months = ["%04d-%02d" % month for month in expected_schedule.months_of_period(program)]
    home = "%04d-%02d" % planned

    def next_fact(standing):
        kinds = [fact["fact"] for fact in standing]
        if kinds and kinds[-1] in expected_schedule.FINAL:
            return None
        kind = random.choice(["done", "not-applicable", "withdrawn", "moved", "moved"]
                             + ["met", "met"] * ("condition" in item))
        if kind == "done":
            day = generated_programs.when(random, program, ["day"])
            return {"fact": kind, "on": day}
        if kind == "moved":
            now = [fact["to"] for fact in standing if fact["fact"] == "moved"] or [home]
            others = [month for month in months if month != now[-1]]
            return {"fact": kind, "to": home if now[-1] != home and random.random() < 0.3 else random.choice(others)}
        return {"fact": kind}

    return [{"item": item["id"], "month": home, **fact} for fact in _history(random, next_fact)]


def _session_history(random, program, planned, id):
    type = planned["type"] if planned else random.choice(generated_programs.SESSION_TYPES)

    def convened():
        fact = {"fact": "convened", "when": generated_programs.when(random, program, ["day", "hour", "hour"])}
        if len(fact["when"]) > 10 and random.random() < 0.5:
            fact["duration"] = random.choice(["1h", "90min", "3h"])
        if random.random() < 0.2:
            fact["name"] = f"Convened as {id}"
        return fact if planned else {**fact, "type": type}

    def next_fact(standing):
        if not planned and not standing:
            return convened()
        if standing and standing[-1]["fact"] == "held":
            return None
        times = [fact["when"] for fact in [planned or {}, *standing] if "when" in fact]
        kinds = ["convened", "postponed", "postponed", "cancelled"]
        called_off = standing and standing[-1]["fact"] == "cancelled"
        if isinstance(times[-1], str) and times[-1] != expected_schedule.UNSCHEDULED and not called_off:
            kinds += ["held", "held"]
        kind = random.choice(kinds)
        if kind == "convened":
            return convened()
        if kind == "postponed":
            return {"fact": kind, "when": generated_programs.when(random, program, ["week", "range", "day", "hour",
                                                                                    "unscheduled"])}
        return {"fact": kind}

    return [{"session": id, **fact} for fact in _history(random, next_fact)]


def generate(random, program, settings):
    """The facts about a program, in no order; each has a time of its own among those about the same thing."""
    first, last = (datetime.datetime.combine(day, datetime.time(), datetime.timezone.utc)
                   for day in expected_schedule.period_of(program))
    style = random.choice(["none", "early", "early", "during"])
    if style == "none":
        return []
    if style == "early":
        first, last = first - datetime.timedelta(90), first
    # About when what was called off has been shown for long enough at the end.
    kept = last - datetime.timedelta(int(settings["keep-cancelled"].removesuffix("d")))
    times = [(first, last), (first, last), (kept - datetime.timedelta(2), kept + datetime.timedelta(2))]
    histories = [_session_history(random, program, session, session["id"])
                 for session in program["sessions"] if random.random() < 0.6]
    histories += [_session_history(random, program, None, f"added-{number}") for number in range(random.randrange(4))]
    histories += [_item_history(random, program, item, month) for item in program["items"]
                  for month in expected_schedule.planned_months(program, item) if random.random() < 0.4]
    histories = [[{"at": at, **fact} for at, fact in zip(_times(random, len(history), *random.choice(times)), history)]
                 for history in histories]
    return [fact for history in histories for fact in history]
