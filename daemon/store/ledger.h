// The ledger: every version that was published, and the revision of every
// event, in an SQLite file or a PostgreSQL database. The only memory of
// agendad; whoever loses it loses the numbers that calendars compare.
//
// Writers never wait for each other's thoughts: a publication is made from
// version N and becomes N + 1 only if N is still the last one; the loser reads
// what is new and tries again. Everything of one publication is one
// transaction.
//
// One thread (the builder's). Every call throws std::runtime_error, with the
// ledger's place but never its password, if the database cannot be had or does
// not answer in time (kLedgerPatience); the next call connects again. Nothing
// is half written then; but what was being written may be there, if it was the
// answer to the last step that got lost: LastVersion() tells.
#ifndef AGENDAD_DAEMON_STORE_LEDGER_H_
#define AGENDAD_DAEMON_STORE_LEDGER_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "feeds/revision.h"

namespace agendad::daemon {

// How long a call waits for a lock, for a connection, and for the answer to any
// one of its statements.
inline constexpr std::chrono::seconds kLedgerPatience(2);

// Counts from 1.
using VersionNumber = std::int64_t;

struct Version {
  VersionNumber number = 0;
  std::chrono::sys_seconds published;
  std::string cause;    // "publish", "rollback to 3", "rebuild"
  std::string content;  // hexadecimal digest of its definition
  // How agendad wrote it; one that writes less well must not follow it.
  int renderer = 0;

  friend bool operator==(const Version&, const Version&) = default;
};

// A definition file, by the digest of its text.
struct ManifestEntry {
  std::string name;    // without line feeds
  std::string digest;  // hexadecimal

  friend bool operator==(const ManifestEntry&, const ManifestEntry&) = default;
};

// A file with its text.
struct StoredFile {
  std::string name;
  std::string text;

  friend bool operator==(const StoredFile&, const StoredFile&) = default;
};

// A version and what changes with it. Its number is that of the version it was
// made from, plus one.
struct Publication {
  Version version;
  std::vector<ManifestEntry> manifest;  // all files
  // Digest and text of those that may be new; one that is known is left alone.
  std::vector<std::pair<std::string, std::string>> texts;
  // Changed; no UID twice.
  std::vector<std::pair<std::string, feeds::Revision>> revisions;
};

class Ledger {
 public:
  enum class Access {
    kRead,   // what is not there is an error, and nothing is ever written
    kWrite,  // made if it is not there, and brought up to this schema
  };

  // `place`: "postgresql://..." or the path of an SQLite file, in a folder that
  // exists. Does not connect yet. Throws std::runtime_error if it begins as a
  // URL and is none.
  Ledger(const std::string& place, Access access);
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  // As people may see it: without a password.
  const std::string& Place() const;

  // 0 if nothing was ever published. Cheap: one row.
  VersionNumber LastVersion();

  std::optional<Version> Find(VersionNumber number);
  std::vector<Version> Versions();  // newest first

  // The definition of a version; empty if there is no such version.
  std::vector<StoredFile> Files(VersionNumber number);
  std::vector<ManifestEntry> Manifest(VersionNumber number);

  // The last version with this content, or 0.
  VersionNumber LastWith(const std::string& content);

  // The revisions that were written after version `since`; 0 for all.
  feeds::Revisions RevisionsAfter(VersionNumber since);
  std::optional<feeds::Revision> RevisionOf(const std::string& uid);

  enum class Commit {
    kDone,
    kOverrun,        // somebody else published; nothing was written
    kNewerRenderer,  // the last version is by a newer agendad; nothing written
  };
  // With kRead, this and what follows is std::logic_error.
  Commit Write(const Publication& publication);

  // Replaces all that is here by what is in `other`, in one transaction: for
  // backups, restoring, and copies. With `versions` kLast only the last version
  // comes along. Not from itself.
  enum class Which { kAll, kLast };
  void CopyFrom(Ledger& other, Which versions);

  // Writes these revisions as those of version 0, for a ledger that is rebuilt
  // from feeds. What is there already is replaced only if the new number
  // (SEQUENCE, then LAST-MODIFIED) is higher.
  void Restore(const feeds::Revisions& revisions);

 private:
  class Database;
  std::unique_ptr<Database> database_;
};

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_STORE_LEDGER_H_
