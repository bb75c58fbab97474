#include "tests/daemon/store/ledger_fixture.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <memory>
#include <stdexcept>
#include <utility>

#include "tests/daemon/store/postgresql_server.h"

namespace agendad::test {

std::string BackendName(const testing::TestParamInfo<Backend>& info) {
  return info.param == Backend::kSqlite ? "Sqlite" : "Postgresql";
}

std::string LedgerTest::NewPlace(Backend backend) {
  if (backend == Backend::kPostgresql) {
    return PostgresqlServer::Instance().NewPlace();
  }
  return folder_.Path() / ("ledger" + std::to_string(++files_) + ".sqlite");
}

feeds::Sha256 Digest(int seed) {
  feeds::Sha256 digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<unsigned char>(
        (static_cast<unsigned>(seed) >> (8 * (i % 4))) + 31 * i);
  }
  return digest;
}

std::chrono::sys_seconds At(int second) {
  return std::chrono::sys_days(std::chrono::year(2024) / 1 / 31) +
         std::chrono::seconds(second);
}

feeds::Revision Live(int sequence, int second) {
  feeds::Revision revision;
  revision.meaning = Digest(sequence);
  revision.bytes = Digest(1000 + second);
  revision.sequence = sequence;
  revision.last_modified = At(second);
  revision.created = At(0);
  return revision;
}

feeds::Revision Cancelled(int sequence, int second) {
  auto revision = Live(sequence, second);
  revision.left = At(second);
  const auto day = std::chrono::sys_days(std::chrono::year(2024) / 3 / 11);
  revision.withdrawn = std::make_shared<const feeds::Withdrawn>(
      feeds::Withdrawn{"BEGIN:VEVENT\r\nSUMMARY:Sesión\\, con 'coma'\r\n",
                       day + std::chrono::hours(16),
                       {day, day + std::chrono::days(4)},
                       {"cspen", "dcpen"}});
  return revision;
}

daemon::Publication Publish(
    daemon::VersionNumber number,
    std::vector<std::pair<std::string, feeds::Revision>> revisions) {
  const auto own = "0" + std::to_string(number);
  daemon::Publication publication;
  publication.version = {number, At(static_cast<int>(number)), "publish",
                         "content" + std::to_string(number), 1};
  publication.manifest = {{"directory.yaml", "00"},
                          {"programs/año 2024.yaml", own}};
  publication.texts = {{"00", "bodies: []\n"},
                       {own, "id: 'ñ' # " + std::to_string(number) + "\n"}};
  publication.revisions = std::move(revisions);
  return publication;
}

Whole Everything(daemon::Ledger& ledger) {
  Whole whole{ledger.Versions(), {}, ledger.RevisionsAfter(0)};
  for (const auto& version : whole.versions) {
    whole.files.push_back(ledger.Files(version.number));
  }
  return whole;
}

std::string Thrown(const std::function<void()>& call) {
  try {
    call();
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

pid_t InChild(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child > 0) return child;
  int status = 99;
  try {
    status = work();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "child: %s\n", error.what());
  }
  ::_exit(status);
}

int StatusOf(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

}  // namespace agendad::test
