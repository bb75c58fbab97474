"""A reader of iCalendar bytes for tests, independent of agendad and of every library.

It reads what RFC 5545 3.1 says about lines and nothing more: physical lines, unfolding, name, parameters,
value. It is lenient, so that bytes_rules.py can tell precisely what is wrong with a feed.
"""
import re


class Property:
    """One content line; `line` is the number of its first physical line, from 1."""

    def __init__(self, name, parameters, value, line):
        self.name = name
        self.parameters = parameters  # [(NAME, raw value)]
        self.value = value
        self.line = line


class Component:
    def __init__(self, name, line):
        self.name = name
        self.line = line
        self.properties = []
        self.components = []

    def all(self, name):
        return [p for p in self.properties if p.name == name]

    def one(self, name):
        """The property's raw value if it is there exactly once, else None."""
        found = self.all(name)
        return found[0].value if len(found) == 1 else None


def physical_lines(data):
    """Lines without their ends, whatever these are."""
    lines = re.split(rb"\r\n|\n|\r", data)
    return lines[:-1] if lines and lines[-1] == b"" else lines


def unfold(data):
    """[(number of the first physical line, text)]"""
    logical = []
    for number, line in enumerate(physical_lines(data.removeprefix(b"\xef\xbb\xbf")), 1):
        if not line:
            continue
        if line[:1] in (b" ", b"\t") and logical:
            logical[-1][1].append(line[1:])
        else:
            logical.append((number, [line]))
    return [(number, b"".join(parts).decode("utf-8", "replace")) for number, parts in logical]


def split_line(text):
    """name, [(parameter, raw value)], value; quotes protect ':' and ';'."""
    pieces, start, quoted = [], 0, False
    for index, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character in ":;" and not quoted:
            pieces.append(text[start:index])
            start = index + 1
            if character == ":":
                break
    else:
        return text.upper(), [], None
    parameters = []
    for piece in pieces[1:]:
        name, _, value = piece.partition("=")
        parameters.append((name.upper(), value))
    return pieces[0].upper(), parameters, text[start:]


def parse(data):
    """The top components. A component that is never closed, or closed twice, raises ValueError."""
    top = Component("", 0)
    stack = [top]
    for number, text in unfold(data):
        name, parameters, value = split_line(text)
        if value is None:
            raise ValueError(f"line {number}: a line without a colon")
        if name == "BEGIN":
            component = Component(value.upper(), number)
            stack[-1].components.append(component)
            stack.append(component)
        elif name == "END":
            if len(stack) == 1 or stack[-1].name != value.upper():
                raise ValueError(f"line {number}: END:{value} without its BEGIN")
            stack.pop()
        else:
            stack[-1].properties.append(Property(name, parameters, value, number))
    if len(stack) > 1:
        raise ValueError(f"line {stack[-1].line}: BEGIN:{stack[-1].name} without its END")
    if top.properties:
        raise ValueError(f"line {top.properties[0].line}: a property outside of a component")
    return top.components


def unescape(value):
    """A TEXT value (RFC 5545 3.3.11) as people read it."""
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value, flags=re.DOTALL)


def split_list(value):
    """The members of a comma-separated TEXT list."""
    return [unescape(member) for member in re.findall(r"(?:\\.|[^\\,])+", value, flags=re.DOTALL)]


def is_date(prop):
    return ("VALUE", "DATE") in prop.parameters


def canonical_time(prop):
    """2024-03-13 or 2024-03-13T16:00:00Z; anything else as it stands."""
    match = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", prop.value)
    if not match:
        return prop.value
    date = "-".join(match.group(1, 2, 3))
    return date if match[4] is None else f"{date}T{match[4]}:{match[5]}:{match[6]}{match[7]}"


def read_events(data, feed):
    """The canonical events of a feed, as every judge has to give them."""
    events = []
    for calendar in parse(data):
        for component in calendar.components:
            if component.name == "VEVENT":
                events.append(_canonical(component, feed))
    return events


def _canonical(component, feed):
    def text(name):
        value = component.one(name)
        return None if value is None else unescape(value)

    def time(name):
        found = component.all(name)
        return canonical_time(found[0]) if len(found) == 1 else None

    start = component.all("DTSTART")
    categories = [c for p in component.all("CATEGORIES") for c in split_list(p.value)]
    sequence = component.one("SEQUENCE")
    return {
        "feed": feed,
        "uid": component.one("UID"),
        "start": time("DTSTART"),
        "end": time("DTEND"),
        "all_day": bool(start) and is_date(start[0]),
        "summary": text("SUMMARY"),
        "status": component.one("STATUS"),
        "description": text("DESCRIPTION"),
        "categories": categories,
        "transp": component.one("TRANSP"),
        "sequence": int(sequence) if sequence and sequence.isdecimal() else sequence,
    }
