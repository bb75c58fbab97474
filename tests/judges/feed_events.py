"""Rules about events: P45 to P68. See bytes_rules.py."""
import datetime
import re

import ics_bytes

EVENT_PROPERTIES = {
    "UID", "DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION",
    "URL", "STATUS", "TRANSP", "CATEGORIES", "CLASS", "X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-ALLDAYEVENT"}
# (STATUS, TRANSP, X-MICROSOFT-CDO-BUSYSTATUS) that do not contradict each other.
BUSY_TABLE = {
    ("TENTATIVE", "TRANSPARENT", "TENTATIVE"),
    ("CONFIRMED", "OPAQUE", "BUSY"),
    ("CONFIRMED", "TRANSPARENT", "FREE"),
    ("CANCELLED", "TRANSPARENT", "FREE"),
}
TENTATIVE_WORDS = re.compile(r"tentativ|por (confirmar|aprobar)|provisional|to be (confirmed|approved)", re.IGNORECASE)
UTC_TIME = re.compile(r"\d{8}T\d{6}Z")


def _times(event):
    start, end = event.all("DTSTART"), event.all("DTEND")
    return (start[0], end[0]) if len(start) == len(end) == 1 else None


def p45(feed):
    """Timed events are in UTC; no TZID anywhere."""
    for prop in feed.properties:
        if any(name == "TZID" for name, _ in prop.parameters):
            yield f"line {prop.line}: TZID"
        if prop.name in ("DTSTART", "DTEND") and not ics_bytes.is_date(prop) and not UTC_TIME.fullmatch(prop.value):
            yield f"line {prop.line}: {prop.name} is not in UTC: {prop.value}"
    if any(c.name == "VTIMEZONE" for c in feed.components):
        yield "VTIMEZONE"


def p49(feed):
    """All-day events: two dates; the end is always there."""
    for event in feed.events:
        times = _times(event)
        if not times:
            yield f"line {event.line}: DTSTART and DTEND have to be there once"
            continue
        for prop in times:
            if ics_bytes.is_date(prop) != bool(re.fullmatch(r"\d{8}", prop.value)):
                yield f"line {prop.line}: VALUE=DATE contradicts {prop.value}"


def _instant(prop):
    try:
        form = "%Y%m%d" if ics_bytes.is_date(prop) else "%Y%m%dT%H%M%SZ"
        return datetime.datetime.strptime(prop.value, form)
    except ValueError:
        return None


def p50(feed):
    """DTEND after DTSTART, of one type; a timed event lasts 15 minutes at least; no DURATION."""
    for event in feed.events:
        if event.all("DURATION"):
            yield f"line {event.line}: DURATION"
        times = _times(event)
        if not times:
            continue
        start, end = (_instant(prop) for prop in times)
        shortest = datetime.timedelta(days=1) if ics_bytes.is_date(times[0]) else datetime.timedelta(minutes=15)
        if ics_bytes.is_date(times[0]) != ics_bytes.is_date(times[1]):
            yield f"line {event.line}: DTSTART and DTEND are of different types"
        elif not start or not end or end - start < shortest:
            yield f"line {event.line}: from {times[0].value} to {times[1].value}"


def p51(feed):
    """Nothing recurs."""
    for prop in feed.properties:
        if prop.name in ("RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"):
            yield f"line {prop.line}: {prop.name}"


def p52(feed):
    """A VTIMEZONE, if there ever is one, is what Exchange can read; every TZID is declared and the reverse."""
    declared = {c.one("TZID") for c in feed.components if c.name == "VTIMEZONE"}
    used = {value for p in feed.properties for name, value in p.parameters if name == "TZID"}
    if declared != used:
        yield f"declared {sorted(map(str, declared))}, used {sorted(used)}"
    for zone in feed.components:
        if zone.name == "VTIMEZONE":
            kinds = [c.name for c in zone.components]
            if kinds.count("STANDARD") != 1 or kinds.count("DAYLIGHT") > 1:
                yield f"line {zone.line}: {kinds}"
            for part in zone.components:
                offsets = [part.one("TZOFFSETFROM") or "", part.one("TZOFFSETTO") or ""]
                if part.all("RDATE") or not all(re.fullmatch(r"[+-]\d{4}", offset) for offset in offsets):
                    yield f"line {part.line}: {part.name}"


def p53(feed):
    """One UID an event, unique, of harmless characters."""
    seen = set()
    for event in feed.events:
        uid = event.one("UID")
        if uid is None:
            yield f"line {event.line}: UID has to be there once"
        elif uid in seen:
            yield f"line {event.line}: UID {uid} is there twice"
        elif not re.fullmatch(r"[A-Za-z0-9._@-]{1,200}", uid) or uid.startswith("040000008200E00074C5B7101A82E008"):
            yield f"line {event.line}: UID {uid}"
        seen.add(uid)


def p57(feed):
    """DTSTAMP in UTC, equal to LAST-MODIFIED."""
    for event in feed.events:
        stamp = event.one("DTSTAMP")
        if not UTC_TIME.fullmatch(stamp or "") or stamp != event.one("LAST-MODIFIED"):
            yield f"line {event.line}: DTSTAMP {stamp}, LAST-MODIFIED {event.one('LAST-MODIFIED')}"


