#include "config/future_dates.h"

#include <optional>
#include <variant>

#include "config/iso_date.h"
#include "config/wording.h"

namespace agendad::config {
namespace {

using std::chrono::sys_days;
using std::chrono::sys_seconds;

// Of a session that was held: its day. Absent of others.
std::optional<sys_days> HeldOn(const Session& session) {
  if (!session.progress || session.progress->state != SessionState::kHeld) {
    return std::nullopt;
  }
  if (const auto* time = std::get_if<LocalTime>(&session.when)) {
    return time->date;
  }
  const auto* const day = std::get_if<sys_days>(&session.when);
  return day ? std::optional(*day) : std::nullopt;
}

class Teller {
 public:
  Teller(sys_seconds latest, Diagnostics& diagnostics)
      : latest_(latest), diagnostics_(diagnostics) {}

  void Tell(const Program& program) {
    if (program.plan_revised > latest_) {
      Tell(program.identity.where, "the program was revised",
           program.plan_revised);
    } else if (program.revised > latest_) {
      Tell(program.last_fact, "the fact was written", program.revised);
    }
    for (const Session& session : program.sessions) {
      const auto held = HeldOn(session);
      if (held && *held > latest_) {
        Tell(session.when_where,
             Concat({"the session ", Quoted(session.identity.id), " was held"}),
             *held);
      }
    }
    for (const Item& item : program.items) {
      for (const ItemMonth& month : item.months) Tell(item, month);
    }
  }

 private:
  void Tell(const Item& item, const ItemMonth& month) {
    const ItemProgress* const progress = month.progress.get();
    if (!progress || !progress->done_on) return;
    const sys_days done = *progress->done_on;
    if (done <= latest_) return;
    Tell(month.where,
         Concat({"the item ", Quoted(item.identity.id), " was done"}), done);
  }

  void Tell(const Location& where, std::string_view what, sys_seconds when) {
    const auto day = std::chrono::floor<std::chrono::days>(when);
    diagnostics_.Warn(
        where, Concat({what, " on ", ToIso(day), ", which is still to come"}));
  }

  const sys_seconds latest_;
  Diagnostics& diagnostics_;
};

}  // namespace

void TellWhatIsStillToCome(const Definition& definition, sys_seconds now,
                           Diagnostics& diagnostics) {
  Teller teller(now + std::chrono::days(1), diagnostics);
  for (const auto& program : definition.programs) teller.Tell(*program);
}

}  // namespace agendad::config
