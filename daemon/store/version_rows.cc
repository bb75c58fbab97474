#include "daemon/store/version_rows.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cstddef>
#include <string_view>

#include "daemon/store/batch_insert.h"
#include "daemon/store/revision_rows.h"

namespace agendad::daemon {
namespace {

// A version as the database has it.
struct VersionRow {
  long long number = 0;
  long long published = 0;
  std::string cause;
  std::string content;
  long long renderer = 0;

  void BindInto(soci::statement& statement) {
    statement.exchange(soci::into(number));
    statement.exchange(soci::into(published));
    statement.exchange(soci::into(cause));
    statement.exchange(soci::into(content));
    statement.exchange(soci::into(renderer));
  }

  Version Value() const {
    return {number, std::chrono::sys_seconds(std::chrono::seconds(published)),
            cause, content, static_cast<int>(renderer)};
  }
};

constexpr const char* kSelect =
    "select number, published, cause, content, renderer from versions ";

struct TextRow {
  static constexpr int kColumns = 2;

  std::string digest;
  std::string text;

  void Bind(soci::statement& statement) {
    statement.exchange(soci::use(digest));
    statement.exchange(soci::use(text));
  }
};

std::string Lines(const std::vector<ManifestEntry>& manifest) {
  std::string lines;
  for (const auto& entry : manifest) {
    assert(entry.name.find('\n') == std::string::npos);
    assert(entry.digest.find(' ') == std::string::npos);
    lines += entry.digest + ' ' + entry.name + '\n';
  }
  return lines;
}

std::vector<ManifestEntry> Entries(std::string_view lines) {
  std::vector<ManifestEntry> manifest;
  while (!lines.empty()) {
    const auto line = lines.substr(0, lines.find('\n'));
    const auto space = std::min(line.find(' '), line.size());
    manifest.push_back(
        {std::string(line.substr(std::min(space + 1, line.size()))),
         std::string(line.substr(0, space))});
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
  }
  return manifest;
}

}  // namespace

VersionNumber LastNumber(SqlSession& session) {
  long long number = 0;
  session.Sql() << "select coalesce(max(number), 0) from versions",
      soci::into(number);
  return number;
}

std::optional<Version> ReadVersion(SqlSession& session, VersionNumber number) {
  VersionRow row;
  const long long wanted = number;
  soci::statement one(session.Sql());
  row.BindInto(one);
  one.exchange(soci::use(wanted));
  one.alloc();
  one.prepare(std::string(kSelect) + "where number = :number");
  one.define_and_bind();
  if (!one.execute(true)) return std::nullopt;
  return row.Value();
}

std::vector<Version> ReadVersions(SqlSession& session) {
  VersionRow row;
  soci::statement all(session.Sql());
  row.BindInto(all);
  all.alloc();
  all.prepare(std::string(kSelect) + "order by number desc");
  all.define_and_bind();
  all.execute(false);
  std::vector<Version> versions;
  while (all.fetch()) versions.push_back(row.Value());
  return versions;
}

VersionNumber LastNumberWith(SqlSession& session, const std::string& content) {
  long long number = 0;
  session.Sql() << "select coalesce(max(number), 0) from versions "
                   "where content = :content",
      soci::use(content), soci::into(number);
  return number;
}

std::vector<ManifestEntry> ReadManifest(SqlSession& session,
                                        VersionNumber number) {
  const long long wanted = number;
  std::string lines;
  session.Sql() << "select entries from manifests where number = :number",
      soci::use(wanted), soci::into(lines);
  return Entries(lines);
}

void WriteVersion(SqlSession& session, const Version& version,
                  const std::vector<ManifestEntry>& manifest) {
  const long long number = version.number;
  const long long published = version.published.time_since_epoch().count();
  const long long renderer = version.renderer;
  const auto lines = Lines(manifest);
  RequireStorable(version.cause);
  RequireStorable(version.content);
  RequireStorable(lines);
  session.Sql() << "insert into versions (number, published, cause, content, "
                   "renderer) values (:number, :published, :cause, :content, "
                   ":renderer)",
      soci::use(number), soci::use(published), soci::use(version.cause),
      soci::use(version.content), soci::use(renderer);
  session.Sql() << "insert into manifests (number, entries) values (:number, "
                   ":lines)",
      soci::use(number), soci::use(lines);
}

void ReadTexts(SqlSession& session, const std::vector<std::string>& digests,
               const EachText& each) {
  // Few enough that even long texts arrive in the time for one answer.
  constexpr std::size_t kAtOnce = 100;
  for (std::size_t from = 0; from < digests.size(); from += kAtOnce) {
    const auto to = std::min(from + kAtOnce, digests.size());
    TextRow row;
    soci::statement some(session.Sql());
    some.exchange(soci::into(row.digest));
    some.exchange(soci::into(row.text));
    std::string list;
    for (auto at = from; at < to; ++at) {
      some.exchange(soci::use(digests[at]));
      list += (at == from ? ":p" : ", :p") + std::to_string(at - from);
    }
    some.alloc();
    some.prepare("select digest, text from contents where digest in (" + list +
                 ")");
    some.define_and_bind();
    some.execute(false);
    while (some.fetch()) each(row.digest, std::move(row.text));
  }
}

void WriteTexts(SqlSession& session,
                const std::vector<std::pair<std::string, std::string>>& texts) {
  BatchInsert<TextRow> insert(session, "insert into contents (digest, text)",
                              "on conflict (digest) do nothing");
  for (const auto& [digest, text] : texts) {
    RequireStorable(text);
    auto& row = insert.Next();
    row.digest = digest;
    row.text = text;
  }
  insert.Flush();
}

}  // namespace agendad::daemon