def p59(feed):
    """Events by (DTSTART, UID); properties of all events in one order."""
    keys = [((e.all("DTSTART") or [None])[0], e.one("UID") or "", e.line) for e in feed.events]
    keys = [((prop.value if prop else ""), uid, line) for prop, uid, line in keys]
    for before, after in zip(keys, keys[1:]):
        if before[:2] > after[:2]:
            yield f"line {after[2]}: out of order"
    follows = {}
    for event in feed.events:
        names = [p.name for p in event.properties]
        for index, name in enumerate(names):
            for later in names[index + 1:]:
                follows.setdefault((name, later), event.line)
    for (name, later), line in sorted(follows.items()):
        if name < later and (later, name) in follows:
            yield f"line {line}: {name} and {later} in different orders"


def _states(feed):
    for event in feed.events:
        yield event, (event.one("STATUS"), event.one("TRANSP"), event.one("X-MICROSOFT-CDO-BUSYSTATUS"))


def p62(feed):
    """What is tentative says so in all three ways and in words."""
    for event, state in _states(feed):
        if "TENTATIVE" in state:
            if state != ("TENTATIVE", "TRANSPARENT", "TENTATIVE"):
                yield f"line {event.line}: {state}"
            if not TENTATIVE_WORDS.search(event.one("SUMMARY") or ""):
                yield f"line {event.line}: the SUMMARY does not say that it is tentative"


def p63(feed):
    """STATUS, TRANSP and BUSYSTATUS never contradict each other."""
    for event, state in _states(feed):
        if state not in BUSY_TABLE:
            yield f"line {event.line}: {state}"


def p65(feed):
    """Nobody's address."""
    for prop in feed.properties:
        if prop.name in ("ORGANIZER", "ATTENDEE", "REQUEST-STATUS", "CONTACT"):
            yield f"line {prop.line}: {prop.name}"


def p66(feed):
    """CLASS is absent or PUBLIC."""
    for prop in feed.properties:
        if prop.name == "CLASS" and prop.value != "PUBLIC":
            yield f"line {prop.line}: CLASS:{prop.value}"


def p67(feed):
    """No attachments; a URL is http(s), and people can read it in the DESCRIPTION."""
    for prop in feed.properties:
        if prop.name in ("ATTACH", "IMAGE", "CONFERENCE", "STRUCTURED-DATA", "LINK", "CONCEPT"):
            yield f"line {prop.line}: {prop.name}"
    for event in feed.events:
        url = event.one("URL")
        if url is not None and not re.fullmatch(r"https?://[\x21-\x7e]+", url):
            yield f"line {event.line}: URL {url}"
        elif url is not None and url not in ics_bytes.unescape(event.one("DESCRIPTION") or ""):
            yield f"line {event.line}: the URL is not in the DESCRIPTION"


def p68(feed):
    """Known properties, each at most once; the ones that clients need are there."""
    for event in feed.events:
        names = [p.name for p in event.properties]
        for name in sorted(set(names)):
            if name not in EVENT_PROPERTIES:
                yield f"line {event.line}: {name}"
            if names.count(name) > 1:
                yield f"line {event.line}: {name} is there {names.count(name)} times"
        for name in ("SUMMARY", "SEQUENCE", "STATUS", "TRANSP"):
            if name not in names:
                yield f"line {event.line}: no {name}"
        all_day = event.one("X-MICROSOFT-CDO-ALLDAYEVENT")
        start = event.all("DTSTART")
        if all_day is not None and (all_day != "TRUE" or not start or not ics_bytes.is_date(start[0])):
            yield f"line {event.line}: X-MICROSOFT-CDO-ALLDAYEVENT:{all_day}"
        if not re.fullmatch(r"\d{1,9}|[01]\d{9}", event.one("SEQUENCE") or "0"):
            yield f"line {event.line}: SEQUENCE:{event.one('SEQUENCE')}"


def _alarms(feed):
    for event in feed.events:
        alarms = [component for component in event.components if component.name == "VALARM"]
        if alarms:
            yield event, alarms


def p70(feed):
    """At most two alarms, shown before the start, none on what is cancelled; nothing in them that some clients misread."""
    for event, alarms in _alarms(feed):
        if len(alarms) > 2 or event.one("STATUS") == "CANCELLED":
            yield f"line {event.line}: {len(alarms)} alarms, {event.one('STATUS')}"
        for alarm in alarms:
            names = sorted(prop.name for prop in alarm.properties)
            trigger = alarm.one("TRIGGER") or ""
            if (names != ["ACTION", "DESCRIPTION", "TRIGGER"] or alarm.one("ACTION") != "DISPLAY"
                    or any(prop.parameters for prop in alarm.properties)
                    or not re.fullmatch(r"-P(\d+D|T(\d+H(\d+M)?|\d+M))", trigger)):
                yield f"line {alarm.line}: {names}, {alarm.one('ACTION')}, {trigger}"


def p71(feed):
    """Whole hours before a day."""
    for event, alarms in _alarms(feed):
        for alarm in alarms:
            if "T" not in (event.one("DTSTART") or "") and "M" in (alarm.one("TRIGGER") or ""):
                yield f"line {alarm.line}: {alarm.one('TRIGGER')} on a day"
