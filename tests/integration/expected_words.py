"""What the titles of events say, in both languages, as docs/guia-definicion.md and the golden feeds show them."""
from typing import NamedTuple

import source_document


class Words(NamedTuple):
    months: list
    weekdays: list
    date: str
    month_and_year: str
    types: dict
    session: str
    tentative: str
    hour_to_come: str
    conditional: str
    folded: tuple  # one, several
    digest: tuple  # none, one, several
    and_conditional: tuple  # one, several
    unassigned: str
    cancelled: str
    put_off: str
    done: str
    not_applicable: str
    withdrawn: str
    overdue: str
    due_day: str
    notice: tuple  # one, several
    firm: tuple
    pending_conditional: tuple
    nothing: str
    placeholder: str
    # Lines of a DESCRIPTION
    done_on: str
    met: str
    moved: str
    does_not_apply: str
    was_withdrawn: str
    held: str

    def count(self, forms, number, **values):
        """The form for this number; `forms` begins with that for none if there are three."""
        texts = forms if len(forms) == 3 else (forms[-1], *forms)
        return texts[min(number, 2)].format(number=number, **values)

    def day(self, day):
        return self.date.format(weekday=self.weekdays[day.weekday()], day=day.day, month=self.months[day.month - 1],
                                year=day.year)

    def month(self, month):
        return self.months[month[1] - 1]

    def of_year(self, month):
        return self.month_and_year.format(month=self.month(month), year=month[0])


WORDS = {
    "es": Words(
        source_document.MONTHS, ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
        "{weekday} {day} de {month} de {year}", "{month} de {year}",
        {"ordinary": "Sesión ordinaria", "extraordinary": "Sesión extraordinaria",
         "urgent": "Sesión extraordinaria urgente"},
        "{type} de {month}", "{title} (tentativa)", "{title} (hora por confirmar)", "Si hay casos: {title}",
        ("{group}, {month}: {number} asunto si hay casos", "{group}, {month}: {number} asuntos si hay casos"),
        ("{month}: sin asuntos firmes", "{month}: {number} asunto", "{month}: {number} asuntos"),
        (" (+{number} condicionado)", " (+{number} condicionados)"),
        "Sin área", "Cancelado: {title}", "Aplazada, sin nueva fecha: {title}", "Cumplido: {title}",
        "No aplica: {title}", "Retirado: {title}",
        "Vencido: {title}", "{group}, vencimientos: {items}",
        ("Falta {number} día hábil: {items}", "Faltan {number} días hábiles: {items}"),
        ("{number} asunto firme", "{number} asuntos firmes"), ("{number} condicionado", "{number} condicionados"),
        "nada pendiente", "Sin eventos por ahora",
        "Se cumplió el {date}.", "Se cumplió la condición: el asunto se presenta.", "Pasa de {before} a {after}.",
        "No aplica: no se presentó el caso.", "Se retiró del programa.", "Se celebró."),
    "en": Words(
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
         "December"],
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        "{weekday} {day} {month} {year}", "{month} {year}",
        {"ordinary": "Ordinary session", "extraordinary": "Extraordinary session",
         "urgent": "Urgent extraordinary session"},
        "{type}, {month}", "{title} (tentative)", "{title} (time to be confirmed)", "If a case arises: {title}",
        ("{group}, {month}: {number} item if a case arises", "{group}, {month}: {number} items if cases arise"),
        ("{month}: no firm items", "{month}: {number} item", "{month}: {number} items"),
        (" (+{number} conditional)", " (+{number} conditional)"),
        "Unassigned", "Cancelled: {title}", "Postponed, no new date: {title}", "Done: {title}",
        "Not applicable: {title}", "Withdrawn: {title}",
        "Overdue: {title}", "{group}, due: {items}",
        ("{number} working day left: {items}", "{number} working days left: {items}"),
        ("{number} firm item", "{number} firm items"), ("{number} conditional", "{number} conditional"),
        "nothing pending", "No events yet",
        "It was done on {date}.", "The condition is met: the item is due.", "Moved from {before} to {after}.",
        "It does not apply: no case arose.", "It was withdrawn from the program.", "It was held."),
}
