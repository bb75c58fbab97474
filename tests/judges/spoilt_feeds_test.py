#!/usr/bin/python3
"""Who judges the judges: each byte rule and each judge of compare.py complains of a spoilt feed, and sound.ics passes.

Each row spoils sound.ics in one way, names the byte rules that have to find it and the judges that have to notice;
what else notices is not held against anybody. A rule or judge that no row proves is a failure.
"""
import re
import sys

import compare
import bytes_rules
import ics_bytes
import support

ALL = " ".join(compare.JUDGES)
EVENT = b"BEGIN:VEVENT\r\n"
STAMP = b"DTSTAMP:20240131T000000Z\r\n"


def all_but(judges):
    return " ".join(judge for judge in compare.JUDGES if judge not in judges.split())


def replace(old, new, count=1):
    def spoil(data):
        if old not in data:
            raise ValueError(f"{old} is not in sound.ics")
        return data.replace(old, new, count)
    return spoil


def drop(pattern, count=1):
    def spoil(data):
        spoilt, dropped = re.subn(pattern, b"", data, count=count)
        if not dropped:
            raise ValueError(f"{pattern} is not in sound.ics")
        return spoilt
    return spoil


def add_to_head(line):
    return replace(b"CALSCALE:GREGORIAN\r\n", b"CALSCALE:GREGORIAN\r\n" + line + b"\r\n")


def add_to_event(line):
    return replace(STAMP, STAMP + line + b"\r\n")


def no_events(data):
    return data[:data.index(EVENT)] + b"END:VCALENDAR\r\n"


def swap_first_events(data):
    first, second, rest = [EVENT + part for part in data.split(EVENT, 3)[1:]]
    return data[:data.index(EVENT)] + second + first + rest


def many_events(data):
    head, one, _ = data.split(EVENT, 2)
    events = [EVENT + one.replace(b"0001\r\n", b"%04d\r\n" % n) for n in range(1001)]
    return head + b"".join(events) + b"END:VCALENDAR\r\n"


VTIMEZONE = (b"BEGIN:VTIMEZONE\r\nTZID:America/Mexico_City\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
             b"TZOFFSETFROM:-0600\r\nTZOFFSETTO:-0600\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n")
UID = b"UID:0a6c1e52-6d7e-5b1a-9a0e-3d1f1f5f000"
TIMED = b"DTSTART:20240619T160000Z"
ALARM = b"END:VALARM\r\n" + b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Otro\r\nTRIGGER:-PT9H\r\nEND:VALARM\r\n" * 2

