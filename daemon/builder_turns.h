// What the builder does in one turn: takes up what others published, and
// publishes what changed in this machine's files, or says why it does not. The
// builder's thread only (libical, the ledger).
#ifndef AGENDAD_DAEMON_BUILDER_TURNS_H_
#define AGENDAD_DAEMON_BUILDER_TURNS_H_

#include <cstddef>
#include <memory>
#include <string>

#include "config/definition_files.h"
#include "config/definition_parser.h"
#include "config/diagnostic.h"
#include "config/settings.h"
#include "daemon/publishing/publisher.h"
#include "daemon/reloader.h"
#include "daemon/snapshot_store.h"
#include "daemon/store/ledger.h"

namespace agendad::daemon {

class BuilderTurns {
 public:
  // Both outlive it.
  BuilderTurns(const std::string& directory, SnapshotStore& store);
  BuilderTurns(const BuilderTurns&) = delete;
  BuilderTurns& operator=(const BuilderTurns&) = delete;

  // `asked`: how many have asked before this turn, ever. Returns whether there
  // is anything new to report. Throws nothing but std::bad_alloc: what goes
  // wrong is part of the outcome.
  bool Take(bool read_files, std::size_t asked, Reloader::Outcome& outcome);

 private:
  void Open();
  bool Follow();
  bool FollowCopy();
  bool ConsiderFiles();
  void Consider(bool first);
  bool IsBeforeTheFirstProgram() const;
  // What is wrong or suspect in it, from now on.
  void Tell(Candidate& candidate);
  void Publish(Candidate candidate);
  bool IsPublished() const;
  void Settle();
  void Show();
  bool IsElsewhere(const config::Settings& settings) const;
  void AddNews(const std::string& text);

  const std::string& directory_;
  SnapshotStore& store_;
  config::DefinitionFiles files_;
  Proposal proposal_;  // the files, as they were read last
  std::unique_ptr<Ledger> ledger_;
  std::unique_ptr<Ledger> copy_;
  std::unique_ptr<Publisher> publisher_;
  std::string ledger_setting_;  // as they were when the ledger was opened
  std::string state_setting_;
  bool is_rebuilt_ = false;
  // The files that were considered last, and whether they must be again.
  std::string considered_;
  config::PublishMode mode_ = config::PublishMode::kOnSave;  // then
  bool files_are_due_ = false;
  bool is_unread_ = false;     // somebody was writing them when they were read
  config::Diagnostics found_;  // in them
  config::FileNames found_in_;
  // The version that the files were when they last were one.
  VersionNumber own_version_ = 0;
  std::shared_ptr<const feeds::Snapshot> shown_;
  Reloader::Outcome outcome_;
  std::string news_;
};

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_BUILDER_TURNS_H_
