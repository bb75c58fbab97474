// What the tests of the ledger share: a place on either database, and
// publications to put there. One thread.
#ifndef AGENDAD_TESTS_DAEMON_STORE_LEDGER_FIXTURE_H_
#define AGENDAD_TESTS_DAEMON_STORE_LEDGER_FIXTURE_H_

#include <gtest/gtest.h>
#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <string>

#include "daemon/store/ledger.h"
#include "tests/support/temporary_directory.h"

namespace agendad::test {

enum class Backend { kSqlite, kPostgresql };

// For both: INSTANTIATE_TEST_SUITE_P(..., OnBothBackends(), BackendName).
inline auto OnBothBackends() {
  return testing::Values(Backend::kSqlite, Backend::kPostgresql);
}
std::string BackendName(const testing::TestParamInfo<Backend>& info);

class LedgerTest : public testing::TestWithParam<Backend> {
 protected:
  // A place where there is nothing yet.
  std::string NewPlace() { return NewPlace(GetParam()); }
  std::string NewPlace(Backend backend);

  TemporaryDirectory folder_;

 private:
  int files_ = 0;
};

// A digest of which nothing but its difference from others matters.
feeds::Sha256 Digest(int seed);

std::chrono::sys_seconds At(int second);

// One in calendars.
feeds::Revision Live(int sequence, int second);

// One that is withdrawn, and still shown.
feeds::Revision Cancelled(int sequence, int second);

// Version `number` with a file that is its own and one that all have.
daemon::Publication Publish(
    daemon::VersionNumber number,
    std::vector<std::pair<std::string, feeds::Revision>> revisions = {});

// Everything that a ledger tells, to compare two of them.
struct Whole {
  std::vector<daemon::Version> versions;
  std::vector<std::vector<daemon::StoredFile>> files;
  feeds::Revisions revisions;

  friend bool operator==(const Whole&, const Whole&) = default;
};
Whole Everything(daemon::Ledger& ledger);

// The text of what `call` throws, "" if nothing.
std::string Thrown(const std::function<void()>& call);

// Runs `work` in a child process, which may end itself; its exit status, as of
// waitpid().
pid_t InChild(const std::function<int()>& work);
int StatusOf(pid_t child);

}  // namespace agendad::test

#endif  // AGENDAD_TESTS_DAEMON_STORE_LEDGER_FIXTURE_H_
