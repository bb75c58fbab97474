"""Rules about a calendar as a whole: P36 to P44. See bytes_rules.py."""
import pathlib
import re

CSS3_COLOURS = set((pathlib.Path(__file__).parent / "css3_colours.txt").read_text().split())


def p36(feed):
    """At most 1,000,000 octets and 1,000 events."""
    if len(feed.data) > 1_000_000 or len(feed.events) > 1000:
        yield f"{len(feed.data)} octets, {len(feed.events)} events"


def p37(feed):
    """One VCALENDAR that begins with VERSION and PRODID."""
    if [c.name for c in feed.top] != ["VCALENDAR"]:
        yield f"top components: {[c.name for c in feed.top]}"
    if [p.name for p in feed.head[:2]] != ["VERSION", "PRODID"]:
        yield "does not begin with VERSION, PRODID"
    if feed.head_values("VERSION") != ["2.0"] or len(feed.head_values("PRODID")) != 1:
        yield "VERSION:2.0 and PRODID have to be there once"
    if feed.head_values("CALSCALE") not in ([], ["GREGORIAN"]):
        yield "CALSCALE other than GREGORIAN"
    names = [p.name for p in feed.head]
    for name in sorted(set(names)):
        if names.count(name) > 1:
            yield f"{name} is there {names.count(name)} times"


def p38(feed):
    """No METHOD."""
    if feed.head_values("METHOD"):
        yield "METHOD"


def p39(feed):
    """At least one event."""
    if not feed.events:
        yield "no VEVENT"


def p40(feed):
    """Only VEVENT and its VALARM."""
    for calendar in feed.calendars:
        for component in calendar.components:
            for name in [component.name] if component.name != "VEVENT" else [c.name for c in component.components]:
                if component.name != "VEVENT" or name != "VALARM":
                    yield f"line {component.line}: {name}"


def p41(feed):
    """X-WR-CALNAME and NAME, equal."""
    names = feed.head_values("X-WR-CALNAME")
    if len(names) != 1 or not names[0] or names != feed.head_values("NAME"):
        yield f"X-WR-CALNAME {names}, NAME {feed.head_values('NAME')}"


def _minutes(duration):
    match = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?", duration or "")
    if not match or not any(match.groups()):
        return None
    days, hours, minutes = (int(group or 0) for group in match.groups())
    return days * 1440 + hours * 60 + minutes


def p42(feed):
    """REFRESH-INTERVAL and X-PUBLISHED-TTL: one value between 15 minutes and a day."""
    refresh = [p for p in feed.head if p.name == "REFRESH-INTERVAL"]
    if len(refresh) != 1 or refresh[0].parameters != [("VALUE", "DURATION")]:
        yield "REFRESH-INTERVAL;VALUE=DURATION has to be there once"
    elif feed.head_values("X-PUBLISHED-TTL") != [refresh[0].value]:
        yield f"X-PUBLISHED-TTL {feed.head_values('X-PUBLISHED-TTL')}, REFRESH-INTERVAL {refresh[0].value}"
    elif not 15 <= (_minutes(refresh[0].value) or 0) <= 1440:
        yield f"REFRESH-INTERVAL {refresh[0].value}"


def p43(feed):
    """Colours: a CSS3 name and #RRGGBB, only on the calendar."""
    for prop in feed.properties:
        if prop.name == "COLOR" and (prop.value not in CSS3_COLOURS or prop not in feed.head):
            yield f"line {prop.line}: COLOR:{prop.value}"
        if prop.name == "X-APPLE-CALENDAR-COLOR" and not re.fullmatch("#[0-9A-Fa-f]{6}", prop.value):
            yield f"line {prop.line}: X-APPLE-CALENDAR-COLOR:{prop.value}"


def p44(feed):
    """No X-WR-TIMEZONE, no X-WR-RELCALID."""
    for name in ("X-WR-TIMEZONE", "X-WR-RELCALID"):
        if feed.head_values(name):
            yield name
