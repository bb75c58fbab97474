// Inserts many rows with few statements (SqlSession::RowsAtOnce()): a row at a
// time costs PostgreSQL twenty times as much. One thread; errors as
// sql_session.h.
#ifndef AGENDAD_DAEMON_STORE_BATCH_INSERT_H_
#define AGENDAD_DAEMON_STORE_BATCH_INSERT_H_

#include <soci/soci.h>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "daemon/store/sql_session.h"

namespace agendad::daemon {

// `Row` has `static constexpr int kColumns` and `void Bind(soci::statement&)`,
// which exchanges so many values that live in the row, in order.
template <typename Row>
class BatchInsert {
 public:
  // `head` comes before VALUES and `tail` after the rows.
  BatchInsert(SqlSession& session, std::string head, std::string tail)
      : session_(session), head_(std::move(head)), tail_(std::move(tail)) {}
  ~BatchInsert() {
    if (all_ != nullptr) session_.Expect();
  }
  BatchInsert(const BatchInsert&) = delete;
  BatchInsert& operator=(const BatchInsert&) = delete;

  // A row to fill, until the next call; it holds what a row before it held.
  Row& Next() {
    if (rows_.empty()) rows_.resize(session_.RowsAtOnce());
    if (filled_ == rows_.size()) WriteAll();
    return rows_[filled_++];
  }

  // Writes what is filled and not written.
  void Flush() {
    if (filled_ == 0) return;
    if (filled_ == rows_.size()) return WriteAll();
    {
      soci::statement some(session_.Sql());
      Prepare(some, filled_);
      some.execute(true);
    }
    filled_ = 0;
    // What comes next may come from another database.
    session_.Rest();
  }

 private:
  void WriteAll() {
    if (all_ == nullptr) {
      auto all = std::make_unique<soci::statement>(session_.Sql());
      Prepare(*all, rows_.size());
      all_ = std::move(all);
    }
    session_.Expect();
    all_->execute(true);
    filled_ = 0;
    session_.Rest();
  }

  void Prepare(soci::statement& statement, std::size_t rows) {
    std::string text = head_ + " values ";
    int parameter = 0;
    for (std::size_t row = 0; row < rows; ++row) {
      text += row == 0 ? "(" : "), (";
      for (int column = 0; column < Row::kColumns; ++column) {
        text += (column == 0 ? ":p" : ", :p") + std::to_string(parameter++);
      }
      rows_[row].Bind(statement);
    }
    statement.alloc();
    statement.prepare(text + ") " + tail_);
    statement.define_and_bind();
  }

  SqlSession& session_;
  const std::string head_;
  const std::string tail_;
  std::vector<Row> rows_;
  std::size_t filled_ = 0;
  std::unique_ptr<soci::statement> all_;
};

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_STORE_BATCH_INSERT_H_