ROWS = [
    # what, how, byte rules, judges
    ("LF endings", lambda data: data.replace(b"\r\n", b"\n"), "P29", ""),
    ("no last line end", lambda data: data[:-2], "P29", ""),
    ("blank line", replace(EVENT, b"\r\n" + EVENT), "P29", ""),
    ("byte order mark", lambda data: b"\xef\xbb\xbf" + data, "P29", "python-icalendar sabre-vobject vobject"),
    ("not UTF-8", replace("Año".encode(), "Año".encode("latin-1")), "P29 P30", all_but("libical python-icalendar")),
    ("replacement character", replace("Año".encode(), "A\ufffdo".encode()), "P29", ""),
    ("long line", lambda data: data.replace(b"\r\n ", b"", 1), "P30", ""),
    ("folded inside a character", replace("sesión".encode(), "sesi".encode() + b"\xc3\r\n \xb3"),
     "P30", all_but("libical sabre-vobject")),
    ("folded inside a grapheme", replace("👍🏽".encode(), "👍\r\n 🏽".encode()), "P30", ""),
    ("folded inside a flag", replace("🇲🇽".encode(), "🇲\r\n 🇽".encode()), "P30", ""),
    ("folded inside an escape", replace(b"comas\\;", b"comas\\\r\n ;"), "P30", ""),
    ("folded by a tab", replace(b"\r\n o largo", b"\r\n\to largo"), "P30", ""),
    ("folded without a space", replace(b"\r\n o largo", b"\r\no largo"), "P68", all_but("ical.js node-ical")),
    ("empty continuation", replace(b"\r\n o largo", b"\r\n \r\n o largo"), "P30", ""),
    ("comma not escaped", replace(b"Prueba\\,", b"Prueba,"), "P31", ""),
    ("semicolon not escaped", replace(b"bisiesto\\;", b"bisiesto;"), "P31", "ruby-icalendar"),
    ("unknown escape", replace(b"CPR: Informe", b"CPR\\: Informe"), "P31", all_but("python-icalendar")),
    ("escaped URL", replace(b"URL:https:", b"URL:https\\:"), "P31 P67", ""),
    ("control character", replace(b"CPR: Informe", b"CPR:\x01Informe"), "P32", "sabre-vobject"),
    ("line separator", replace(b"CPR: Informe", "CPR:\u2028Informe".encode()), "P32", "node-ical"),
    ("decomposed", replace("Año".encode(), "An\u0303o".encode()), "P32", ""),
    ("unknown parameter", replace(b"SUMMARY:CPR: Informe", b"SUMMARY;X-WHO=a:CPR: Informe"), "P33", ""),
    ("parameter not quoted", replace(b"SUMMARY:CPR: Informe", b"SUMMARY;ALTREP=cid:a:CPR: Informe"), "P33", ""),
    ("long summary", replace(b"CPR: Informe", b"\r\n ".join([b"CPR: " + b"x" * 60] * 5)), "P34", ""),
    ("many events", many_events, "P36", ""),
    ("two calendars", lambda data: data + data, "P37", ALL),
    ("no PRODID", drop(rb"PRODID:.*\r\n"), "P37", "libical vobject"),
    ("no VERSION", drop(rb"VERSION:.*\r\n"), "P37", "libical"),
    ("no end", drop(rb"END:VCALENDAR\r\n"), "P37", all_but("ruby-icalendar node-ical")),
    ("event without end", drop(rb"END:VEVENT\r\n"), "P37", all_but("node-ical")),
    ("METHOD", add_to_head(b"METHOD:PUBLISH"), "P38", "libical"),
    ("no events", no_events, "P39", ""),
    ("VTODO", lambda data: data.replace(b":VEVENT", b":VTODO", 2), "P40", all_but("vobject sabre-vobject")),
    ("no NAME", drop(rb"NAME:[^\r]*\r\n(?=REFRESH)"), "P41", ""),
    ("other NAME", replace("\nNAME:Comisión".encode(), b"\nNAME:Otra"), "P41", ""),
    ("no refresh", drop(rb"REFRESH-INTERVAL.*\r\n"), "P42", ""),
    ("refresh without VALUE", replace(b";VALUE=DURATION", b""), "P42", ""),
    ("refresh of a minute", lambda data: data.replace(b"PT1H", b"PT1M"), "P42", ""),
    ("unknown colour", replace(b"steelblue", b"azulito"), "P43", ""),
    ("X-WR-TIMEZONE", add_to_head(b"X-WR-TIMEZONE:America/Mexico_City"), "P44", ""),
    ("floating", replace(TIMED, TIMED[:-1]), "P45 P50", "node-ical"),
    ("TZID", replace(TIMED, b"DTSTART;TZID=America/Mexico_City:20240619T100000"), "P33 P45 P52", all_but("ical.js")),
    ("VTIMEZONE", replace(EVENT, VTIMEZONE + EVENT), "P40 P45 P52", "ical.js libical node-ical python-icalendar"),
    ("missing DTEND", drop(rb"DTEND:.*\r\n"), "P49", ALL),
    ("missing DTSTART", drop(rb"DTSTART:.*\r\n"), "P49", ALL),
    ("date without VALUE", replace(b"DTSTART;VALUE=DATE:20240131", b"DTSTART:20240131"), "P45 P49", ALL),
    ("impossible date", replace(b"20240229", b"20240231"), "P50", all_but("libical")),
    ("ends when it starts", replace(b"DTEND;VALUE=DATE:20240201", b"DTEND;VALUE=DATE:20240131"), "P50", ""),
    ("date to time", replace(b"DTEND;VALUE=DATE:20240201", b"DTEND:20240201T000000Z"), "P50", ""),
    ("DURATION", replace(b"DTEND:20240619T180000Z", b"DURATION:PT2H"), "P49 P50 P68", ALL),
    ("RRULE", add_to_event(b"RRULE:FREQ=YEARLY"), "P51 P68", ""),
    ("missing UID", drop(UID + rb"1\r\n"), "P53", ALL),
    ("duplicate UID", replace(UID + b"2", UID + b"1"), "P53", "node-ical"),
    ("two UIDs", add_to_event(b"UID:another"), "P53 P68", ALL),
    ("missing DTSTAMP", drop(STAMP), "P57", "vobject"),
    ("DTSTAMP of its own", replace(STAMP, b"DTSTAMP:20240201T000000Z\r\n"), "P57", ""),
    ("events out of order", swap_first_events, "P59", ""),
    ("properties out of order", replace(b"SEQUENCE:0\r\nDTSTART;VALUE=DATE:20240131\r\n",
                                        b"DTSTART;VALUE=DATE:20240131\r\nSEQUENCE:0\r\n"), "P59", ""),
    ("tentative unsaid", replace(b" (tentativa)", b""), "P62", ""),
    ("tentative but busy", replace(b"TRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",
                                   b"TRANSP:OPAQUE\r\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY"), "P62 P63", ""),
    ("confirmed but free", replace(b"BUSYSTATUS:BUSY", b"BUSYSTATUS:FREE"), "P63", ""),
    ("unknown STATUS", replace(b"STATUS:CONFIRMED", b"STATUS:PERHAPS"), "P63", ""),
    ("ORGANIZER", add_to_event(b"ORGANIZER:mailto:someone@example.org"), "P65 P68", ""),
    ("private", add_to_event(b"CLASS:PRIVATE"), "P66", ""),
    ("ATTACH", add_to_event(b"ATTACH:https://agenda.example.org/a.pdf"), "P67 P68", ""),
    ("three alarms", replace(b"END:VALARM\r\n", ALARM), "P70", ""),
    ("alarm on what is cancelled", replace(b"STATUS:CONFIRMED", b"STATUS:CANCELLED"), "P70", ""),
    ("alarm after the start", replace(b"TRIGGER:-PT15H", b"TRIGGER:PT15H"), "P70", ""),
    ("alarm before the end", replace(b"TRIGGER:-PT15H", b"TRIGGER;RELATED=END:-PT15H"), "P33 P70", ""),
    ("alarm by mail", replace(b"ACTION:DISPLAY", b"ACTION:EMAIL"), "P70", ""),
    ("alarm in seconds", replace(b"-PT15H", b"-PT90S"), "P70", ""),
    ("alarm with a UID", replace(b"ACTION:DISPLAY\r\n", b"ACTION:DISPLAY\r\nUID:a\r\n"), "P70", ""),
    ("alarm in minutes on a day", replace(b"-PT15H", b"-PT15H30M"), "P71", ""),
    ("two SUMMARYs", add_to_event(b"SUMMARY:CPR: otro"), "P68", ALL),
    ("SEQUENCE in words", replace(b"SEQUENCE:2", b"SEQUENCE:two"), "P68", ALL),
]


