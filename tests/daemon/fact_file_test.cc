#include "daemon/fact_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "tests/support/temporary_directory.h"

namespace agendad::daemon {
namespace {

constexpr std::string_view kLine = "- {at: 2024-03-12, item: a}\n";

TEST(AppendFact, AddsALineWhateverTheFileEndsWith) {
  const struct {
    std::string before;
    std::string after;
  } rows[] = {
      {"", std::string(kLine)},
      {"- {a: b}\n", "- {a: b}\n" + std::string(kLine)},
      // Written by hand, and by somebody who was killed while writing.
      {"- {a: b}", "- {a: b}\n" + std::string(kLine)},
      {"- {a: b}\n# {at: 20", "- {a: b}\n# {at: 20\n" + std::string(kLine)},
  };
  for (const auto& row : rows) {
    const test::TemporaryDirectory folder;
    folder.Write("a.yaml", row.before);
    AppendFact(folder.Path() / "a.yaml", kLine);
    EXPECT_EQ(test::ReadWhole(folder.Path() / "a.yaml"), row.after);
    EXPECT_EQ(WithFact(row.before, kLine), row.after);
  }
}

TEST(AppendFact, MakesTheFileAndItsFolder) {
  const test::TemporaryDirectory folder;
  const FactLock lock(folder.Path() / "facts");
  AppendFact(folder.Path() / "facts/a.yaml", kLine);
  EXPECT_EQ(test::ReadWhole(folder.Path() / "facts/a.yaml"), kLine);
}

// Whose directorate may write its file need not be allowed to make others.
TEST(AppendFact, KeepsTheFile) {
  const test::TemporaryDirectory folder;
  folder.Write("a.yaml", "");
  struct stat before;
  ASSERT_EQ(::stat((folder.Path() / "a.yaml").c_str(), &before), 0);
  AppendFact(folder.Path() / "a.yaml", kLine);
  struct stat after;
  ASSERT_EQ(::stat((folder.Path() / "a.yaml").c_str(), &after), 0);
  EXPECT_EQ(before.st_ino, after.st_ino);
}

TEST(AppendFact, TellsWhatItCannotWrite) {
  const test::TemporaryDirectory folder;
  EXPECT_THROW(AppendFact(folder.Path() / "none/a.yaml", kLine),
               std::system_error);
  EXPECT_THROW(AppendFact(folder.Path(), kLine), std::system_error);
}

TEST(FactLock, LetsOneInAtATime) {
  const test::TemporaryDirectory folder;
  const auto file = folder.Path() / "a.yaml";
  std::vector<std::thread> writers;
  // Read and written apart, so that two at once would lose a count.
  std::atomic<int> written = 0;
  for (int i = 0; i < 8; ++i) {
    writers.emplace_back([&] {
      for (int j = 0; j < 10; ++j) {
        const FactLock lock(folder.Path());
        AppendFact(file, kLine);
        const int before = written;
        std::this_thread::yield();
        written = before + 1;
      }
    });
  }
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(written, 80);
  EXPECT_EQ(test::ReadWhole(file).size(), 80 * kLine.size());
}

}  // namespace
}  // namespace agendad::daemon
