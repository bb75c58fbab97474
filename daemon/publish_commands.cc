#include "daemon/publish_commands.h"

#include <unistd.h>

#include <charconv>
#include <chrono>
#include <iostream>
#include <stdexcept>
#include <utility>

#include "daemon/change_report.h"
#include "daemon/command_line.h"
#include "daemon/loaded_snapshot.h"
#include "daemon/output.h"
#include "daemon/publishing/opened_ledger.h"
#include "daemon/service/daemon_client.h"
#include "daemon/state_directory.h"
#include "feeds/changes.h"

namespace agendad::daemon {
namespace {

using feeds::Compress;

const feeds::Snapshot* ShownBy(const Publisher& publisher) {
  const auto& state = publisher.Current();
  return state ? state->snapshot.get() : nullptr;
}

// Whoever is no terminal cannot have meant anything by its answer.
bool IsConfirmed(Confirm confirm) {
  if (confirm == Confirm::kYes) return true;
  if (::isatty(STDIN_FILENO) == 0) {
    WriteToStandardError(
        "agendad: nothing was published; to publish without a terminal, add "
        "--yes\n");
    return false;
  }
  WriteToStandardError("Publish? [y/N] ");
  std::string answer;
  std::getline(std::cin, answer);
  if (answer == "y" || answer == "Y" || answer == "yes") return true;
  WriteToStandardError("agendad: nothing was published\n");
  return false;
}

// A daemon that is not told finds out by itself, some seconds later.
void TellDaemon(const OpenedLedger& opened) {
  try {
    AskDaemon(RuntimeSocketPath(opened.state), "follow");
  } catch (const std::exception&) {
    return;
  }
}

// Shows and publishes what `prepare` makes, again if somebody else was faster:
// what would change is then another question.
template <typename Prepare>
int Publish(OpenedLedger& opened, const std::string& cause, Confirm confirm,
            const Prepare& prepare) {
  Publisher& publisher = *opened.publisher;
  while (true) {
    Candidate candidate = prepare();
    WriteToStandardError(
        DiagnosticLines(candidate.diagnostics, candidate.definition.files));
    if (candidate.HasErrors()) {
      WriteToStandardError(
          "agendad: nothing was published; the definition has errors\n");
      return kExitFailure;
    }
    const auto& state = publisher.Current();
    if (state && state->content.digest == candidate.content.digest) {
      WriteToStandardOutput("Version " + std::to_string(state->version.number) +
                            " is this definition already.\n");
      return kExitFine;
    }
    WriteToStandardOutput(ChangeText(
        feeds::Compare(ShownBy(publisher), *candidate.built.snapshot)));
    for (const auto& reason : candidate.reasons_to_hold) {
      WriteToStandardError("agendad: warning: " + reason + "\n");
    }
    if (!IsConfirmed(confirm)) return kExitFailure;
    if (publisher.Publish(std::move(candidate), cause)) break;
    publisher.Follow();
    WriteToStandardError("agendad: somebody else has just published\n");
  }
  TellDaemon(opened);
  WriteToStandardOutput("Published as version " +
                        std::to_string(publisher.Current()->version.number) +
                        ".\n");
  return kExitFine;
}

std::optional<VersionNumber> ParseVersion(const std::string& text) {
  VersionNumber number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end) return std::nullopt;
  return number;
}

void WriteChanges(const std::vector<feeds::FeedChanges>& changes, bool json) {
  WriteToStandardOutput(json ? ChangeJson(changes) : ChangeText(changes));
}

int DiffAgainstDirectory(const std::string& directory,
                         const DiffOptions& options) {
  const auto before = LoadSnapshot(options.against, Compress::kNo);
  const auto after = LoadSnapshot(directory, Compress::kNo);
  WriteToStandardError(DiagnosticLines(after));
  if (!before.snapshot) {
    WriteToStandardError(DiagnosticLines(before));
    WriteToStandardError("agendad: the definition in " + options.against +
                         " has errors\n");
  }
  if (!before.snapshot || !after.snapshot) return kExitFailure;
  WriteChanges(feeds::Compare(before.snapshot.get(), *after.snapshot),
               options.json);
  return kExitFine;
}

}  // namespace

int PublishDefinition(const std::string& directory, Confirm confirm) {
  auto opened = OpenLedger(directory, Ledger::Access::kWrite, Compress::kNo);
  RequireAllVersions(opened);
  return Publish(opened, "publish", confirm, [&] {
    return opened.publisher->Prepare(opened.publisher->Read(opened.sources));
  });
}

int RollBack(const std::string& directory, std::optional<VersionNumber> number,
             Confirm confirm) {
  auto opened = OpenLedger(directory, Ledger::Access::kWrite, Compress::kNo);
  RequireAllVersions(opened);
  const auto& state = opened.publisher->Current();
  const VersionNumber last = state ? state->version.number : 0;
  if (!number && last < 2) {
    throw std::runtime_error("there is no version before the last one");
  }
  const VersionNumber to = number.value_or(last - 1);
  return Publish(opened, "rollback to " + std::to_string(to), confirm,
                 [&] { return opened.publisher->PrepareVersion(to); });
}

int Diff(const std::string& directory, const DiffOptions& options) {
  const auto version = ParseVersion(options.against);
  if (!options.against.empty() && !version) {
    return DiffAgainstDirectory(directory, options);
  }
  auto opened = OpenLedger(directory, Ledger::Access::kRead, Compress::kNo);
  if (!opened.publisher || !opened.publisher->Current()) {
    throw std::runtime_error("nothing is published yet");
  }
  Publisher& publisher = *opened.publisher;
  const Candidate candidate = publisher.Prepare(publisher.Read(opened.sources));
  WriteToStandardError(
      DiagnosticLines(candidate.diagnostics, candidate.definition.files));
  if (candidate.HasErrors()) return kExitFailure;
  if (version) {
    const Candidate before = publisher.PrepareVersion(*version);
    if (before.HasErrors()) {
      throw std::runtime_error("version " + options.against +
                               " has errors for this agendad");
    }
    WriteChanges(
        feeds::Compare(before.built.snapshot.get(), *candidate.built.snapshot),
        options.json);
    return kExitFine;
  }
  WriteChanges(feeds::Compare(ShownBy(publisher), *candidate.built.snapshot),
               options.json);
  return kExitFine;
}

}  // namespace agendad::daemon
