#include <soci/postgresql/soci-postgresql.h>

#include <algorithm>
#include <memory>

#include "daemon/store/answer_deadline.h"
#include "daemon/store/sql_session.h"

namespace agendad::daemon {
namespace {

using std::chrono::milliseconds;

// That of a lock comes first, then that of a statement, then ours: in the order
// of how much they tell.
constexpr milliseconds kGrace(250);

// A node that stops in the middle of a transaction must not stop the others.
constexpr std::chrono::seconds kIdleInTransaction(10);

// Names the lock that the writers of a ledger take turns at, with its schema;
// any number, always the same.
constexpr int kWritersLock = 0x6167656e;

void Ignore(void* /*nothing*/, const char* /*notice*/) {}

class PostgresqlSession final : public SqlSession {
 public:
  PostgresqlSession(const LedgerPlace& place, bool writes) {
    sql_.open(soci::postgresql, place.url);
    const auto* backend =
        static_cast<soci::postgresql_session_backend*>(sql_.get_backend());
    // They would go to standard error.
    PQsetNoticeProcessor(backend->conn_, &Ignore, nullptr);
    deadline_ = std::make_unique<AnswerDeadline>(PQsocket(backend->conn_));
    SetPatience(kLedgerPatience);
    Sql() << "set idle_in_transaction_session_timeout = "
          << milliseconds(kIdleInTransaction).count();
    if (!writes) Sql() << "set default_transaction_read_only = on";
  }

  // What the destructors of statements and of the connection wait for ends by
  // the deadline as well.
  ~PostgresqlSession() override {
    Expect();
    sql_.close();
  }

  PostgresqlSession(const PostgresqlSession&) = delete;
  PostgresqlSession& operator=(const PostgresqlSession&) = delete;

  void Expect() override { deadline_->Expect(patience_ + 2 * kGrace); }
  void Rest() override { deadline_->Rest(); }
  bool WasSilent() const override { return deadline_->Passed(); }

  void SetPatience(milliseconds patience) override {
    patience_ = patience;
    Sql() << "set lock_timeout = " << patience.count();
    Sql() << "set statement_timeout = " << (patience + kGrace).count();
  }

  void BeginRead() override {
    Sql() << "begin transaction isolation level repeatable read read only";
  }

  // What is read after the lock is had is what the one before has written.
  void BeginWrite() override {
    Sql() << "begin transaction isolation level read committed read write";
    Sql() << "select pg_advisory_xact_lock(" << kWritersLock
          << ", hashtext(coalesce(current_schema(), '')))";
  }

  bool HasTable(const std::string& name) override {
    long long count = 0;
    Sql() << "select count(*) from pg_catalog.pg_class "
             "where oid = to_regclass(:name)",
        soci::use(name), soci::into(count);
    return count > 0;
  }

  // Not that of the database, which an update of the system's locales changes
  // under its indexes.
  std::string KeyType() const override { return "text collate \"C\""; }

  std::size_t RowsAtOnce() const override { return 200; }

  void BackUp(int schema, const std::vector<std::string>& tables) override {
    for (const auto& table : tables) {
      const auto copy = table + "_before_schema_" + std::to_string(schema);
      Sql() << "drop table if exists " << copy;
      Sql() << "create table " << copy << " as table " << table;
    }
  }

 private:
  milliseconds patience_ = kLedgerPatience;
  std::unique_ptr<AnswerDeadline> deadline_;
};

}  // namespace

std::unique_ptr<SqlSession> OpenPostgresql(const LedgerPlace& place,
                                           Ledger::Access access) {
  return std::make_unique<PostgresqlSession>(place,
                                             access == Ledger::Access::kWrite);
}

}  // namespace agendad::daemon
