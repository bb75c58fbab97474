// The tables of the ledger, and how a ledger of an older agendad gets them.
// One thread; errors as sql_session.h.
//
//   ledger_schema  one row: the number of steps that were taken
//   versions       one row each, never changed
//   manifests      the files of each version: lines "DIGEST NAME"
//   contents       their texts, by digest
//   events         one row for each UID
//
// Times are seconds since 1970 in UTC, days are days since then, digests are
// hexadecimal. What is null in events: see feeds/revision.h.
#ifndef AGENDAD_DAEMON_STORE_SCHEMA_H_
#define AGENDAD_DAEMON_STORE_SCHEMA_H_

#include <string>
#include <vector>

#include "daemon/store/sql_session.h"

namespace agendad::daemon {

// From each schema to the next one: statements in SQL that both databases
// know; {key} stands for the type of a column of identifiers.
struct SchemaStep {
  std::vector<std::string> statements;
};

struct Schema {
  // The first step makes an empty ledger, so there is at least one.
  std::vector<SchemaStep> steps;
  // All tables that ever were, for the backup before a step.
  std::vector<std::string> tables;
};

const Schema& LedgerSchema();

// Makes the connected ledger one of this schema, or, with kRead, makes sure
// that it is. An older one is backed up first. Throws std::runtime_error if it
// is newer, if it is a database of something else, or, with kRead, if it is
// older or not there; nothing is written then.
void BringUp(SqlSession& session, const std::string& shown,
             Ledger::Access access, const Schema& schema);

// Within a transaction that is going to write: throws std::runtime_error if a
// newer agendad has taken further steps since BringUp().
void RequireSchema(SqlSession& session, const std::string& shown,
                   const Schema& schema);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_STORE_SCHEMA_H_
