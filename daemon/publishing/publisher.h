// What is published, and how it comes to be: the rules between a definition and
// the snapshot that everybody is served.
//
//   prepare: validate, build against what people have, compare
//   publish: commit to the ledger, then to this machine's copy, then show
//
// The ledger decides: who commits second reads what the first one published and
// prepares again. Whatever fails, what is published stays.
//
// One thread (libical, the ledger): the daemon's builder, or a command.
#ifndef AGENDAD_DAEMON_PUBLISHING_PUBLISHER_H_
#define AGENDAD_DAEMON_PUBLISHING_PUBLISHER_H_

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/definition_parser.h"
#include "config/definition_reader.h"
#include "config/diagnostic.h"
#include "config/program.h"
#include "daemon/publishing/stored_content.h"
#include "daemon/store/ledger.h"
#include "feeds/representation.h"
#include "feeds/revision.h"
#include "feeds/snapshot.h"

namespace agendad::daemon {

// How events are written. Raised with every release that writes any event
// otherwise: whoever writes less well must not follow one that writes better.
inline constexpr int kRenderer = 2;

// A version, and everything that follows from it.
struct PublishedState {
  Version version;
  StoredContent content;
  config::Definition definition;
  std::shared_ptr<const feeds::Snapshot> snapshot;
};

// A definition as it was read: what its settings say, and what it would be
// stored as.
struct Proposal {
  std::optional<config::SourceFile> settings_file;
  // Of the settings only what is stored: what is parsed is then the same object
  // whether it comes from the files or from the ledger.
  config::DefinitionSources sources;
  config::SettingsResult settings;
  StoredContent content;
};

// A definition that might be published.
struct Candidate {
  StoredContent content;
  config::Definition definition;
  config::Diagnostics diagnostics;  // sorted
  feeds::BuildResult built;         // no snapshot if there are errors
  std::chrono::sys_seconds time;
  VersionNumber made_from = 0;  // 0: nothing was published
  // Why people should be asked first; see feeds::ReasonsToHold().
  std::vector<std::string> reasons_to_hold;

  bool HasErrors() const { return built.snapshot == nullptr; }
};

class Publisher {
 public:
  using Clock = std::function<std::chrono::sys_seconds()>;
  // Told what people should know and nobody waits for.
  using Tell = std::function<void(const std::string&)>;

  // `copy`: this machine's own copy of the last version, or null. Both outlive
  // the publisher.
  Publisher(Ledger& ledger, Ledger* copy, feeds::Compress compress, Clock clock,
            Tell tell);

  // Takes up what others have published. Returns whether anything is new.
  // Throws what Ledger throws, and std::runtime_error if the last version is by
  // a newer agendad, or older than one that this machine knows; what was
  // published stays.
  bool Follow();

  // The same from the copy, where the ledger cannot be reached at the start.
  bool FollowCopy();

  // Null until something is published.
  const std::shared_ptr<const PublishedState>& Current() const {
    return state_;
  }

  Proposal Read(config::DefinitionSources sources);
  Candidate Prepare(const Proposal& proposal);

  // Content that was published before, as a candidate. Throws
  // std::runtime_error if there is no such version.
  Candidate PrepareVersion(VersionNumber number);

  // False if somebody else published meanwhile: Follow(), and prepare again.
  // Throws as Follow() does. `candidate` has no errors.
  bool Publish(Candidate candidate, const std::string& cause);

  // Whether the day has changed since what is shown was built.
  bool IsNewDay() const;

  // Publishes what is published anew if agendad, the time zone data or the day
  // make it another one: after the first Follow(), and once a day, so that two
  // machines with different data do not answer each other for ever. False if
  // somebody else published meanwhile. Throws as Publish() does.
  bool Rebuild();

  // Shows what a new day makes of it without writing it, for when the ledger is
  // out of reach. Returns whether there is a new day.
  bool Refresh();

 private:
  void RequireAllVersions();
  bool FollowStore(Ledger& store);
  void TakeUp(const config::DefinitionSources& sources, const Version& version);
  // What is shown was made of these revisions, or others may have changed some.
  enum class Reuse { kNo, kYes };
  Candidate Build(StoredContent content, config::Definition definition,
                  config::Diagnostics diagnostics, Reuse reuse);
  Candidate BuildAgain();
  void Take(Version version, Candidate candidate);
  void KeepCopy(const Publication& publication);
  std::chrono::sys_days Today() const;

  Ledger& ledger_;
  Ledger* const copy_;
  const feeds::Compress compress_;
  const Clock clock_;
  const Tell tell_;
  config::DefinitionReader reader_;
  ContentReader contents_;
  feeds::Revisions revisions_;  // as the ledger has them, nothing else
  VersionNumber revisions_version_ = 0;
  std::shared_ptr<const PublishedState> state_;
  std::chrono::sys_days built_on_;
  // Whether the ledger has all of what is shown: a new day changes a little,
  // and other time zone data may, of which nobody is told before the next
  // version.
  bool is_written_ = true;
};

// Throws std::runtime_error if `ledger` ends before version `known`: whoever
// publishes into one that has lost its last versions gives numbers anew that
// calendars have seen already. `copy` may be null.
void RequireVersion(Ledger& ledger, VersionNumber known, const Ledger* copy);

// The last version of a machine's copy; 0 if it cannot be read.
VersionNumber LastCopied(Ledger& copy);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_PUBLISHING_PUBLISHER_H_
