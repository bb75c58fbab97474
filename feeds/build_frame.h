// What the build of every body and feed of a definition shares: the directory
// by id, the non-working days, which feeds there are. Kept from one build to
// the next while nothing of it changes. One thread (libical, ICU); may be
// destroyed by any.
#ifndef AGENDAD_FEEDS_BUILD_FRAME_H_
#define AGENDAD_FEEDS_BUILD_FRAME_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "config/diagnostic.h"
#include "config/program.h"
#include "feeds/directory_index.h"
#include "feeds/feed_catalog.h"
#include "feeds/text/wording.h"
#include "feeds/working_days.h"

namespace agendad::feeds {

// The programs of one body in order of their permanent ids; at least one.
using BodyPrograms = std::vector<config::Shared<config::Program>>;

// In order of the bodies' ids.
std::vector<BodyPrograms> ByBody(const config::Definition& definition);

class BuildFrame {
 public:
  // Keeps what it needs of the definition. `standing`: the feeds (by permanent
  // id) in which something stands as cancelled.
  BuildFrame(const config::Definition& definition, const FeedIds& standing);
  BuildFrame(const BuildFrame&) = delete;
  BuildFrame& operator=(const BuildFrame&) = delete;

  // Whether a frame made of these would be the same. False also where nobody
  // knows (see config::Definition::origin).
  bool Fits(const config::Definition& definition,
            const FeedIds& standing) const;
  // Whether a frame made of these would have feeds of the same bodies, in the
  // same languages.
  bool HasTheBodiesOf(const config::Definition& definition,
                      const FeedIds& standing) const;

  const config::Settings& Settings() const { return settings_; }
  const DirectoryIndex& Directory() const { return directory_index_; }
  const NonWorkingDayTable& NonWorkingDays() const { return non_working_days_; }
  const config::Diagnostics& Diagnostics() const { return diagnostics_; }
  // Made when it is first asked for: ICU takes its time.
  const Wording& WordingIn(config::Language language) const;

  // When the youngest of the files that all events depend on was revised.
  std::chrono::sys_seconds Revised() const { return revised_; }

  // All feeds, in the order of the catalogue. A plan is named by its index.
  const std::vector<FeedPlan>& Plans() const { return plans_; }
  // By its permanent id, or the one that it has; or kNoPlan.
  std::size_t PlanAt(std::string_view id) const;
  static constexpr std::size_t kNoPlan = static_cast<std::size_t>(-1);

  // The plans of one body's own feeds; of those who are or were its members,
  // with the membership; and of a directorate.
  const std::vector<std::size_t>& PlansOf(const std::string& body) const;
  using MemberPlan = std::pair<std::size_t, const config::Membership*>;
  const std::vector<MemberPlan>& MembersOf(const std::string& body) const;
  std::size_t PlanOf(const Group* directorate) const {
    return by_directorate_.at(directorate);
  }

 private:
  void IndexPlans();

  std::shared_ptr<const void> origin_;
  config::Settings settings_;
  config::Shared<config::Directory> directory_;
  config::DateRange period_;  // of all programs
  BodyLanguages languages_;
  config::Diagnostics diagnostics_;
  DirectoryIndex directory_index_;
  NonWorkingDayTable non_working_days_;
  mutable std::array<std::unique_ptr<Wording>, 2> wordings_;  // by Language
  std::chrono::sys_seconds revised_;
  std::vector<FeedPlan> plans_;
  std::unordered_map<std::string_view, std::size_t> by_id_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_body_;
  std::unordered_map<std::string, std::vector<MemberPlan>> by_member_;
  std::unordered_map<const Group*, std::size_t> by_directorate_;
};

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_BUILD_FRAME_H_
