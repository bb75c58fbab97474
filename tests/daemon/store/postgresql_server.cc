#include "tests/daemon/store/postgresql_server.h"

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <thread>

#include "daemon/store/ledger_place.h"

namespace agendad::test {
namespace {

namespace fs = std::filesystem;

// PostgreSQL refuses to run as root.
const passwd* Servant() {
  return ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr;
}

[[noreturn]] void Become(const std::vector<std::string>& command,
                         const std::string& log, pid_t parent) {
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(out, STDERR_FILENO);
  if (const auto* servant = Servant()) {
    if (::setgid(servant->pw_gid) != 0 || ::setgroups(0, nullptr) != 0 ||
        ::setuid(servant->pw_uid) != 0) {
      ::_exit(126);
    }
  }
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
  if (::getppid() != parent) ::_exit(126);
  std::vector<char*> arguments;
  for (const auto& word : command) {
    arguments.push_back(const_cast<char*>(word.c_str()));
  }
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

pid_t Spawn(const std::vector<std::string>& command, const std::string& log) {
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) Become(command, log, parent);
  return child;
}

std::filesystem::path FindPrograms() {
  fs::path found;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql")) {
    const auto programs = version.path() / "bin";
    if (fs::exists(programs / "initdb")) found = programs;
  }
  if (found.empty()) throw std::runtime_error("there is no PostgreSQL");
  return found;
}

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;

}  // namespace

PostgresqlServer& PostgresqlServer::Instance() {
  static PostgresqlServer server;
  return server;
}

PostgresqlServer::PostgresqlServer() : programs_(FindPrograms()) {
  const auto folder = folder_.Path();
  folder_.Write("password", kPassword);
  if (const auto* servant = Servant()) {
    for (const auto& path : {folder, folder / "password"}) {
      if (::chown(path.c_str(), servant->pw_uid, servant->pw_gid) != 0) {
        throw std::runtime_error("chown");
      }
    }
  }
  int status = 0;
  ::waitpid(Spawn({programs_ / "initdb", "--pgdata", folder / "data",
                   "--username", "agendad", "--pwfile", folder / "password",
                   "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale",
                   "C.UTF-8", "--no-sync"},
                  folder / "log"),
            &status, 0);
  if (status != 0) throw std::runtime_error(ReadWhole(folder / "log"));
  Start();
}

PostgresqlServer::~PostgresqlServer() { Kill(); }

std::string PostgresqlServer::Url(const std::string& more) const {
  return "postgresql://agendad:" + daemon::PercentEncoded(kPassword) +
         "@/postgres?host=" + folder_.Path().string() + more;
}

std::string PostgresqlServer::LastSchema() const {
  return "ledger" + std::to_string(schemas_);
}

std::string PostgresqlServer::NewPlace() {
  ++schemas_;
  Ask("create schema " + LastSchema());
  return Url("&options=-csearch_path%3D" + LastSchema());
}

std::string PostgresqlServer::Ask(const std::string& sql) const {
  const Connection connection(PQconnectdb(Url("").c_str()), &PQfinish);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(
      PQexec(connection.get(), sql.c_str()), &PQclear);
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    throw std::runtime_error(PQerrorMessage(connection.get()));
  }
  const int rows = PQntuples(result.get());
  return rows == 0 ? "" : PQgetvalue(result.get(), rows - 1, 0);
}

void PostgresqlServer::Kill() {
  if (process_ == 0) return;
  // The others see it and end.
  ::kill(process_, SIGQUIT);
  ::waitpid(process_, nullptr, 0);
  process_ = 0;
}

void PostgresqlServer::Start() {
  process_ = Spawn({programs_ / "postgres", "-D", folder_.Path() / "data", "-k",
                    folder_.Path(), "-c", "listen_addresses="},
                   folder_.Path() / "log");
  for (int tries = 0; PQping(Url("").c_str()) != PQPING_OK; ++tries) {
    if (tries == 1000 || ::waitpid(process_, nullptr, WNOHANG) != 0) {
      throw std::runtime_error(ReadWhole(folder_.Path() / "log"));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

void PostgresqlServer::Signal(int signal) const {
  const auto process = std::to_string(process_);
  std::ifstream children("/proc/" + process + "/task/" + process + "/children");
  ::kill(process_, signal);
  for (pid_t child = 0; children >> child;) ::kill(child, signal);
}

void PostgresqlServer::Freeze() { Signal(SIGSTOP); }

void PostgresqlServer::Thaw() { Signal(SIGCONT); }

}  // namespace agendad::test
