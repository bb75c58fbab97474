#include "daemon/store/sql_session.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace agendad::daemon {
namespace {

// By SQLite's result codes, which are part of its file format's promises.
std::string_view Meaning(int result) {
  switch (result) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "somebody else keeps it locked";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "it may only be read";
    case SQLITE_IOERR:
      return "its disk fails";
    case SQLITE_CORRUPT:
      return "it is damaged";
    case SQLITE_FULL:
      return "its disk is full";
    case SQLITE_CANTOPEN:
      return "it cannot be opened";
    case SQLITE_NOTADB:
      return "it is not an SQLite database";
    default:
      return "it refuses";
  }
}

// Without SOCI's own words before those of the database, and without the line
// of the statement that PostgreSQL adds.
std::string_view OfTheDatabase(std::string_view text) {
  static constexpr std::array<std::string_view, 11> kPreambles = {
      "Cannot establish connection to the database.",
      "sqlite3_statement_backend::prepare:",
      "sqlite3_statement_backend::loadRS:",
      "sqlite3_statement_backend::loadOne:",
      "Cannot execute query.",
      "Cannot prepare statement.",
      "Cannot begin transaction.",
      "Cannot commit transaction.",
      "Fatal error.",
      "Connection failed.",
      "\n"};
  for (bool cut = true; cut;) {
    cut = false;
    for (const auto preamble : kPreambles) {
      if (!text.starts_with(preamble)) continue;
      text.remove_prefix(preamble.size());
      text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
      cut = true;
    }
  }
  return text.substr(0, text.find("\nLINE "));
}

std::string OnOneLine(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  while (!line.empty() && (line.back() == ' ' || line.back() == '.')) {
    line.pop_back();
  }
  return line;
}

}  // namespace

void SqlSession::Commit() { Sql().commit(); }

void SqlSession::Rollback() { Sql().rollback(); }

std::string SqlErrorText(const soci::soci_error& error) {
  // what() would add the statement with all its values.
  const std::string told = error.get_error_message();
  auto text = OnOneLine(OfTheDatabase(told));
  const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
  if (sqlite == nullptr) return text;
  return std::string(Meaning(sqlite->result())) + " (" + text + ")";
}

}  // namespace agendad::daemon
