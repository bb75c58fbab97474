#include "feeds/build_frame.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace agendad::feeds {
namespace {

using config::FeedKind;
using std::chrono::sys_days;

config::DateRange PeriodOf(const config::Definition& definition) {
  config::DateRange period{sys_days::max(), sys_days::min()};
  for (const auto& program : definition.programs) {
    period.first = std::min(period.first, program->period.first);
    period.last = std::max(period.last, program->period.last);
  }
  return period;
}

std::chrono::sys_seconds RevisedOf(const config::Definition& definition) {
  std::chrono::sys_seconds revised = definition.directory->revised;
  for (const auto& other :
       {definition.settings.revised, definition.non_working_days_revised}) {
    if (other) revised = std::max(revised, *other);
  }
  return revised;
}

}  // namespace

std::vector<BodyPrograms> ByBody(const config::Definition& definition) {
  BodyPrograms all = definition.programs;
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::tie(a->body, a->identity.Permanent()) <
           std::tie(b->body, b->identity.Permanent());
  });
  std::vector<BodyPrograms> programs;
  for (auto& program : all) {
    if (programs.empty() || programs.back().front()->body != program->body) {
      programs.emplace_back();
    }
    programs.back().push_back(std::move(program));
  }
  return programs;
}

BuildFrame::BuildFrame(const config::Definition& definition,
                       const FeedIds& standing)
    : origin_(definition.origin),
      settings_(definition.settings),
      directory_(definition.directory),
      period_(PeriodOf(definition)),
      languages_(LanguagesOfBodies(definition, standing)),
      directory_index_(*directory_),
      non_working_days_(definition, diagnostics_),
      revised_(RevisedOf(definition)),
      plans_(PlanFeeds(definition, directory_index_, languages_)) {
  IndexPlans();
}

const Wording& BuildFrame::WordingIn(config::Language language) const {
  auto& wording = wordings_[static_cast<std::size_t>(language)];
  if (!wording) wording = std::make_unique<Wording>(language);
  return *wording;
}

bool BuildFrame::Fits(const config::Definition& definition,
                      const FeedIds& standing) const {
  return origin_ && origin_ == definition.origin &&
         period_ == PeriodOf(definition) &&
         HasTheBodiesOf(definition, standing);
}

bool BuildFrame::HasTheBodiesOf(const config::Definition& definition,
                                const FeedIds& standing) const {
  return languages_ == LanguagesOfBodies(definition, standing);
}

void BuildFrame::IndexPlans() {
  for (std::size_t i = 0; i < plans_.size(); ++i) {
    const FeedPlan& plan = plans_[i];
    by_id_.insert_or_assign(plan.permanent, i);
    // What was restored from feeds knows no other name of theirs.
    by_id_.emplace(plan.id, i);
    if (plan.kind == FeedKind::kDirectorate) {
      by_directorate_.emplace(plan.group, i);
    } else if (plan.councillor) {
      for (const auto& membership : plan.councillor->memberships) {
        by_member_[membership.body].emplace_back(i, &membership);
      }
    } else {
      by_body_[plan.body->identity.id].push_back(i);
    }
  }
}

std::size_t BuildFrame::PlanAt(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? kNoPlan : found->second;
}

const std::vector<std::size_t>& BuildFrame::PlansOf(
    const std::string& body) const {
  static const std::vector<std::size_t> kNone;
  const auto found = by_body_.find(body);
  return found == by_body_.end() ? kNone : found->second;
}

const std::vector<BuildFrame::MemberPlan>& BuildFrame::MembersOf(
    const std::string& body) const {
  static const std::vector<MemberPlan> kNone;
  const auto found = by_member_.find(body);
  return found == by_member_.end() ? kNone : found->second;
}

}  // namespace agendad::feeds
