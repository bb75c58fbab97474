#include "daemon/reloader.h"

#include <csignal>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "config/definition_files.h"
#include "daemon/error_text.h"
#include "daemon/loaded_snapshot.h"
#include "daemon/publishing/node_settings.h"
#include "daemon/publishing/publisher.h"
#include "daemon/publishing/state_files.h"
#include "daemon/state_directory.h"

namespace agendad::daemon {
namespace {

std::chrono::sys_seconds Now() {
  return std::chrono::floor<std::chrono::seconds>(
      std::chrono::system_clock::now());
}

}  // namespace

// What the builder thread knows. Its thread only.
class Reloader::Turns {
 public:
  Turns(const std::string& directory, SnapshotStore& store)
      : directory_(directory), store_(store), files_(directory) {}

  // Whether there is anything new to report.
  bool Take(bool read_files, bool asked, Outcome& outcome) {
    news_.clear();
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
    outcome_.read_files = read_files;
    outcome_.was_asked = asked;
    outcome_.news = std::exchange(news_, {});
    outcome = outcome_;
    return is_new || read_files || !outcome.news.empty();
  }

 private:
  void Open() {
    sources_ = files_.Read(std::chrono::system_clock::now());
    const auto remembered = StateDirectory(config::Settings(), directory_);
    outcome_.settings = ReadNodeSettings(sources_.settings, remembered, news_);
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
  bool Follow() {
    const std::string failure_before = outcome_.ledger_failure;
    bool is_new = false;
    try {
      is_new = publisher_->Follow();
      while (!is_rebuilt_ && !publisher_->Rebuild()) publisher_->Follow();
      is_rebuilt_ = true;
      outcome_.ledger_failure.clear();
    } catch (const std::exception& error) {
      outcome_.ledger_failure = ErrorText(error);
      if (!publisher_->Current()) is_new = FollowCopy();
    }
    is_new |= publisher_->Refresh();
    if (IsPublished()) Settle();
    return is_new || outcome_.ledger_failure != failure_before;
  }

  bool FollowCopy() {
    try {
      return publisher_->FollowCopy();
    } catch (const std::exception& error) {
      AddNews("nor can the copy be read: " + ErrorText(error));
      return false;
    }
  }

  bool ConsiderFiles() {
    sources_ = files_.Read(std::chrono::system_clock::now());
    const auto parsed = config::ParseSettingsFile(sources_.settings);
    if (!parsed.diagnostics.HasErrors()) {
      outcome_.settings = parsed.settings;
      RememberSettings(sources_.settings,
                       StateDirectory(config::Settings(), directory_));
    }
    std::string digest =
        publisher_->ContentOf(sources_, parsed.settings).digest;
    // What is right in settings with errors may well be what is published.
    if (sources_.settings && parsed.diagnostics.HasErrors()) {
      digest += *sources_.settings->text;
    }
    const bool first = considered_.empty();
    if (!files_are_due_ && digest == considered_ && !first) return false;
    considered_ = std::move(digest);
    files_are_due_ = true;
    try {
      Consider(first);
      files_are_due_ = false;
    } catch (const std::exception& error) {
      outcome_.ledger_failure = ErrorText(error);
    }
    return true;
  }

  // Throws what the ledger throws; is then tried again.
  void Consider(bool first) {
    outcome_.failure.clear();
    outcome_.attention.clear();
    outcome_.diagnostics.clear();
    if (IsPublished()) return Settle();
    const VersionNumber same = ledger_->LastWith(considered_);
    if (same > 0 && (first || same > own_version_)) {
      own_version_ = same;
      outcome_.attention =
          "the files are those of version " + std::to_string(same) +
          ", which is not the last one; 'agendad publish' publishes them again";
      return;
    }
    Candidate candidate = publisher_->Prepare(sources_);
    outcome_.diagnostics =
        DiagnosticLines(candidate.diagnostics, candidate.definition.files);
    if (candidate.HasErrors()) {
      outcome_.failure = "the definition has errors";
      return;
    }
    if (outcome_.settings.publish == config::PublishMode::kOnCommand) {
      outcome_.attention =
          "the files are not what is published; 'agendad publish' publishes "
          "them";
      return;
    }
    Publish(std::move(candidate));
  }

  void Publish(Candidate candidate) {
    while (true) {
      if (!candidate.reasons_to_hold.empty()) {
        outcome_.attention = HeldBack(candidate);
        return;
      }
      if (publisher_->Publish(std::move(candidate), "publish")) break;
      publisher_->Follow();
      if (IsPublished()) break;
      candidate = publisher_->Prepare(sources_);
    }
    own_version_ = publisher_->Current()->version.number;
  }

  static std::string HeldBack(const Candidate& candidate) {
    std::string text = "held back: ";
    for (const auto& reason : candidate.reasons_to_hold) {
      if (text.back() != ' ') text += "; ";
      text += reason;
    }
    return text + "; 'agendad publish' publishes it all the same";
  }

  bool IsPublished() const {
    const PublishedState* const state = publisher_->Current();
    return state && state->content.digest == considered_;
  }

  // The files are what is served.
  void Settle() {
    own_version_ = publisher_->Current()->version.number;
    outcome_.failure.clear();
    outcome_.attention.clear();
  }

  void Show() {
    const PublishedState* const state =
        publisher_ ? publisher_->Current() : nullptr;
    if (!state) return;
    if (state->snapshot != shown_) store_.Publish(state->snapshot);
    shown_ = state->snapshot;
    outcome_.version = state->version.number;
    outcome_.published = state->version.published;
    outcome_.programs = state->definition.programs.size();
    outcome_.feeds = state->snapshot->Feeds().size();
  }

  void AddNews(const std::string& text) {
    if (!news_.empty()) news_ += '\n';
    news_ += text;
  }

  const std::string& directory_;
  SnapshotStore& store_;
  config::DefinitionFiles files_;
  config::DefinitionSources sources_;
  std::unique_ptr<Ledger> ledger_;
  std::unique_ptr<Ledger> copy_;
  std::unique_ptr<Publisher> publisher_;
  bool is_rebuilt_ = false;
  // The files that were considered last, and whether they must be again.
  std::string considered_;
  bool files_are_due_ = false;
  // The version that the files were when they last were one.
  VersionNumber own_version_ = 0;
  std::shared_ptr<const feeds::Snapshot> shown_;
  Outcome outcome_;
  std::string news_;
};

Reloader::Reloader(std::string directory, SnapshotStore& store, Report report)
    : directory_(std::move(directory)),
      store_(store),
      report_(std::move(report)),
      thread_([this] { Run(); }) {}

Reloader::~Reloader() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

bool Reloader::EndsWithin(std::chrono::milliseconds grace) {
  std::unique_lock lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
  return changed_.wait_for(lock, grace, [this] { return ended_; });
}

void Reloader::ReadFiles(Asked asked) {
  {
    const std::lock_guard lock(mutex_);
    read_files_ = true;
    if (asked == Asked::kYes) asked_ = true;
  }
  changed_.notify_one();
}

void Reloader::FollowLedger() {
  {
    const std::lock_guard lock(mutex_);
    follow_ = true;
  }
  changed_.notify_one();
}

void Reloader::Run() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);  // the control thread's business
  Turns turns(directory_, store_);
  while (true) {
    bool read_files = false;
    bool asked = false;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock,
                    [this] { return read_files_ || follow_ || stopping_; });
      if (stopping_) {
        ended_ = true;
        changed_.notify_all();
        return;
      }
      read_files = std::exchange(read_files_, false);
      asked = std::exchange(asked_, false);
      follow_ = false;
    }
    Outcome outcome;
    if (turns.Take(read_files, asked, outcome)) report_(outcome);
  }
}

}  // namespace agendad::daemon