def main():
    checks = support.Checks(None, None)
    sound = (compare.FOLDER / "sound.ics").read_bytes()
    proved_rules, proved_judges = set(), set()
    with support.temporary_directory() as name:
        folder = compare.pathlib.Path(name)
        (folder / "sound.ics").write_bytes(sound)
        for number, (_, spoil, _, _) in enumerate(ROWS):
            (folder / f"{number:03}.ics").write_bytes(spoil(sound))
        found = compare.judge_all(sorted(folder.glob("*.ics")))
        checks.equal(bytes_rules.violations(sound), [], "the byte rules about sound.ics")
        for judge in compare.JUDGES:
            checks.equal(found.get((judge, "sound"), []), [], f"{judge} about sound.ics")
        for number, (what, spoil, rules, judges) in enumerate(ROWS):
            fired = {violation.split(":")[0] for violation in bytes_rules.violations(spoil(sound))}
            noticed = {judge for judge in compare.JUDGES if (judge, f"{number:03}") in found}
            checks.that(set(rules.split()) <= fired, f"{what}: the byte rules {sorted(fired)} fired, not {rules}")
            checks.that(set(judges.split()) <= noticed, f"{what}: noticed by {sorted(noticed)}, not by all of {judges}")
            proved_rules |= fired & set(rules.split())
            proved_judges |= noticed & set(judges.split())
            if "-v" in sys.argv:
                print(f"{what}: {' '.join(sorted(fired))}; {' '.join(sorted(noticed))}")
    for rule in bytes_rules.RULES:
        checks.that(rule in proved_rules, f"no row proves that {rule} can fail")
    for judge in compare.JUDGES:
        checks.that(judge in proved_judges, f"no row proves that {judge} can fail")
    checks.finish()


if __name__ == "__main__":
    main()
