// A month's items of a body in one event. Pure but for the objects it is given;
// one thread at a time.
#ifndef AGENDAD_FEEDS_DIGEST_COMPOSER_H_
#define AGENDAD_FEEDS_DIGEST_COMPOSER_H_

#include <chrono>
#include <vector>

#include "feeds/digest.h"
#include "feeds/directory_index.h"
#include "feeds/event.h"
#include "feeds/event_text.h"
#include "feeds/schedule.h"

namespace agendad::feeds {

// What one program adds to a month's digest; `deadlines` may be empty.
struct DigestPart {
  const ProgramContext* context = nullptr;
  std::vector<const Deadline*> deadlines;
};

// The digest of a month, of one group or (null) of all. The first part gives
// the body, the language and the working days; at least one deadline in all.
// All parts are of approved programs, or there is only one.
Event ComposeDigest(const std::vector<DigestPart>& parts, const Group* group,
                    std::chrono::year_month month, Digester& digester);

// The same of a draft alone, beside the digest of the body's other programs.
Event ComposeDraftDigest(const DigestPart& part, const Group* group,
                         std::chrono::year_month month, Digester& digester);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_DIGEST_COMPOSER_H_
