#include "daemon/reloader.h"

#include <csignal>
#include <utility>

#include "config/definition_changes.h"
#include "daemon/error_text.h"
#include "daemon/loaded_snapshot.h"

namespace agendad::daemon {

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

void Reloader::Request() {
  {
    const std::lock_guard lock(mutex_);
    requested_ = true;
  }
  changed_.notify_one();
}

void Reloader::Run() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);  // the control thread's business
  while (true) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return requested_ || stopping_; });
      if (stopping_) return;
      requested_ = false;
    }
    report_(Load());
  }
}

Reloader::Outcome Reloader::Load() {
  Outcome outcome;
  try {
    auto loaded = LoadSnapshot(directory_, feeds::Compress::kYes);
    if (published_ && loaded.snapshot) {
      loaded.diagnostics.Append(
          config::SuspectChanges(*published_, loaded.definition));
      loaded.diagnostics.Sort();
    }
    outcome.diagnostics = DiagnosticLines(loaded);
    if (!loaded.snapshot) {
      outcome.failure = "the definition has errors";
      return outcome;
    }
    outcome.published = true;
    outcome.feeds = loaded.snapshot->Feeds().size();
    outcome.settings = loaded.definition.settings;
    store_.Publish(std::move(loaded.snapshot));
    published_ = std::move(loaded.definition);
  } catch (const std::exception& error) {
    outcome.failure = ErrorText(error);
  }
  return outcome;
}

}  // namespace agendad::daemon
