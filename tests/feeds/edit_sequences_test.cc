// Random sequences of edits, each published after the other: the promises of
// tests/support/publication.h hold whatever changes, and what is taken over
// from the snapshot before is what would have been built.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "tests/support/generated_definition.h"
#include "tests/support/publication.h"
#include "tests/support/sample_program.h"

namespace agendad::feeds {
namespace {

using config::Definition;
using config::Item;
using config::Program;
using config::Session;
using namespace std::chrono_literals;

constexpr std::uint32_t kSeeds = 12;
constexpr int kEdits = 25;
constexpr char kLink[] = "https://video.example.org/";

class Editor {
 public:
  explicit Editor(std::uint32_t seed)
      : random_(seed), definition_(test::GenerateDefinition(seed)) {
    definition_.origin = std::make_shared<const int>();
    history_.push_back(definition_);
  }

  const Definition& Current() const { return definition_; }

  void Edit() {
    history_.push_back(definition_);
    switch (Below(12)) {
      case 0:
        definition_ = history_[Below(history_.size())];
        break;
      case 1:
        EditFrame();
        break;
      case 2:
        RemoveProgram();
        break;
      default:
        if (!definition_.programs.empty()) EditProgram();
    }
  }

  std::size_t Below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }

 private:
  template <typename T>
  T* Any(std::vector<T>& things) {
    return things.empty() ? nullptr : &things[Below(things.size())];
  }

  template <typename T>
  void RemoveAny(std::vector<T>& things) {
    if (T* const thing = Any(things))
      things.erase(things.begin() + (thing - things.data()));
  }

  void EditProgram() {
    Program& program = Any(definition_.programs)->Edit();
    switch (Below(12)) {
      case 0:
        if (Item* item = Any(program.items)) item->short_title = NewText();
        break;
      case 1:
        if (Item* item = Any(program.items)) item->observation = NewText();
        break;
      case 2:
        if (Item* item = Any(program.items)) {
          item->condition = item->IsConditional() ? "" : NewText();
        }
        break;
      case 3:
        if (Item* item = Any(program.items)) {
          if (item->months.size() > 1) RemoveAny(item->months);
        }
        break;
      case 4:
        if (Item* item = Any(program.items))
          item->responsible = config::Unassigned{};
        break;
      case 5:
        RemoveAny(program.items);
        break;
      case 6:
        if (Session* session = Any(program.sessions))
          session->place = NewText();
        break;
      case 7:
        if (Session* session = Any(program.sessions)) {
          session->when = program.period.first + std::chrono::days(Below(200));
        }
        break;
      case 8:
        if (Session* session = Any(program.sessions)) SetLink(*session);
        break;
      case 9:
        program.status = config::ProgramStatus::kApproved;
        break;
      case 10:
        program.status = config::ProgramStatus::kDraft;
        program.draft_feeds = SomeFeeds(program.body);
        break;
      default:
        RemoveAny(program.sessions);
    }
  }

  void SetLink(Session& session) {
    config::SessionProgress progress;
    progress.state = config::SessionState::kConvened;
    progress.link = kLink + std::to_string(Below(1000));
    session.progress =
        std::make_shared<const config::SessionProgress>(std::move(progress));
  }

  std::vector<std::string> SomeFeeds(const std::string& body) {
    std::vector<std::string> feeds = {body, body + "-sessions",
                                      body + "-unassigned"};
    for (const auto& each : definition_.directory->directorates) {
      feeds.push_back(each.identity.id);
    }
    for (const auto& each : definition_.directory->councillors) {
      feeds.push_back(each.identity.id);
    }
    std::erase_if(feeds, [this](const std::string&) { return Below(2) == 0; });
    return feeds;
  }

  // What all bodies depend on.
  void EditFrame() {
    definition_.origin = std::make_shared<const int>();
    auto& policy = definition_.settings.feeds[Below(config::kFeedKinds)];
    switch (Below(6)) {
      case 0:
        policy.deadlines = static_cast<config::DeadlineStyle>(Below(3));
        break;
      case 1:
        policy.conditional = static_cast<config::ConditionalStyle>(Below(2));
        break;
      case 2:
        policy.cancelled = static_cast<config::CancelledStyle>(Below(2));
        break;
      case 3:
        policy.visibility = static_cast<config::Visibility>(Below(2));
        break;
      case 4:
        policy.alarms = {};
        if (Below(2) == 0) policy.alarms.sessions = {2h, 1h};
        if (Below(2) == 0) policy.alarms.deadlines = {15h};
        break;
      default:
        if (auto* person = Any(definition_.directory.Edit().councillors)) {
          RemoveAny(person->memberships);
        }
    }
  }

  void RemoveProgram() {
    if (definition_.programs.size() > 1) RemoveAny(definition_.programs);
  }

  std::string NewText() { return "Texto " + std::to_string(Below(1000)); }

  std::mt19937 random_;
  Definition definition_;
  std::vector<Definition> history_;
};

// How many feeds show a link; expects that none of them is public.
int CountLinked(const Snapshot& snapshot) {
  int linked = 0;
  for (const auto& feed : snapshot.Feeds()) {
    const std::string text = test::Unfolded(TextOf(*feed));
    if (text.find(kLink) == std::string::npos) continue;
    EXPECT_TRUE(feed->is_private) << feed->id;
    ++linked;
  }
  return linked;
}

TEST(EditSequences, KeepWhatIsPromised) {
  int linked = 0;
  for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Editor editor(seed);
    test::Publication publication(test::Day("2024-03-01"));
    publication.Publish(editor.Current());
    for (int edit = 0; edit < kEdits; ++edit) {
      SCOPED_TRACE("edit " + std::to_string(edit));
      editor.Edit();
      publication.Wait(std::chrono::seconds(1));
      if (editor.Below(3) == 0) publication.Wait(std::chrono::hours(40));
      publication.Publish(editor.Current());
      linked += CountLinked(publication.Shown());
      if (testing::Test::HasFailure()) return;
    }
  }
  EXPECT_GT(linked, 0);
}

// The test is worth nothing if nothing is ever taken over.
TEST(EditSequences, TakeOverWhatIsTheSame) {
  config::Program first = test::MakeProgram();
  first.items = {test::MakeItem("a", config::ByDirectorate{"dp"}, {"2024-03"})};
  config::Program second = test::MakeProgram();
  second.identity.id = "cg-2024";
  second.body = "cg";
  second.items = {
      test::MakeItem("b", config::ByDirectorate{"dj"}, {"2024-03"})};
  Definition definition = test::MakeDefinition({first, second});
  definition.origin = std::make_shared<const int>();
  test::Publication publication(test::Day("2024-01-01"));
  publication.Publish(definition);
  const auto before = publication.Share();
  definition.programs[0].Edit().items[0].short_title = "Otro";
  publication.Wait(std::chrono::seconds(1));
  publication.Publish(definition);
  const auto is_same = [&](const char* path) {
    return before->Find(path) == publication.Shown().Find(path);
  };
  EXPECT_FALSE(is_same("/feeds/cspen.ics"));
  EXPECT_FALSE(is_same("/feeds/dp.ics"));
  EXPECT_TRUE(is_same("/feeds/cg.ics"));
  EXPECT_TRUE(is_same("/feeds/dj.ics"));
}

}  // namespace
}  // namespace agendad::feeds
