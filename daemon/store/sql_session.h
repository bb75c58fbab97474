// One connection to a ledger's database, and all in which SQLite and
// PostgreSQL differ; what is asked of them is the same text.
//
// One thread. Every call throws soci::soci_error if the database refuses, or
// std::runtime_error with the place; the session is good for nothing after
// that, and ends an open transaction unwritten when it goes.
#ifndef AGENDAD_DAEMON_STORE_SQL_SESSION_H_
#define AGENDAD_DAEMON_STORE_SQL_SESSION_H_

#include <soci/soci.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "daemon/store/ledger.h"
#include "daemon/store/ledger_place.h"

namespace agendad::daemon {

class SqlSession {
 public:
  virtual ~SqlSession() = default;
  SqlSession(const SqlSession&) = delete;
  SqlSession& operator=(const SqlSession&) = delete;

  // For one statement: the time for its answer counts from here. Statements
  // must be gone before the session is.
  soci::session& Sql() {
    Expect();
    return sql_;
  }

  // Before a prepared statement is executed again.
  virtual void Expect() {}
  // Until the next call, nothing is expected of the database.
  virtual void Rest() {}
  // How long one statement may take from now on.
  virtual void SetPatience(std::chrono::milliseconds /*patience*/) {}
  // Whether a call failed because no answer came.
  virtual bool WasSilent() const { return false; }
  // Whether what was read may be mixed with what somebody wrote meanwhile;
  // another session then reads it well.
  virtual bool MustReadAgain() const { return false; }
  // Whether it may serve a further call.
  virtual bool Lasting() const { return true; }

  // All that is read until Commit() is of one moment.
  virtual void BeginRead() = 0;
  // Nobody else writes until Commit().
  virtual void BeginWrite() = 0;
  void Commit();
  void Rollback();

  // Settings that an existing database keeps; before the first BeginWrite().
  virtual void PrepareToWrite() {}

  virtual bool HasTable(const std::string& name) = 0;
  // Whether it is a file with tables, and no ledger_schema among them.
  virtual bool IsForeign() { return false; }

  // The type of a column of identifiers, compared octet by octet.
  virtual std::string KeyType() const = 0;

  // How many rows one INSERT had best write.
  virtual std::size_t RowsAtOnce() const = 0;

  // Keeps what these tables hold, between BeginWrite() and the first change.
  // SQLite: a file beside it, FILE.before-schema-N. PostgreSQL: tables
  // NAME_before_schema_N, so that no replica's folder has to hold it.
  virtual void BackUp(int schema, const std::vector<std::string>& tables) = 0;

 protected:
  SqlSession() = default;

  soci::session sql_;
};

// Declared after a prepared statement: to let go of it is a call, too.
class LettingGo {
 public:
  explicit LettingGo(SqlSession& session) : session_(session) {}
  ~LettingGo() { session_.Expect(); }
  LettingGo(const LettingGo&) = delete;
  LettingGo& operator=(const LettingGo&) = delete;

 private:
  SqlSession& session_;
};

// Connects. kWrite makes an SQLite file that is not there (mode 0640, less the
// umask), empty.
std::unique_ptr<SqlSession> OpenSqlite(const LedgerPlace& place,
                                       Ledger::Access access);
std::unique_ptr<SqlSession> OpenPostgresql(const LedgerPlace& place,
                                           Ledger::Access access);

// What a failure means to people, on one line, without the statement and its
// values.
std::string SqlErrorText(const soci::soci_error& error);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_STORE_SQL_SESSION_H_
