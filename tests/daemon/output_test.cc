#include "daemon/output.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <system_error>

#include "tests/support/temporary_directory.h"

namespace agendad::daemon {
namespace {

using test::ReadWhole;
using test::TemporaryDirectory;

TEST(ReplaceFile, WritesAllOctetsForEverybodyToRead) {
  const TemporaryDirectory folder;
  const auto file = folder.Path() / "feed.ics";
  const std::string text =
      "BEGIN\r\n\0é"
      "END\r\n";
  ReplaceFile(file, text);
  EXPECT_EQ(ReadWhole(file), text);
  struct stat status {};
  ASSERT_EQ(::stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0644U);
}

TEST(ReplaceFile, LeavesNothingBesideTheFile) {
  const TemporaryDirectory folder;
  const auto file = folder.Path() / "feed.ics";
  ReplaceFile(file, "one");
  ReplaceFile(file, "two");
  EXPECT_EQ(ReadWhole(file), "two");
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.Path())) {
    EXPECT_EQ(entry.path(), file);
    ++files;
  }
  EXPECT_EQ(files, 1);
}

TEST(ReplaceFile, KeepsTheOldFileOpenForWhoReadsIt) {
  const TemporaryDirectory folder;
  folder.Write("feed.ics", "old");
  const auto file = folder.Path() / "feed.ics";
  struct stat before {};
  struct stat after {};
  ASSERT_EQ(::stat(file.c_str(), &before), 0);
  ReplaceFile(file, "new");
  ASSERT_EQ(::stat(file.c_str(), &after), 0);
  EXPECT_NE(before.st_ino, after.st_ino);
}

TEST(ReplaceFile, ThrowsAndLeavesNothingWhereItCannotWrite) {
  const TemporaryDirectory folder;
  EXPECT_THROW(ReplaceFile(folder.Path() / "absent" / "feed.ics", "text"),
               std::system_error);
  // A folder that is not empty cannot be replaced by a file.
  folder.Write("taken/inside", "stays");
  EXPECT_THROW(ReplaceFile(folder.Path() / "taken", "text"), std::system_error);
  EXPECT_EQ(ReadWhole(folder.Path() / "taken" / "inside"), "stays");
  int entries = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.Path())) {
    EXPECT_EQ(entry.path().filename(), "taken");
    ++entries;
  }
  EXPECT_EQ(entries, 1);
}

}  // namespace
}  // namespace agendad::daemon
