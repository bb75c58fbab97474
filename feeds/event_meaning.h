// What an event means, apart from how it is worded: the difference between a
// change that people must notice (SEQUENCE rises) and one that they need not.
// Pure; one thread at a time.
#ifndef AGENDAD_FEEDS_EVENT_MEANING_H_
#define AGENDAD_FEEDS_EVENT_MEANING_H_

#include "feeds/digest.h"
#include "feeds/event.h"

namespace agendad::feeds {

// Of the typed values: kind, span, certainty, location, and what it is about.
// Never of summary, description or categories, which the catalogue words. Part
// of what ledgers keep: to change it is to raise every SEQUENCE there is.
Sha256 MeaningOf(const Event& event, Digester& digester);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_EVENT_MEANING_H_
