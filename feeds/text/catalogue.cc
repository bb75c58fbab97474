#include "feeds/text/catalogue.h"

#include <array>
#include <cstddef>

namespace agendad::feeds {
namespace {

struct Entry {
  Phrase phrase;
  std::string_view spanish;
  std::string_view english;
};

constexpr auto kCatalogue = std::to_array<Entry>({
    {Phrase::kDay, "{weekday} {day}", "{weekday} {day}"},
    {Phrase::kDate, "{day} de {month} de {year}", "{day} {month} {year}"},
    {Phrase::kMonthAndYear, "{month} de {year}", "{month} {year}"},
    {Phrase::kDaysOfOneMonth, "del {first} al {last}", "{first} to {last}"},
    {Phrase::kDaysOfTwoMonths, "del {first} de {month} al {last}",
     "{first} {month} to {last}"},
    {Phrase::kDaysOfTwoYears, "del {first} de {month} de {year} al {last}",
     "{first} {month} {year} to {last}"},
    {Phrase::kFirstWeek, "primera semana de {month}", "first week of {month}"},
    {Phrase::kSecondWeek, "segunda semana de {month}",
     "second week of {month}"},
    {Phrase::kThirdWeek, "tercera semana de {month}", "third week of {month}"},
    {Phrase::kFourthWeek, "cuarta semana de {month}", "fourth week of {month}"},
    {Phrase::kFifthWeek, "quinta semana de {month}", "fifth week of {month}"},
    {Phrase::kLastWeek, "última semana de {month}", "last week of {month}"},

    {Phrase::kOrdinarySession, "Sesión ordinaria", "Ordinary session"},
    {Phrase::kExtraordinarySession, "Sesión extraordinaria",
     "Extraordinary session"},
    {Phrase::kUrgentSession, "Sesión extraordinaria urgente",
     "Urgent extraordinary session"},
    {Phrase::kSessionOfMonth, "{session} de {month}", "{session}, {month}"},
    {Phrase::kTentativeTitle, "{title} (tentativa)", "{title} (tentative)"},
    {Phrase::kHourToComeTitle, "{title} (hora por confirmar)",
     "{title} (time to be confirmed)"},
    {Phrase::kConditionalTitle, "Si hay casos: {title}",
     "If a case arises: {title}"},
    {Phrase::kConditionalsOfMonthOne, "{group}, {month}: # asunto si hay casos",
     "{group}, {month}: # item if a case arises"},
    {Phrase::kConditionalsOfMonthOther,
     "{group}, {month}: # asuntos si hay casos",
     "{group}, {month}: # items if cases arise"},
    {Phrase::kDigestOne, "{month}: # asunto", "{month}: # item"},
    {Phrase::kDigestOther, "{month}: # asuntos", "{month}: # items"},
    {Phrase::kDigestNoFirm, "{month}: sin asuntos firmes",
     "{month}: no firm items"},
    {Phrase::kDigestConditionalOne, "{title} (+# condicionado)",
     "{title} (+# conditional)"},
    {Phrase::kDigestConditionalOther, "{title} (+# condicionados)",
     "{title} (+# conditional)"},
    {Phrase::kDueDayTitle, "{group}, vencimientos: {items}",
     "{group}, due: {items}"},
    {Phrase::kNoticeOne, "Falta # día hábil: {items}",
     "# working day left: {items}"},
    {Phrase::kNoticeOther, "Faltan # días hábiles: {items}",
     "# working days left: {items}"},
    {Phrase::kFirmOne, "# asunto firme", "# firm item"},
    {Phrase::kFirmOther, "# asuntos firmes", "# firm items"},
    {Phrase::kConditionalOne, "# condicionado", "# conditional"},
    {Phrase::kConditionalOther, "# condicionados", "# conditional"},
    {Phrase::kNothingPending, "nada pendiente", "nothing pending"},
    {Phrase::kCancelledTitle, "Cancelado: {title}", "Cancelled: {title}"},
    {Phrase::kPutOffTitle, "Aplazada, sin nueva fecha: {title}",
     "Postponed, no new date: {title}"},
    {Phrase::kOverdueTitle, "Vencido: {title}", "Overdue: {title}"},
    {Phrase::kDoneTitle, "Cumplido: {title}", "Done: {title}"},
    {Phrase::kNotApplicableTitle, "No aplica: {title}",
     "Not applicable: {title}"},
    {Phrase::kWithdrawnTitle, "Retirado: {title}", "Withdrawn: {title}"},
    {Phrase::kDraftTitle, "Por aprobar: {title}", "To be approved: {title}"},
    {Phrase::kPlaceholderTitle, "Sin eventos por ahora", "No events yet"},
    {Phrase::kTruncatedTitle, "Este calendario no muestra todos sus eventos",
     "This calendar does not show all its events"},

    {Phrase::kWeekWindow,
     "Semana prevista: {week} ({days}). La fecha y la hora están por "
     "confirmar.",
     "Planned for the {week} ({days}). The date and the time are to be "
     "confirmed."},
    {Phrase::kDayWindow,
     "Días previstos: {days}. La fecha y la hora están por confirmar.",
     "Planned for these days: {days}. The date and the time are to be "
     "confirmed."},
    {Phrase::kDateSet, "Fecha: {date}. La hora está por confirmar.",
     "Date: {date}. The time is to be confirmed."},
    {Phrase::kTimeSet, "{date}, de {from} a {until}, hora de {zone}.",
     "{date}, {from} to {until}, {zone} time."},
    {Phrase::kTimeOfWeek, "{week} ({days})", "{week} ({days})"},
    {Phrase::kTimeOfDays, "un día {days}", "a day from {days}"},
    {Phrase::kTimeOfHour, "{date}, {time}", "{date}, {time}"},
    {Phrase::kTimeChanged, "Cambia de {before} a {after}.",
     "Moved from {before} to {after}."},
    {Phrase::kSessionPutOff,
     "Se aplazó y no tiene nueva fecha. Estaba prevista: {before}.",
     "It was postponed and has no new date yet. It was planned: {before}."},
    {Phrase::kSessionCancelled, "Se canceló. Estaba prevista: {before}.",
     "It was cancelled. It was planned: {before}."},
    {Phrase::kSessionHeld, "Se celebró.", "It was held."},
    {Phrase::kSessionLink, "Enlace para integrantes:", "Link for members:"},
    {Phrase::kDecidedBy, "Lo decidió: {by}", "Decided by: {by}"},
    {Phrase::kBecause, "Motivo: {text}", "Reason: {text}"},
    {Phrase::kProgramLine, "Programa: {program}", "Program: {program}"},
    {Phrase::kApprovedProgramLine, "Programa: {program} ({approval})",
     "Program: {program} ({approval})"},
    {Phrase::kItemsPlanned,
     "Asuntos previstos en el programa anual para {month} (no es el orden "
     "del día):",
     "Items planned in the annual program for {month} (this is not the "
     "agenda):"},
    {Phrase::kItemsConvened,
     "Asuntos para los que se convocó:", "Items for which it was convened:"},
    {Phrase::kMoreItemsOne, "… y # asunto más", "… and # more item"},
    {Phrase::kMoreItemsOther, "… y # asuntos más", "… and # more items"},
    {Phrase::kOwnDueDate, "{title} (vence el {date})",
     "{title} (due on {date})"},
    {Phrase::kOverdueInList, "{title} (vencido)", "{title} (overdue)"},
    {Phrase::kDoneInList, "{title} (cumplido)", "{title} (done)"},
    {Phrase::kNotApplicableInList, "{title} (no aplica)",
     "{title} (not applicable)"},
    {Phrase::kWithdrawnInList, "{title} (retirado)", "{title} (withdrawn)"},
    {Phrase::kResponsible, "Área responsable: {code}, {name}",
     "Directorate: {code}, {name}"},
    {Phrase::kHeading, "Rubro: {code}, {name}", "Heading: {code}, {name}"},
    {Phrase::kNobodyResponsible, "Área responsable: el programa no la señala",
     "Directorate: the program names none"},
    {Phrase::kCondition, "Condición: {text}", "Condition: {text}"},
    {Phrase::kObservation, "Observación: {text}", "Note: {text}"},
    {Phrase::kDestination, "Destino: {short}, {name}",
     "Goes to: {short}, {name}"},
    {Phrase::kOrdinaryOnly, "Solo en sesión ordinaria.",
     "Only in an ordinary session."},
    {Phrase::kSource, "Fuente: {source}", "Source: {source}"},
    {Phrase::kItemDone, "Se cumplió el {date}.", "It was done on {date}."},
    {Phrase::kConditionMet, "Se cumplió la condición: el asunto se presenta.",
     "The condition is met: the item is due."},
    {Phrase::kNotApplicable, "No aplica: no se presentó el caso.",
     "It does not apply: no case arose."},
    {Phrase::kItemMoved, "Pasa de {before} a {after}.",
     "Moved from {before} to {after}."},
    {Phrase::kDueOwnDate, "Fecha señalada por el programa para este asunto.",
     "The program names this date for this item."},
    {Phrase::kDueFirstDay,
     "Fecha calculada: primer día posible de la sesión ordinaria de {month} "
     "({days}).",
     "Computed date: the first possible day of the ordinary session of "
     "{month} ({days})."},
    {Phrase::kDueDaysBeforeOne,
     "Fecha calculada: # día hábil antes del primer día posible de la sesión "
     "ordinaria de {month} ({days}).",
     "Computed date: # working day before the first possible day of the "
     "ordinary session of {month} ({days})."},
    {Phrase::kDueDaysBeforeOther,
     "Fecha calculada: # días hábiles antes del primer día posible de la "
     "sesión ordinaria de {month} ({days}).",
     "Computed date: # working days before the first possible day of the "
     "ordinary session of {month} ({days})."},
    {Phrase::kDueMonthEnd, "Fecha calculada: último día hábil de {month}.",
     "Computed date: the last working day of {month}."},
    {Phrase::kDueMonthEndNoSession,
     "Fecha calculada: último día hábil de {month}, mes sin sesión ordinaria.",
     "Computed date: the last working day of {month}, a month without an "
     "ordinary session."},
    {Phrase::kItemsAreDue, "Asuntos de {month}; vencen el {date}.",
     "Items of {month}; due on {date}."},
    {Phrase::kDueOn, "Vencimientos del {date}:", "Due on {date}:"},
    {Phrase::kOnlyIfCases, "Solo se presentan si hay casos.",
     "They are due only if a case arises."},
    {Phrase::kSessionOfDigest, "{session}: {days}.", "{session}: {days}."},
    {Phrase::kCancelled, "Se retiró del programa.",
     "It was withdrawn from the program."},
    {Phrase::kDraft, "El programa está por aprobar: todo puede cambiar.",
     "The program is to be approved: anything may change."},
    {Phrase::kPlaceholder,
     "Este calendario todavía no tiene eventos. Aparecerán aquí en cuanto se "
     "publiquen; no hace falta suscribirse de nuevo.",
     "This calendar has no events yet. They will appear here as soon as they "
     "are published; there is no need to subscribe again."},
    {Phrase::kTruncated,
     "Tiene más eventos de los que aceptan los programas de calendario. Se "
     "omiten los pasados más antiguos y, si no basta, los más lejanos.",
     "It has more events than calendar programs accept. The oldest past ones "
     "are left out and, if that is not enough, the most distant ones."},

    {Phrase::kUnassigned, "Sin área", "Unassigned"},
    {Phrase::kCategorySession, "Sesión", "Session"},
    {Phrase::kCategoryDeadline, "Vencimiento", "Deadline"},
    {Phrase::kCategoryConditional, "Condicionado", "Conditional"},
    {Phrase::kCategoryDigest, "Resumen", "Digest"},
    {Phrase::kCategoryNotice, "Aviso", "Notice"},
    {Phrase::kFeedOfSessions, "{body} · Sesiones", "{body} · Sessions"},
    {Phrase::kFeedOfUnassigned, "{body} · Asuntos sin área responsable",
     "{body} · Items without a directorate"},
});

// A phrase is its own index.
constexpr bool InOrder() {
  for (std::size_t i = 0; i < kCatalogue.size(); ++i) {
    if (static_cast<std::size_t>(kCatalogue[i].phrase) != i) return false;
  }
  return kCatalogue.back().phrase == Phrase::kFeedOfUnassigned;
}
static_assert(InOrder());

}  // namespace

std::string_view PatternOf(Phrase phrase, config::Language language) {
  const Entry& entry = kCatalogue[static_cast<std::size_t>(phrase)];
  return language == config::Language::kSpanish ? entry.spanish : entry.english;
}

}  // namespace agendad::feeds
