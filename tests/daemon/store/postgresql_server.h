// A PostgreSQL server of the tests' own, on a Unix socket in a temporary
// folder. It ends with the process, however that ends. One thread.
#ifndef AGENDAD_TESTS_DAEMON_STORE_POSTGRESQL_SERVER_H_
#define AGENDAD_TESTS_DAEMON_STORE_POSTGRESQL_SERVER_H_

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/temporary_directory.h"

namespace agendad::test {

class PostgresqlServer {
 public:
  static constexpr char kPassword[] = "s3cret=& word";

  // Started when it is first asked for.
  static PostgresqlServer& Instance();

  ~PostgresqlServer();
  PostgresqlServer(const PostgresqlServer&) = delete;
  PostgresqlServer& operator=(const PostgresqlServer&) = delete;

  // The URL of a schema that nobody else has.
  std::string NewPlace();
  // The name of the last one.
  std::string LastSchema() const;

  // The first field of the last row, or "". Throws std::runtime_error.
  std::string Ask(const std::string& sql) const;

  void Kill();    // as by a power failure
  void Start();   // and waits until it answers
  void Freeze();  // all its processes, until Thaw()
  void Thaw();

 private:
  PostgresqlServer();

  std::string Url(const std::string& more) const;
  void Signal(int signal) const;

  TemporaryDirectory folder_;
  std::filesystem::path programs_;
  pid_t process_ = 0;
  int schemas_ = 0;
};

}  // namespace agendad::test

#endif  // AGENDAD_TESTS_DAEMON_STORE_POSTGRESQL_SERVER_H_
