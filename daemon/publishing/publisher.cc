#include "daemon/publishing/publisher.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "config/definition_changes.h"
#include "config/published_settings.h"
#include "daemon/count_text.h"
#include "daemon/error_text.h"
#include "feeds/reasons_to_hold.h"

namespace agendad::daemon {
namespace {

using std::chrono::seconds;

// Programs that are gone altogether, as reasons to ask.
void AddLostPrograms(const config::Definition& before,
                     const config::Definition& after,
                     std::vector<std::string>& reasons) {
  std::unordered_set<std::string_view> stay;
  for (const auto& program : after.programs) {
    stay.insert(program->identity.Permanent());
  }
  for (const auto& program : before.programs) {
    if (stay.contains(program->identity.Permanent())) continue;
    reasons.push_back("the program '" + program->identity.id +
                      "' would be removed");
  }
}

}  // namespace

Publisher::Publisher(Ledger& ledger, Ledger* copy, feeds::Compress compress,
                     Clock clock, Tell tell)
    : ledger_(ledger),
      copy_(copy),
      compress_(compress),
      clock_(std::move(clock)),
      tell_(std::move(tell)) {}

std::chrono::sys_days Publisher::Today() const {
  return std::chrono::floor<std::chrono::days>(clock_());
}

void RequireVersion(Ledger& ledger, VersionNumber known, const Ledger* copy) {
  const VersionNumber last = ledger.LastVersion();
  if (last >= known) return;
  std::string text = "ledger " + ledger.Place() + ": it ends with version " +
                     std::to_string(last) + ", but version " +
                     std::to_string(known) + " was published";
  if (copy) text += "; 'agendad ledger restore' takes " + copy->Place();
  throw std::runtime_error(text);
}

VersionNumber LastCopied(Ledger& copy) {
  try {
    return copy.LastVersion();
  } catch (const std::exception&) {
    return 0;  // it only stands in for the ledger, which is there
  }
}

void Publisher::RequireAllVersions() {
  VersionNumber known = 0;
  if (state_) {
    known = state_->version.number;
  } else if (copy_) {
    known = LastCopied(*copy_);
  }
  RequireVersion(ledger_, known, copy_);
}

bool Publisher::Follow() {
  RequireAllVersions();
  if (!FollowStore(ledger_)) return false;
  if (!copy_) return true;
  try {
    if (copy_->LastVersion() != state_->version.number) {
      copy_->CopyFrom(ledger_, Ledger::Which::kLast);
    }
  } catch (const std::exception& error) {
    tell_("the copy of the last version was not updated: " + ErrorText(error));
  }
  return true;
}

bool Publisher::FollowCopy() { return copy_ && FollowStore(*copy_); }

bool Publisher::FollowStore(Ledger& store) {
  VersionNumber last = store.LastVersion();
  // What was restored from feeds has no version yet, and its numbers count.
  if (last == 0 && !state_) revisions_ = store.RevisionsAfter(0);
  if (last <= (state_ ? state_->version.number : 0)) return false;
  while (true) {
    const auto version = store.Find(last);
    if (!version) throw std::runtime_error("the ledger lost its last version");
    if (version->renderer > kRenderer) {
      throw std::runtime_error("version " + std::to_string(last) +
                               " was published by a newer agendad; this one "
                               "cannot follow it and must be updated");
    }
    feeds::Adopt(store.RevisionsAfter(revisions_version_), revisions_);
    revisions_version_ = last;
    const auto sources = SourcesOf(store.Files(last));
    // The answers are of one moment only if nobody published meanwhile.
    const VersionNumber now = store.LastVersion();
    if (now == last) {
      TakeUp(sources, *version);
      return true;
    }
    last = now;
  }
}

void Publisher::TakeUp(const config::DefinitionSources& sources,
                       const Version& version) {
  auto parsed = reader_.Parse(sources);
  StoredContent content = contents_.Read(sources, parsed.definition.settings);
  Candidate candidate = Build(std::move(content), std::move(parsed.definition),
                              std::move(parsed.diagnostics), Reuse::kNo);
  if (candidate.HasErrors()) {
    throw std::runtime_error("version " + std::to_string(version.number) +
                             " cannot be built: it has errors");
  }
  if (!candidate.built.changed.empty() && state_) {
    tell_("this machine writes " +
          Count(candidate.built.changed.size(), "event") +
          " otherwise than the one that published version " +
          std::to_string(version.number) + "; is its time zone data another?");
  }
  Take(version, std::move(candidate));
}

Candidate Publisher::Build(StoredContent content, config::Definition definition,
                           config::Diagnostics diagnostics, Reuse reuse) {
  Candidate candidate;
  candidate.content = std::move(content);
  candidate.definition = std::move(definition);
  candidate.diagnostics = std::move(diagnostics);
  candidate.time = std::chrono::floor<seconds>(clock_());
  if (state_) {
    candidate.made_from = state_->version.number;
    candidate.time =
        std::max(candidate.time, state_->version.published + seconds(1));
  }
  if (!candidate.diagnostics.HasErrors()) {
    candidate.built = feeds::BuildSnapshot(
        candidate.definition,
        feeds::Published{revisions_, state_ ? state_->snapshot.get() : nullptr,
                         reuse == Reuse::kYes},
        candidate.time, compress_);
    candidate.diagnostics.Append(candidate.built.diagnostics);
  }
  candidate.diagnostics.Sort();
  return candidate;
}

Proposal Publisher::Read(config::DefinitionSources sources) {
  Proposal proposal;
  proposal.settings = config::ParseSettingsFile(sources.settings);
  proposal.content = contents_.Read(sources, proposal.settings.settings);
  proposal.sources = std::move(sources);
  proposal.settings_file = std::exchange(
      proposal.sources.settings,
      config::SourceFile("agendad.yaml", config::PublishedSettings(
                                             proposal.settings.settings)));
  return proposal;
}

Candidate Publisher::Prepare(const Proposal& proposal) {
  auto parsed = reader_.Parse(proposal.sources);
  parsed.diagnostics.Append(proposal.settings.diagnostics);
  if (state_ && !parsed.diagnostics.HasErrors()) {
    parsed.diagnostics.Append(
        config::SuspectChanges(state_->definition, parsed.definition));
  }
  Candidate candidate = Build(proposal.content, std::move(parsed.definition),
                              std::move(parsed.diagnostics),
                              is_written_ ? Reuse::kYes : Reuse::kNo);
  if (state_ && candidate.built.snapshot) {
    candidate.reasons_to_hold = feeds::ReasonsToHold(
        *state_->snapshot, *candidate.built.snapshot, Today());
    AddLostPrograms(state_->definition, candidate.definition,
                    candidate.reasons_to_hold);
  }
  return candidate;
}

Candidate Publisher::PrepareVersion(VersionNumber number) {
  if (number < 1 || !ledger_.Find(number)) {
    throw std::runtime_error("there is no version " + std::to_string(number));
  }
  return Prepare(Read(SourcesOf(ledger_.Files(number))));
}

bool Publisher::Publish(Candidate candidate, const std::string& cause) {
  Publication publication;
  publication.version = {candidate.made_from + 1, candidate.time, cause,
                         candidate.content.digest, kRenderer};
  publication.manifest = *candidate.content.manifest;
  publication.texts =
      candidate.content.TextsBeyond(state_ ? state_->content : StoredContent());
  publication.revisions.assign(candidate.built.changed.begin(),
                               candidate.built.changed.end());
  switch (ledger_.Write(publication)) {
    case Ledger::Commit::kDone:
      break;
    case Ledger::Commit::kOverrun:
      return false;
    case Ledger::Commit::kNewerRenderer:
      throw std::runtime_error(
          "the last version was published by a newer agendad; this one must "
          "be updated");
  }
  KeepCopy(publication);
  feeds::Adopt(std::exchange(candidate.built.changed, {}), revisions_);
  revisions_version_ = publication.version.number;
  Take(publication.version, std::move(candidate));
  return true;
}

void Publisher::KeepCopy(const Publication& publication) {
  if (!copy_) return;
  try {
    if (copy_->Write(publication) != Ledger::Commit::kDone) {
      copy_->CopyFrom(ledger_, Ledger::Which::kLast);
    }
  } catch (const std::exception& error) {
    tell_("the copy of the last version was not updated: " + ErrorText(error));
  }
}

void Publisher::Take(Version version, Candidate candidate) {
  built_on_ = std::chrono::floor<std::chrono::days>(candidate.time);
  is_written_ = candidate.built.changed.empty();
  state_ = std::make_shared<const PublishedState>(PublishedState{
      std::move(version), std::move(candidate.content),
      std::move(candidate.definition), std::move(candidate.built.snapshot)});
}

Candidate Publisher::BuildAgain() {
  return Build(state_->content, state_->definition, config::Diagnostics(),
               Reuse::kNo);
}

bool Publisher::Rebuild() {
  if (!state_) return true;
  Candidate candidate = BuildAgain();
  if (!candidate.built.changed.empty()) {
    return Publish(std::move(candidate), "rebuild");
  }
  Take(state_->version, std::move(candidate));
  return true;
}

bool Publisher::IsNewDay() const { return state_ && Today() > built_on_; }

bool Publisher::Refresh() {
  if (!IsNewDay() || revisions_version_ != state_->version.number) {
    return false;
  }
  Take(state_->version, BuildAgain());
  return true;
}

}  // namespace agendad::daemon
