#include "daemon/store/ledger.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>

#include "daemon/store/ledger_place.h"
#include "daemon/store/revision_rows.h"
#include "daemon/store/schema.h"
#include "daemon/store/sql_session.h"
#include "daemon/store/version_rows.h"

namespace agendad::daemon {

class Ledger::Database {
 public:
  Database(const std::string& place, Access access)
      : place_(ParseLedgerPlace(place)), access_(access) {}

  const std::string& Shown() const { return place_.shown; }

  // What `work` returns for a session that is connected and of our schema.
  // Any failure drops the session, so that it is a new one next time.
  template <typename Work>
  auto Call(const Work& work) {
    try {
      for (;;) {
        auto result = work(Connected());
        const bool again = session_->MustReadAgain();
        session_->Rest();
        if (again || !session_->Lasting()) session_.reset();
        if (!again) return result;
      }
    } catch (const soci::soci_error& error) {
      const auto told = Told(error);
      session_.reset();
      throw std::runtime_error(told);
    } catch (...) {
      session_.reset();
      throw;
    }
  }

  // The same between BeginRead() and Commit().
  template <typename Work>
  auto Read(const Work& work) {
    return Call([&](SqlSession& session) {
      session.BeginRead();
      auto result = work(session);
      session.Commit();
      return result;
    });
  }

  // The same between BeginWrite() and Commit(), or Rollback() if `work` did
  // not return `done`.
  template <typename Work, typename Result>
  Result Write(const Work& work, Result done) {
    return Call([&](SqlSession& session) {
      if (access_ == Access::kRead) {
        throw std::logic_error("a ledger that may only be read is written");
      }
      session.BeginWrite();
      RequireSchema(session, place_.shown, LedgerSchema());
      const auto result = work(session);
      if (result == done) {
        session.Commit();
      } else {
        session.Rollback();
      }
      return result;
    });
  }

  // For what concerns this database within a call to another one.
  template <typename Work>
  void Name(const Work& work) const {
    try {
      work();
    } catch (const soci::soci_error& error) {
      throw std::runtime_error(Told(error));
    }
  }

 private:
  SqlSession& Connected() {
    if (session_ == nullptr) {
      session_ = place_.url.empty() ? OpenSqlite(place_, access_)
                                    : OpenPostgresql(place_, access_);
      BringUp(*session_, place_.shown, access_, LedgerSchema());
    }
    return *session_;
  }

  std::string Told(const soci::soci_error& error) const {
    const bool silent = session_ != nullptr && session_->WasSilent();
    return "ledger " + place_.shown + ": " +
           (silent ? "no answer within " +
                         std::to_string(kLedgerPatience.count()) + " s"
                   : WithoutSecrets(SqlErrorText(error), place_));
  }

