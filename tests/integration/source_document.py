"""The source document's own tables, read for tests from tests/data/programa-anual-2024.tsv and nothing else."""
import collections
import datetime
import re

MONTHS = ["enero", "febrero", "marzo", "abril", "mayo", "junio",
          "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"]
ORDINALS = ["primera", "segunda", "tercera", "cuarta", "quinta"]
# The document's abbreviations list DCPEN, its table says DCPE.
CODES = {"DCPE": "DCPEN"}

Row = collections.namedtuple("Row", "number code title months observation")
Member = collections.namedtuple("Member", "honorific name role")


class Document:
    def __init__(self, path):
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("#")]
        blocks = [block.split("\n") for block in re.split(r"\n\n+", "\n".join(lines).strip("\n"))]
        tables = [block for block in blocks if block[0].startswith("Temas\t")]
        self.members = [_member(line) for block in blocks if block[0] == "Integrantes" for line in block[1:]]
        self.weeks = [_week(line) for block in blocks if "Sesiones Ordinarias" in block[0] for line in block[2:]]
        self.rows = _rows(tables)


def _member(line):
    honorific, rest = line.split(" ", 1)
    name, role = rest.rsplit(" ", 1)
    return Member(honorific, name, role)


def _week(line):
    """(which week, month)"""
    week, month = line.lower().split("\t")
    return ORDINALS.index(week.removesuffix(" semana")) + 1, MONTHS.index(month) + 1


def _rows(tables):
    joined = []
    for table in tables:
        last = len(table[1].split("\t")) - 1  # the observations; the months' line is as long as the rows
        for line in table[2:]:
            cells = [cell.strip() for cell in line.split("\t")] + [""] * last
            title, marks, observation = cells[0], cells[1:last], cells[last]
            if not any(marks):  # the row goes on over the page
                before = joined[-1]
                before[0] += " " + title
                before[2] = f"{before[2]} {observation}".strip()
            else:
                joined.append([title, marks, observation])
    return [_row(number, *row) for number, row in enumerate(joined, 1)]


def _row(number, title, marks, observation):
    tag = re.match(r"\((\w+)\) ", title)
    code = CODES.get(tag[1], tag[1]) if tag else None
    # A thirteenth mark, in a column without a heading, is December's.
    months = sorted({min(month, 12) for month, mark in enumerate(marks, 1) if mark == "X"})
    return Row(number, code, title[tag.end():] if tag else title, months, observation)


def week_of_nth_monday(year, month, week):
    """The Monday of it; its last working weekday is four days later."""
    first = datetime.date(year, month, 1)
    return first + datetime.timedelta(days=(7 - first.weekday()) % 7 + 7 * (week - 1))


def days_of_rest(year):
    """Ley Federal del Trabajo, artículo 74, as it stands since 1 October 2024."""
    fixed = [(1, 1), (5, 1), (9, 16), (12, 25)] + ([(10, 1)] if (year - 2024) % 6 == 0 else [])
    mondays = [(2, 1), (3, 3), (11, 3)]
    return ({datetime.date(year, month, day) for month, day in fixed}
            | {week_of_nth_monday(year, month, nth) for month, nth in mondays})


def last_working_day(year, month):
    day = datetime.date(year + month // 12, month % 12 + 1, 1)
    while True:
        day -= datetime.timedelta(days=1)
        if day.weekday() < 5 and day not in days_of_rest(year):
            return day


def date_in(text):
    """The date that a sentence names, as "30 de septiembre de 2024"."""
    match = re.search(rf"(\d+) de ({'|'.join(MONTHS)}) de (\d{{4}})", text)
    return match and datetime.date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))
