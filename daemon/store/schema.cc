#include "daemon/store/schema.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <stdexcept>

namespace agendad::daemon {
namespace {

// A step may rewrite every row, once in a ledger's life.
constexpr std::chrono::minutes kStepPatience(5);

constexpr char kVersions[] =
    "create table versions (number bigint primary key, published bigint not "
    "null, cause text not null, content text not null, renderer bigint not "
    "null)";
constexpr char kManifests[] =
    "create table manifests (number bigint primary key, entries text not "
    "null)";
constexpr char kContents[] =
    "create table contents (digest {key} primary key, text text not null)";
constexpr char kEvents[] =
    "create table events (uid {key} primary key, meaning text, bytes text not "
    "null, sequence bigint not null, last_modified bigint not null, created "
    "bigint not null, left_at bigint, version bigint not null, "
    "withdrawn_content text, withdrawn_start bigint, withdrawn_first_day "
    "bigint, withdrawn_last_day bigint, withdrawn_feeds text)";
constexpr char kEventsByVersion[] =
    "create index events_by_version on events (version, uid)";

[[noreturn]] void Fail(const std::string& shown, const std::string& what) {
  throw std::runtime_error("ledger " + shown + ": " + what);
}

// 0 if there are no tables of ours.
std::size_t Number(SqlSession& session) {
  if (!session.HasTable("ledger_schema")) return 0;
  long long number = 0;
  session.Sql() << "select coalesce(max(number), 0) from ledger_schema",
      soci::into(number);
  return static_cast<std::size_t>(std::max(number, 0LL));
}

std::string WithTypes(std::string statement, const SqlSession& session) {
  static const std::string kKey = "{key}";
  for (auto at = statement.find(kKey); at != std::string::npos;
       at = statement.find(kKey)) {
    statement.replace(at, kKey.size(), session.KeyType());
  }
  return statement;
}

void RefuseNewer(std::size_t found, const std::string& shown,
                 const Schema& schema) {
  if (found <= schema.steps.size()) return;
  Fail(shown, "it has schema " + std::to_string(found) +
                  ", written by a newer agendad; this one knows " +
                  std::to_string(schema.steps.size()));
}

void TakeSteps(SqlSession& session, const std::string& shown,
               const Schema& schema) {
  session.BeginWrite();
  // Another one may have taken them while this one waited.
  const auto found = Number(session);
  RefuseNewer(found, shown, schema);
  const auto wanted = schema.steps.size();
  if (found > 0 && found < wanted) {
    std::vector<std::string> tables;
    std::copy_if(schema.tables.begin(), schema.tables.end(),
                 std::back_inserter(tables),
                 [&](const auto& name) { return session.HasTable(name); });
    session.BackUp(static_cast<int>(wanted), tables);
  }
  if (found == 0) {
    session.Sql() << "create table ledger_schema (number bigint not null)";
  }
  for (auto step = found; step < wanted; ++step) {
    for (const auto& statement : schema.steps[step].statements) {
      session.Sql() << WithTypes(statement, session);
    }
  }
  if (found < wanted) {
    session.Sql() << "delete from ledger_schema";
    session.Sql() << "insert into ledger_schema (number) values (" << wanted
                  << ")";
  }
  session.Commit();
}

}  // namespace

const Schema& LedgerSchema() {
  static const Schema kSchema = {
      {{{kVersions, kManifests, kContents, kEvents, kEventsByVersion}}},
      {"ledger_schema", "versions", "manifests", "contents", "events"}};
  return kSchema;
}

void BringUp(SqlSession& session, const std::string& shown,
             Ledger::Access access, const Schema& schema) {
  const auto found = Number(session);
  if (found == 0 && session.IsForeign()) {
    Fail(shown, "it is a database of something else");
  }
  RefuseNewer(found, shown, schema);
  if (access == Ledger::Access::kRead) {
    if (found == 0) {
      Fail(shown, "there is none; agendad makes it when it first serves");
    }
    if (found < schema.steps.size()) {
      Fail(shown, "it has schema " + std::to_string(found) +
                      ", written by an older agendad; serving brings it up "
                      "to schema " +
                      std::to_string(schema.steps.size()));
    }
    return;
  }
  session.PrepareToWrite();
  if (found == schema.steps.size()) return;
  session.SetPatience(kStepPatience);
  TakeSteps(session, shown, schema);
  session.SetPatience(kLedgerPatience);
}

void RequireSchema(SqlSession& session, const std::string& shown,
                   const Schema& schema) {
  RefuseNewer(Number(session), shown, schema);
}

}  // namespace agendad::daemon
