// The table of events: a row for each UID (schema.h). One thread; errors as
// sql_session.h; within a transaction of the caller's.
#ifndef AGENDAD_DAEMON_STORE_REVISION_ROWS_H_
#define AGENDAD_DAEMON_STORE_REVISION_ROWS_H_

#include <soci/soci.h>

#include <functional>
#include <string>

#include "daemon/store/batch_insert.h"
#include "daemon/store/ledger.h"
#include "daemon/store/sql_session.h"
#include "feeds/revision.h"

namespace agendad::daemon {

// A row as the database has it.
struct RevisionRow {
  static constexpr int kColumns = 13;

  std::string uid;
  std::string meaning;
  std::string bytes;
  long long sequence = 0;
  long long last_modified = 0;
  long long created = 0;
  long long left = 0;
  long long version = 0;
  std::string content;
  long long start = 0;
  long long first_day = 0;
  long long last_day = 0;
  std::string feed_ids;  // joined by spaces

  soci::indicator has_meaning = soci::i_null;
  soci::indicator has_left = soci::i_null;
  // Each value needs one of its own to be read into.
  soci::indicator has_content = soci::i_null;
  soci::indicator has_start = soci::i_null;
  soci::indicator has_first_day = soci::i_null;
  soci::indicator has_last_day = soci::i_null;
  soci::indicator has_feeds = soci::i_null;

  void Bind(soci::statement& statement);
  void BindInto(soci::statement& statement);

  // Throws std::runtime_error if a text has a NUL, which PostgreSQL cannot
  // hold.
  void Set(const std::string& name, const feeds::Revision& revision,
           VersionNumber number);
  // Throws std::runtime_error if a digest is none.
  feeds::Revision Revision() const;
};

// Calls `each` with every row that was written after version `since`, by UID;
// 0 for all. The row is its own only until it returns.
void ReadRevisions(SqlSession& session, VersionNumber since,
                   const std::function<void(const RevisionRow&)>& each);

std::optional<feeds::Revision> ReadRevision(SqlSession& session,
                                            const std::string& uid);

enum class Known {
  kReplaced,      // by what is written
  kKeptIfHigher,  // replaced only by a higher SEQUENCE, then LAST-MODIFIED
};

// Writes rows; no UID twice.
BatchInsert<RevisionRow> RevisionInsert(SqlSession& session, Known known);

// Throws std::runtime_error if `text` has a NUL.
void RequireStorable(const std::string& text);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_STORE_REVISION_ROWS_H_
