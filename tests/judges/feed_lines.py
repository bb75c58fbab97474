"""Rules about the lines and characters of a feed: P29 to P34. See bytes_rules.py."""
import re
import unicodedata

import ics_bytes

CALENDAR_TEXT = {"X-WR-CALNAME", "NAME", "X-WR-CALDESC", "DESCRIPTION"}
EVENT_TEXT = {"SUMMARY", "DESCRIPTION", "LOCATION"}


def p29(feed):
    """CRLF after every line, no blank line, no BOM, valid UTF-8."""
    for number, line in enumerate(feed.data.split(b"\r\n"), 1):
        if b"\r" in line or b"\n" in line:
            yield f"line {number}: a bare CR or LF"
    if not feed.data.endswith(b"\r\n"):
        yield "the last line has no CRLF"
    if feed.data.startswith(b"\xef\xbb\xbf"):
        yield "a byte order mark"
    for number, line in enumerate(feed.lines, 1):
        if not line:
            yield f"line {number}: blank"
    try:
        if "\ufffd" in feed.data.replace(b"\r\n ", b"").decode():
            yield "U+FFFD, the trace of a broken character"
    except UnicodeDecodeError as error:
        yield f"not UTF-8: {error}"


def _splits_grapheme(text, after):
    """Whether a grapheme that begins in `text` goes on with the character `after`."""
    before = text[-1:]
    extends = unicodedata.combining(after) or unicodedata.category(after) in ("Mn", "Me", "Mc")
    # Flags are pairs: an odd number of halves before this one is half a flag.
    halves = len(re.search("[\U0001f1e6-\U0001f1ff]*$", text)[0])
    half_a_flag = halves % 2 == 1 and "\U0001f1e6" <= after <= "\U0001f1ff"
    return (extends or half_a_flag or "\u200d" in (before, after) or "\ufe00" <= after <= "\ufe0f"
            or "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f")


def p30(feed):
    """Folding: 75 octets, one space, never inside a character, a grapheme or an escape."""
    unfolded = ""
    for number, line in enumerate(feed.lines, 1):
        if len(line) > 75:
            yield f"line {number}: {len(line)} octets"
        try:
            text = line.decode()
        except UnicodeDecodeError:
            yield f"line {number}: folded inside of a character"
            unfolded = ""
            continue
        if text.startswith("\t"):
            yield f"line {number}: continued with a tab"
        if not text.startswith(" "):
            unfolded = text
            continue
        text = text[1:]
        if not text:
            yield f"line {number}: an empty continuation"
        elif _splits_grapheme(unfolded, text[0]):
            yield f"line {number}: folded inside of a grapheme"
        if re.search(r"(?<!\\)(\\\\)*\\$", unfolded):
            yield f"line {number}: folded inside of an escape"
        unfolded += text


def p31(feed):
    """TEXT is escaped, and nothing else is."""
    for component in feed.components:
        texts = EVENT_TEXT if component.name == "VEVENT" else CALENDAR_TEXT
        for prop in component.properties:
            value = prop.value
            if prop.name in texts or prop.name == "CATEGORIES":
                rest = re.sub(r"\\[\\;,n]", "", value)
                forbidden = r"[\\;]" if prop.name == "CATEGORIES" else r"[\\;,]"
                if re.search(forbidden, rest):
                    yield f"line {prop.line}: {prop.name} is not escaped"
            elif prop.name not in ("PRODID", "UID") and "\\" in value:
                yield f"line {prop.line}: {prop.name} is no text and has an escape"


def p32(feed):
    """No control characters, no exotic line separators, NFC."""
    for number, text in ics_bytes.unfold(feed.data):
        found = re.search("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]", text)
        if found:
            yield f"line {number}: U+{ord(found[0]):04X}"
        if not unicodedata.is_normalized("NFC", text):
            yield f"line {number}: not in NFC"


def p33(feed):
    """Parameters: only those that we mean, so that no text of a user is in one."""
    allowed = {("DTSTART", "VALUE", "DATE"), ("DTEND", "VALUE", "DATE"), ("REFRESH-INTERVAL", "VALUE", "DURATION"),
               ("URL", "VALUE", "URI"), ("SOURCE", "VALUE", "URI")}
    for prop in feed.properties:
        for name, value in prop.parameters:
            if (prop.name, name, value) not in allowed:
                yield f"line {prop.line}: {prop.name} has the parameter {name}={value}"


def p34(feed):
    """What Exchange cuts: one line, 255 UTF-16 units."""
    for prop in feed.properties:
        if prop.name in ("SUMMARY", "LOCATION", "X-WR-CALNAME", "NAME"):
            text = ics_bytes.unescape(prop.value)
            if "\n" in text or len(text.encode("utf-16-le", "replace")) > 2 * 255:
                yield f"line {prop.line}: {prop.name} is too long or has several lines"
