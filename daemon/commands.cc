#include "daemon/commands.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <utility>
#include <vector>

#include "config/definition_changes.h"
#include "config/definition_files.h"
#include "config/future_dates.h"
#include "daemon/clock.h"
#include "daemon/command_line.h"
#include "daemon/count_text.h"
#include "daemon/output.h"
#include "daemon/publishing/node_settings.h"
#include "daemon/publishing/opened_ledger.h"
#include "daemon/service/daemon_client.h"
#include "daemon/state_directory.h"
#include "feeds/conflicts.h"

namespace agendad::daemon {
namespace {

using feeds::Compress;

std::string CountLine(const LoadedSnapshot& loaded) {
  const auto all = loaded.diagnostics.All();
  const auto errors = static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const auto& diagnostic) {
        return diagnostic.severity == config::Severity::kError;
      }));
  std::string line =
      Count(errors, "error") + ", " + Count(all.size() - errors, "warning");
  if (loaded.snapshot) {
    line += "; " + Count(loaded.definition.programs.size(), "program") + ", " +
            Count(loaded.snapshot->Feeds().size(), "feed");
  }
  return line + "\n";
}

int ExitCode(const LoadedSnapshot& loaded) {
  return loaded.snapshot ? kExitFine : kExitFailure;
}

// Loads for a command whose result is not the diagnostics.
LoadedSnapshot LoadTelling(const std::string& directory, Compress compress) {
  auto loaded = LoadSnapshot(directory, compress);
  WriteToStandardError(DiagnosticLines(loaded));
  return loaded;
}

// The same against what is published, if anything is.
LoadedSnapshot LoadAgainstLedger(const std::string& directory,
                                 Compress compress) {
  auto opened = OpenLedger(directory, Ledger::Access::kRead, compress);
  if (!opened.publisher) return LoadTelling(directory, compress);
  Candidate candidate =
      opened.publisher->Prepare(opened.publisher->Read(opened.sources));
  LoadedSnapshot loaded{std::move(candidate.definition),
                        std::move(candidate.diagnostics),
                        std::move(candidate.built.snapshot)};
  WriteToStandardError(DiagnosticLines(loaded));
  return loaded;
}

// What one was published as while it was public, by whatever id, would stay so.
void RemoveFeed(const feeds::Feed& feed,
                const std::filesystem::path& out_directory) {
  std::vector<std::string> paths = feed.former_paths;
  paths.push_back(feed.path);
  for (const auto& path : paths) {
    for (const char* const coding : {"", ".gz", ".br"}) {
      std::filesystem::remove(out_directory.string() + path + coding);
    }
  }
}

std::string Suggestion(const feeds::Snapshot& snapshot,
                       const std::string& feed_id) {
  std::vector<std::string> ids;
  for (const auto& feed : snapshot.Feeds()) ids.push_back(feed->id);
  const std::string nearest = config::NearestWord(feed_id, ids);
  return nearest.empty() ? "" : "; did you mean '" + nearest + "'?";
}

}  // namespace

int Check(const std::string& directory, const CheckOptions& options) {
  auto loaded = LoadSnapshot(directory, Compress::kNo);
  if (!options.against.empty()) {
    const auto before = config::LoadDefinition(options.against);
    loaded.diagnostics.Append(
        config::SuspectChanges(before.definition, loaded.definition));
  }
  if (loaded.snapshot) {
    feeds::TellConflicts(loaded.definition, loaded.diagnostics);
  }
  config::TellWhatIsStillToCome(loaded.definition, Now(), loaded.diagnostics);
  loaded.diagnostics.Sort();
  WriteToStandardOutput(
      options.format == DiagnosticFormat::kJson
          ? config::ToJson(loaded.diagnostics, loaded.definition.files) + "\n"
          : DiagnosticLines(loaded));
  WriteToStandardError(CountLine(loaded));
  return ExitCode(loaded);
}

int ListFeeds(const std::string& directory) {
  const auto loaded = LoadTelling(directory, Compress::kNo);
  if (!loaded.snapshot) return kExitFailure;
  std::string lines;
  for (const auto& feed : loaded.snapshot->Feeds()) {
    lines += feed->path + "\t" + std::to_string(feed->events.size()) + "\t" +
             feed->name + (feed->is_private ? "\tprivate\n" : "\n");
  }
  WriteToStandardOutput(lines);
  return kExitFine;
}

int RenderFeed(const std::string& directory, const std::string& feed_id) {
  const auto loaded = LoadAgainstLedger(directory, Compress::kNo);
  if (!loaded.snapshot) return kExitFailure;
  const auto* const feed = loaded.snapshot->Find("/feeds/" + feed_id + ".ics");
  if (!feed) {
    WriteToStandardError("agendad: there is no feed '" + feed_id + "'" +
                         Suggestion(*loaded.snapshot, feed_id) + "\n");
    return kExitFailure;
  }
  WriteToStandardOutput(feeds::TextOf(*feed));
  return kExitFine;
}

int RenderAll(const std::string& directory, const std::string& out_directory,
              Precompressed precompressed) {
  const bool all_codings = precompressed == Precompressed::kYes;
  const auto loaded = LoadAgainstLedger(
      directory, all_codings ? Compress::kYes : Compress::kNo);
  if (!loaded.snapshot) return kExitFailure;
  const std::filesystem::path folder =
      std::filesystem::path(out_directory) / "feeds";
  std::filesystem::create_directories(folder);
  std::string left_out;
  for (const auto& feed : loaded.snapshot->Feeds()) {
    const std::filesystem::path file = folder / (feed->id + ".ics");
    if (feed->is_private) {
      left_out += (left_out.empty() ? "" : ", ") + feed->id;
      RemoveFeed(*feed, out_directory);
      continue;
    }
    ReplaceFile(file, feeds::TextOf(*feed));
    if (!all_codings) continue;
    const auto& [identity, gzip, brotli] = feed->representations;
    ReplaceFile(file.string() + ".gz", gzip.body);
    ReplaceFile(file.string() + ".br", brotli.body);
  }
  if (!left_out.empty()) {
    WriteToStandardError("agendad: private, and so not written: " + left_out +
                         "\n");
  }
  return kExitFine;
}

int ShowStatus(const std::string& directory, bool json) {
  std::string told;  // the daemon says it, too
  const auto settings =
      ReadNodeSettings(config::ReadDefinitionFiles(directory).settings,
                       StateDirectoryName(config::Settings(), directory), told);
  const auto socket =
      RuntimeSocketPath(StateDirectoryName(settings, directory));
  const auto answer = AskDaemon(socket, json ? "status json" : "status");
  if (!answer) {
    throw std::runtime_error("no daemon answers at " + socket.string());
  }
  WriteToStandardOutput(*answer);
  return kExitFine;
}

}  // namespace agendad::daemon
