#include <fcntl.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "daemon/store/sql_session.h"

namespace agendad::daemon {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kMode = 0640;
constexpr std::int64_t kLogKept = 16 << 20;  // octets, after a checkpoint

std::string Url(const fs::path& file, const std::string& query) {
  return "file://" + PercentEncoded(file.string()) + '?' + query;
}

// With a name alone, as opening and closing a file of a database that this
// process has open lets go of all its locks. Whether it was not there.
bool MakeEmpty(const fs::path& file) {
  if (::mknod(file.c_str(), S_IFREG | kMode, 0) == 0) return true;
  if (errno == EEXIST) return false;
  throw std::system_error(errno, std::generic_category(),
                          "cannot make " + file.string());
}

bool Exists(fs::path file, const char* suffix = "") {
  file += suffix;
  std::error_code ignored;
  return fs::exists(file, ignored);
}

// Of a file that no connection has open, or of a folder.
void SyncToDisk(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int error = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) {
    throw std::system_error(error, std::generic_category(),
                            "cannot keep " + path.string());
  }
}

class SqliteSession final : public SqlSession {
 public:
  // `still`: nobody has it open, so that it can be read without making the
  // two files that readers and writers meet in.
  SqliteSession(const LedgerPlace& place, bool writes, bool still)
      : file_(place.file), still_(still) {
    const char* query = "mode=ro";
    if (writes) query = "mode=rw";
    if (still) query = "mode=ro&immutable=1";
    // Taken as a URL because Debian's SQLite always does; SOCI passes on what
    // it finds no parameter of its own in.
    sql_.open(soci::sqlite3, Url(file_, query));
    using std::chrono::milliseconds;
    sql_ << "pragma busy_timeout = " << milliseconds(kLedgerPatience).count();
  }

  bool MustReadAgain() const override { return still_ && HasCompany(file_); }
  // One that is immutable for SQLite never looks whether it changed.
  bool Lasting() const override { return !still_; }

  void BeginRead() override { sql_ << "begin"; }
  // A transaction that begins by reading and then writes is refused at once
  // when somebody else has written, instead of waiting.
  void BeginWrite() override { sql_ << "begin immediate"; }

  void PrepareToWrite() override {
    UseLog();
    sql_ << "pragma synchronous = full";
    sql_ << "pragma journal_size_limit = " << kLogKept;
  }

  bool HasTable(const std::string& name) override {
    long long count = 0;
    sql_ << "select count(*) from sqlite_master where type = 'table' and "
            "name = :name",
        soci::use(name), soci::into(count);
    return count > 0;
  }

  bool IsForeign() override {
    long long count = 0;
    // Of one moment: somebody may be making the ledger.
    sql_ << "select count(*) from sqlite_master where not exists (select 1 "
            "from sqlite_master where name = 'ledger_schema')",
        soci::into(count);
    return count > 0;
  }

  std::string KeyType() const override { return "text"; }

  // There is no way to save, and it looks for the names of a statement's
  // parameters one by one.
  std::size_t RowsAtOnce() const override { return 1; }

  void BackUp(int schema, const std::vector<std::string>& /*tables*/) override;

  // Whether there is a log that belongs to its content.
  static bool HasCompany(const fs::path& file) {
    return Exists(file, "-wal") || Exists(file, "-journal");
  }

 private:
  void UseLog();

  const fs::path file_;
  const bool still_;
};

// Two that do this at the same moment are refused without waiting.
void SqliteSession::UseLog() {
  const auto until = std::chrono::steady_clock::now() + kLedgerPatience;
  std::string mode;
  while (mode != "wal") {
    try {
      sql_ << "pragma journal_mode = wal", soci::into(mode);
    } catch (const soci::sqlite3_soci_error& error) {
      if (error.result() != SQLITE_BUSY ||
          std::chrono::steady_clock::now() > until) {
        throw;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      continue;
    }
    if (mode != "wal") {
      throw std::runtime_error("ledger " + file_.string() +
                               ": its file system cannot hold SQLite's "
                               "write-ahead log");
    }
  }
}

// By a second connection: it reads what is committed, while this one keeps
// everybody else from changing it.
void SqliteSession::BackUp(int schema,
                           const std::vector<std::string>& /*tables*/) {
  fs::path backup = file_;
  backup += ".before-schema-" + std::to_string(schema);
  fs::path unfinished = backup;
  unfinished += ".new";
  fs::remove(unfinished);
  MakeEmpty(unfinished);
  const std::string target = unfinished.string();
  soci::session reader(soci::sqlite3, Url(file_, "mode=ro"));
  reader << "vacuum into :target", soci::use(target);
  SyncToDisk(unfinished);
  fs::rename(unfinished, backup);
  SyncToDisk(backup.parent_path());
}

}  // namespace

std::unique_ptr<SqlSession> OpenSqlite(const LedgerPlace& place,
                                       Ledger::Access access) {
  const auto fail = [&](const std::string& what) {
    throw std::runtime_error("ledger " + place.shown + ": " + what);
  };
  if (access == Ledger::Access::kWrite) {
    std::error_code ignored;
    if (!fs::is_directory(place.file.parent_path(), ignored)) {
      fail("its folder does not exist");
    }
    try {
      MakeEmpty(place.file);
    } catch (const std::system_error& error) {
      fail("it cannot be made: " + error.code().message());
    }
  } else if (!Exists(place.file)) {
    fail("there is none; agendad makes it when it first serves");
  }
  if (!fs::is_regular_file(place.file)) fail("it is not a file");
  const bool writes = access == Ledger::Access::kWrite;
  const bool still = !writes && !SqliteSession::HasCompany(place.file);
  return std::make_unique<SqliteSession>(place, writes, still);
}

}  // namespace agendad::daemon
