#include "feeds/due_days.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "config/iso_date.h"

namespace agendad::feeds {
namespace {

using config::ToIso;
using std::chrono::year_month;

bool HasOwnDate(const Deadline* deadline) {
  return deadline->due.reason == DueReason::kOwnDate;
}

std::string OwnKey(const Deadline* deadline) {
  return deadline->item->identity.Permanent() + "/" +
         ToIso(deadline->planned->month);
}

}  // namespace

std::string DueDay::Key() const {
  std::optional<year_month> first_month;
  std::string first_own;
  for (const Deadline* deadline : deadlines) {
    if (!HasOwnDate(deadline)) {
      first_month =
          std::min(first_month.value_or(deadline->month), deadline->month);
      continue;
    }
    std::string own = OwnKey(deadline);
    if (first_own.empty() || own < first_own) first_own = std::move(own);
  }
  return first_month ? ToIso(*first_month) : first_own;
}

bool DueDay::IsCrowded(const config::FeedPolicy& policy) const {
  if (policy.most_a_day == 0) return false;
  const bool folds = policy.conditional == config::ConditionalStyle::kMonthly;
  std::size_t alone = 0;
  std::set<year_month> folded;  // one event a month
  for (const Deadline* deadline : deadlines) {
    if (folds && deadline->IsPartOfFold()) {
      folded.insert(deadline->month);
    } else {
      ++alone;
    }
  }
  return alone + folded.size() > policy.most_a_day;
}

PendingCount CountPending(const std::vector<const Deadline*>& deadlines) {
  PendingCount count;
  for (const Deadline* deadline : deadlines) {
    if (deadline->IsConditional()) {
      ++count.conditional;
    } else if (deadline->IsPending()) {
      ++count.firm;
    }
  }
  return count;
}

std::vector<DueDay> DueDaysOf(const Schedule& schedule) {
  std::vector<const Deadline*> sorted;
  sorted.reserve(schedule.deadlines.size());
  for (const Deadline& deadline : schedule.deadlines) {
    sorted.push_back(&deadline);
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Deadline* a, const Deadline* b) {
                     if (*a->group == *b->group) return a->due.day < b->due.day;
                     return *a->group < *b->group;
                   });
  std::vector<DueDay> days;
  for (const Deadline* deadline : sorted) {
    if (days.empty() || !(*days.back().group == *deadline->group) ||
        days.back().day != deadline->due.day) {
      days.push_back({deadline->group, deadline->due.day, {}});
    }
    days.back().deadlines.push_back(deadline);
  }
  return days;
}

}  // namespace agendad::feeds
