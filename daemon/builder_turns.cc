#include "daemon/builder_turns.h"

#include <chrono>
#include <exception>
#include <utility>

#include "daemon/clock.h"
#include "daemon/error_text.h"
#include "daemon/loaded_snapshot.h"
#include "daemon/publishing/node_settings.h"
#include "daemon/publishing/state_files.h"
#include "daemon/state_directory.h"

namespace agendad::daemon {
namespace {

constexpr char kErrors[] = "the definition has errors";

std::string Lagging(VersionNumber files) {
  return "the files are those of version " + std::to_string(files) +
         ", which is not the last one; 'agendad publish' publishes them again";
}

std::string HeldBack(const Candidate& candidate) {
  std::string text = "held back: ";
  for (const auto& reason : candidate.reasons_to_hold) {
    if (text.back() != ' ') text += "; ";
    text += reason;
  }
  return text + "; 'agendad publish' publishes it all the same";
}

}  // namespace

BuilderTurns::BuilderTurns(const std::string& directory, SnapshotStore& store)
    : directory_(directory), store_(store), files_(directory) {}

// Whether there is anything new to report.
bool BuilderTurns::Take(bool read_files, std::size_t asked,
                        Reloader::Outcome& outcome) {
  news_.clear();
  read_files |= is_unread_;
  bool is_new = false;
  try {
    if (!publisher_) Open();
    is_new = Follow();
    if (read_files || files_are_due_) is_new |= ConsiderFiles();
  } catch (const std::exception& error) {
    // Without a place for its state this machine can do nothing at all.
    outcome_.failure = ErrorText(error);
    is_new = true;
  }
  Show();
  outcome_.read_files = read_files && !is_unread_;
  outcome_.answered = asked;
  outcome_.news = std::exchange(news_, {});
  outcome = outcome_;
  return is_new || read_files || !outcome.news.empty();
}

void BuilderTurns::Open() {
  const auto sources = files_.Read(std::chrono::system_clock::now());
  const auto remembered = StateDirectory(config::Settings(), directory_);
  outcome_.settings = ReadNodeSettings(sources.settings, remembered, news_);
  ledger_setting_ = outcome_.settings.ledger;
  state_setting_ = outcome_.settings.state;
  const auto state = StateDirectory(outcome_.settings, directory_);
  ledger_ = std::make_unique<Ledger>(PlaceOfLedger(outcome_.settings, state),
                                     Ledger::Access::kWrite);
  copy_ = std::make_unique<Ledger>((state / kCopyFile).string(),
                                   Ledger::Access::kWrite);
  outcome_.ledger = ledger_->Place();
  publisher_ = std::make_unique<Publisher>(
      *ledger_, copy_.get(), feeds::Compress::kYes, Now,
      [this](const std::string& text) { AddNews(text); });
}

// Takes up what others published, or says why it cannot. At the start, this
// machine's copy stands in for a ledger that is out of reach.
bool BuilderTurns::Follow() {
  const std::string failure_before = outcome_.ledger_failure;
  bool is_new = false;
  try {
    is_new = publisher_->Follow();
    // A day may change what is said (what is overdue, or shown no more): that
    // is published as any other change.
    if (publisher_->IsNewDay()) {
      is_rebuilt_ = false;
      is_new = true;
    }
    while (!is_rebuilt_ && !publisher_->Rebuild()) publisher_->Follow();
    is_rebuilt_ = true;
    outcome_.ledger_failure.clear();
  } catch (const std::exception& error) {
    outcome_.ledger_failure = ErrorText(error);
    if (!publisher_->Current()) is_new = FollowCopy();
  }
  is_new |= publisher_->Refresh();
  if (outcome_.awaits_program && publisher_->Current()) {
    // Somebody else has one: from now on this machine's files lack something.
    outcome_.awaits_program = false;
    files_are_due_ = true;
  }
  if (IsPublished()) {
    Settle();
  } else if (is_new && own_version_ > 0 && outcome_.failure.empty() &&
             outcome_.attention.empty()) {
    outcome_.attention = Lagging(own_version_);
  }
  return is_new || outcome_.ledger_failure != failure_before;
}

bool BuilderTurns::FollowCopy() {
  try {
    return publisher_->FollowCopy();
  } catch (const std::exception& error) {
    AddNews("nor can the copy be read: " + ErrorText(error));
    return false;
  }
}

bool BuilderTurns::ConsiderFiles() {
  auto sources = files_.Read(std::chrono::system_clock::now());
  if (sources.is_unfinished) {
    // Whoever writes it will be heard; else a later turn takes it as it is.
    files_are_due_ = true;
    is_unread_ = true;
    return false;
  }
  is_unread_ = false;
  proposal_ = publisher_->Read(std::move(sources));
  const auto& file = proposal_.settings_file;
  const auto& parsed = proposal_.settings;
  if (!parsed.diagnostics.HasErrors()) {
    if (IsElsewhere(parsed.settings) && !IsElsewhere(outcome_.settings)) {
      AddNews("ledger and state change when agendad is started again");
    }
    outcome_.settings = parsed.settings;
    RememberSettings(file, StateDirectory(config::Settings(), directory_));
  }
  std::string digest = proposal_.content.digest;
  // What is right in settings with errors may well be what is published.
  if (file && parsed.diagnostics.HasErrors()) digest += *file->text;
  const bool first = considered_.empty();
  const auto mode = outcome_.settings.publish;
  if (!files_are_due_ && digest == considered_ && mode == mode_ && !first) {
    return false;
  }
  considered_ = std::move(digest);
  mode_ = mode;
  files_are_due_ = true;
  try {
    Consider(first);
    files_are_due_ = false;
  } catch (const std::exception& error) {
    outcome_.ledger_failure = ErrorText(error);
  }
  outcome_.diagnostics = DiagnosticLines(found_, found_in_);
  outcome_.errors = outcome_.warnings = 0;
  for (const auto& diagnostic : found_.All()) {
    const bool is_error = diagnostic.severity == config::Severity::kError;
    ++(is_error ? outcome_.errors : outcome_.warnings);
  }
  return true;
}

// Throws what the ledger throws; is then tried again.
void BuilderTurns::Consider(bool first) {
  outcome_.failure.clear();
  outcome_.attention.clear();
  outcome_.awaits_program = false;
  found_ = {};
  if (IsPublished()) {
    // What is suspect in them stays so, also after a restart.
    Candidate as_published = publisher_->Prepare(proposal_);
    Tell(as_published);
    return Settle();
  }
  const VersionNumber same = ledger_->LastWith(considered_);
  if (same > 0 && (first || same > own_version_)) {
    own_version_ = same;
    outcome_.attention = Lagging(same);
    return;
  }
  const bool awaits_program = IsBeforeTheFirstProgram();
  const auto& sources = proposal_.sources;
  if (awaits_program && !sources.directory && !sources.non_working_days) {
    found_ = proposal_.settings.diagnostics;
    found_in_ = proposal_.settings.files;
    if (found_.HasErrors()) {
      outcome_.failure = kErrors;
    } else {
      outcome_.awaits_program = true;
    }
    return;
  }
  Candidate candidate = publisher_->Prepare(proposal_);
  Tell(candidate);
  if (candidate.HasErrors()) {
    outcome_.failure = kErrors;
  } else if (awaits_program) {
    outcome_.awaits_program = true;
  } else if (outcome_.settings.publish == config::PublishMode::kOnCommand) {
    outcome_.attention =
        "the files are not what is published; 'agendad publish' publishes "
        "them";
  } else {
    Publish(std::move(candidate));
  }
}

void BuilderTurns::Tell(Candidate& candidate) {
  found_ = std::move(candidate.diagnostics);
  found_in_ = candidate.definition.files;
}

void BuilderTurns::Publish(Candidate candidate) {
  // Taken apart when people have what replaces it.
  const auto before = publisher_->Current();
  while (true) {
    if (!candidate.reasons_to_hold.empty()) {
      outcome_.attention = HeldBack(candidate);
      return;
    }
    if (publisher_->Publish(std::move(candidate), "publish")) break;
    publisher_->Follow();
    if (IsPublished()) break;
    candidate = publisher_->Prepare(proposal_);
  }
  own_version_ = publisher_->Current()->version.number;
  Show();  // people first, then whoever is told about it
}

// Not where it is unknown what was published: files that are gone are an error
// then, and never a beginning.
bool BuilderTurns::IsBeforeTheFirstProgram() const {
  const auto& sources = proposal_.sources;
  return !publisher_->Current() && outcome_.ledger_failure.empty() &&
         !sources.folder && sources.programs.empty() && sources.facts.empty();
}

bool BuilderTurns::IsPublished() const {
  const auto& state = publisher_->Current();
  return state && state->content.digest == considered_;
}

// The files are what is served.
void BuilderTurns::Settle() {
  own_version_ = publisher_->Current()->version.number;
  outcome_.failure.clear();
  outcome_.attention.clear();
}

void BuilderTurns::Show() {
  if (!publisher_ || !publisher_->Current()) return;
  const auto& state = publisher_->Current();
  if (state->snapshot != shown_) store_.Publish(state->snapshot);
  shown_ = state->snapshot;
  outcome_.version = state->version.number;
  outcome_.published = state->version.published;
  outcome_.programs = state->definition.programs.size();
  outcome_.feeds = state->snapshot->Feeds().size();
}

bool BuilderTurns::IsElsewhere(const config::Settings& settings) const {
  return settings.ledger != ledger_setting_ || settings.state != state_setting_;
}

void BuilderTurns::AddNews(const std::string& text) {
  if (!news_.empty()) news_ += '\n';
  news_ += text;
}

}  // namespace agendad::daemon