  const LedgerPlace place_;
  const Access access_;
  std::unique_ptr<SqlSession> session_;
};

namespace {

std::vector<std::string> Digests(const std::vector<ManifestEntry>& manifest) {
  std::vector<std::string> digests;
  digests.reserve(manifest.size());
  for (const auto& entry : manifest) digests.push_back(entry.digest);
  std::sort(digests.begin(), digests.end());
  digests.erase(std::unique(digests.begin(), digests.end()), digests.end());
  return digests;
}

// What is read is named by whom it is read from.
std::vector<std::pair<std::string, std::string>> Texts(
    SqlSession& from, const std::vector<ManifestEntry>& manifest) {
  std::vector<std::pair<std::string, std::string>> texts;
  ReadTexts(from, Digests(manifest),
            [&](const std::string& digest, std::string&& text) {
              texts.emplace_back(digest, std::move(text));
            });
  return texts;
}

// In the order of their UIDs, in which they are read: where rows lie in the
// order of an index, a database reads and writes several times as fast.
template <typename Pairs>
void WriteRevisions(SqlSession& session, const Pairs& revisions, Known known,
                    VersionNumber number) {
  std::vector<const typename Pairs::value_type*> sorted;
  sorted.reserve(revisions.size());
  for (const auto& pair : revisions) sorted.push_back(&pair);
  std::sort(sorted.begin(), sorted.end(),
            [](const auto* a, const auto* b) { return a->first < b->first; });
  auto insert = RevisionInsert(session, known);
  for (const auto* pair : sorted) {
    insert.Next().Set(pair->first, pair->second, number);
  }
  insert.Flush();
}

}  // namespace

Ledger::Ledger(const std::string& place, Access access)
    : database_(std::make_unique<Database>(place, access)) {}

Ledger::~Ledger() = default;

const std::string& Ledger::Place() const { return database_->Shown(); }

VersionNumber Ledger::LastVersion() { return database_->Call(LastNumber); }

std::optional<Version> Ledger::Find(VersionNumber number) {
  return database_->Call(
      [&](SqlSession& session) { return ReadVersion(session, number); });
}

std::vector<Version> Ledger::Versions() {
  return database_->Call(ReadVersions);
}

std::vector<StoredFile> Ledger::Files(VersionNumber number) {
  return database_->Read([&](SqlSession& session) {
    const auto manifest = ReadManifest(session, number);
    std::unordered_map<std::string, std::string> texts;
    ReadTexts(session, Digests(manifest),
              [&](const std::string& digest, std::string&& text) {
                texts.emplace(digest, std::move(text));
              });
    std::vector<StoredFile> files;
    files.reserve(manifest.size());
    for (const auto& entry : manifest) {
      const auto text = texts.find(entry.digest);
      if (text == texts.end()) {
        throw std::runtime_error("ledger " + Place() + ": version " +
                                 std::to_string(number) + " lacks its " +
                                 entry.name);
      }
      files.push_back({entry.name, text->second});
    }
    return files;
  });
}

std::vector<ManifestEntry> Ledger::Manifest(VersionNumber number) {
  return database_->Call(
      [&](SqlSession& session) { return ReadManifest(session, number); });
}

VersionNumber Ledger::LastWith(const std::string& content) {
  return database_->Call(
      [&](SqlSession& session) { return LastNumberWith(session, content); });
}

feeds::Revisions Ledger::RevisionsAfter(VersionNumber since) {
  return database_->Read([&](SqlSession& session) {
    feeds::Revisions revisions;
    ReadRevisions(session, since, [&](const RevisionRow& row) {
      revisions.emplace(row.uid, row.Revision());
    });
    return revisions;
  });
}

std::optional<feeds::Revision> Ledger::RevisionOf(const std::string& uid) {
  return database_->Call(
      [&](SqlSession& session) { return ReadRevision(session, uid); });
}

Ledger::Commit Ledger::Write(const Publication& publication) {
  const auto& version = publication.version;
  const auto work = [&](SqlSession& session) {
    const auto last = LastNumber(session);
    const auto before = ReadVersion(session, last);
    // Before the number, as trying again would not help.
    if (before && before->renderer > version.renderer) {
      return Commit::kNewerRenderer;
    }
    if (version.number != last + 1) return Commit::kOverrun;
    WriteTexts(session, publication.texts);
    WriteVersion(session, version, publication.manifest);
    WriteRevisions(session, publication.revisions, Known::kReplaced,
                   version.number);
    return Commit::kDone;
  };
  return database_->Write(work, Commit::kDone);
}

void Ledger::CopyFrom(Ledger& other, Which versions) {
  assert(&other != this);
  const auto copy = [&](SqlSession& from, SqlSession& to) {
    database_->Name([&] {
      for (const char* table :
           {"versions", "manifests", "contents", "events"}) {
        to.Sql() << "delete from " << table;
      }
      to.Rest();
    });
    auto chosen = ReadVersions(from);
    if (versions == Which::kLast && !chosen.empty()) chosen.resize(1);
    for (const auto& version : chosen) {
      const auto manifest = ReadManifest(from, version.number);
      const auto texts = Texts(from, manifest);
      database_->Name([&] {
        WriteVersion(to, version, manifest);
        WriteTexts(to, texts);
        to.Rest();
      });
    }
    auto insert = RevisionInsert(to, Known::kReplaced);
    ReadRevisions(from, 0, [&](const RevisionRow& row) {
      database_->Name([&] { insert.Next() = row; });
    });
    database_->Name([&] { insert.Flush(); });
    return true;
  };
  // All of it within the reading, which may have to be done again.
  const auto work = [&](SqlSession& to) {
    return other.database_->Read(
        [&](SqlSession& from) { return copy(from, to); });
  };
  database_->Write(work, true);
}

void Ledger::Restore(const feeds::Revisions& revisions) {
  const auto work = [&](SqlSession& session) {
    WriteRevisions(session, revisions, Known::kKeptIfHigher, 0);
    return true;
  };
  database_->Write(work, true);
}

}  // namespace agendad::daemon
