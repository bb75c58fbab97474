#include "daemon/ledger_commands.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>

#include "config/definition_files.h"
#include "daemon/command_line.h"
#include "daemon/instant_text.h"
#include "daemon/output.h"
#include "daemon/publishing/opened_ledger.h"
#include "daemon/publishing/state_files.h"
#include "daemon/state_directory.h"
#include "feeds/restored_revisions.h"

namespace agendad::daemon {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCalendar = "BEGIN:VCALENDAR";

OpenedLedger OpenToRead(const std::string& directory) {
  auto opened =
      OpenLedger(directory, Ledger::Access::kRead, feeds::Compress::kNo);
  if (!opened.ledger) throw std::runtime_error("there is no ledger yet");
  return opened;
}

std::string VersionLine(const Version& version) {
  return std::to_string(version.number) + "\t" + ToRfc3339(version.published) +
         "\t" + version.cause + "\t" + version.content.substr(0, 12) + "\n";
}

std::string RevisionLine(const std::string& uid,
                         const feeds::Revision& revision) {
  std::string line = uid + "\tSEQUENCE " + std::to_string(revision.sequence) +
                     "\tLAST-MODIFIED " + ToRfc3339(revision.last_modified) +
                     "\tCREATED " + ToRfc3339(revision.created);
  if (revision.left) line += "\tleft " + ToRfc3339(*revision.left);
  return line + "\n";
}

std::string FeedLines(const feeds::Feed& feed, Ledger& ledger) {
  std::string lines;
  for (const auto& event : feed.events) {
    const std::string uid(event->Uid());
    const auto revision = ledger.RevisionOf(uid);
    if (revision) lines += RevisionLine(uid, *revision);
  }
  return lines;
}

std::string ReadWhole(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool IsFeed(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + name);
  std::string begin(kCalendar.size(), ' ');
  file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return begin == kCalendar;
}

}  // namespace

int ShowLedger(const std::string& directory, const std::string& what) {
  const auto opened = OpenToRead(directory);
  if (what.empty()) {
    std::string lines;
    for (const auto& version : opened.ledger->Versions()) {
      lines += VersionLine(version);
    }
    WriteToStandardOutput(lines);
    return kExitFine;
  }
  if (const auto revision = opened.ledger->RevisionOf(what)) {
    WriteToStandardOutput(RevisionLine(what, *revision));
    return kExitFine;
  }
  const auto& state = opened.publisher->Current();
  const feeds::Feed* const feed =
      state ? state->snapshot->Find("/feeds/" + what + ".ics") : nullptr;
  if (!feed) {
    throw std::runtime_error("there is no event and no feed '" + what + "'");
  }
  WriteToStandardOutput(FeedLines(*feed, *opened.ledger));
  return kExitFine;
}

int BackUpLedger(const std::string& directory, const std::string& file) {
  const auto opened = OpenToRead(directory);
  if (fs::exists(file)) throw std::runtime_error(file + " is there already");
  Ledger backup(file, Ledger::Access::kWrite);
  backup.CopyFrom(*opened.ledger, Ledger::Which::kAll);
  WriteToStandardError("agendad: " + opened.ledger->Place() + " is in " + file +
                       ", up to version " +
                       std::to_string(backup.LastVersion()) + "\n");
  return kExitFine;
}

int RestoreLedger(const std::string& directory,
                  const std::vector<std::string>& files) {
  const auto opened =
      OpenLedger(directory, Ledger::Access::kWrite, feeds::Compress::kNo);
  Ledger& ledger = *opened.ledger;
  if (ledger.LastVersion() != 0) {
    throw std::runtime_error(ledger.Place() +
                             " is not lost: it has versions; stop the daemon "
                             "and move it away first");
  }
  std::optional<std::string> backup;
  feeds::Revisions revisions;
  for (const auto& file : files) {
    if (!IsFeed(file)) {
      if (backup)
        throw std::runtime_error("two backups: " + *backup + ", " + file);
      backup = file;
    } else if (!feeds::AddRestored(fs::path(file).stem().string(),
                                   ReadWhole(file), revisions)) {
      throw std::runtime_error(file + " is not a feed of agendad");
    }
  }
  if (backup) {
    Ledger from(*backup, Ledger::Access::kRead);
    ledger.CopyFrom(from, Ledger::Which::kAll);
  }
  ledger.Restore(revisions);
  WriteToStandardError("agendad: restored " +
                       std::to_string(ledger.LastVersion()) + " versions and " +
                       std::to_string(revisions.size()) +
                       " events of feeds into " + ledger.Place() + "\n");
  return kExitFine;
}

}  // namespace agendad::daemon
