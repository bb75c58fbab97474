// Reading one directory again and again: never an old text, and no file opened
// without need.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <random>

#include "config/definition_files.h"
#include "tests/config/sample_definition.h"
#include "tests/support/temporary_directory.h"

namespace agendad::config {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

DefinitionFiles::FileTime Now() { return std::chrono::system_clock::now(); }

// As if all that was done to the files had been done a minute ago.
DefinitionFiles::FileTime Later() { return Now() + 1min; }

// Counts how often a file in a folder is opened.
class Opens {
 public:
  explicit Opens(const fs::path& folder)
      : inotify_(inotify_init1(IN_NONBLOCK)) {
    EXPECT_GE(inotify_add_watch(inotify_, folder.c_str(), IN_OPEN), 0);
  }
  ~Opens() { close(inotify_); }

  int Take() const {
    int count = 0;
    alignas(inotify_event) std::array<char, 4096> buffer;
    ssize_t size = 0;
    while ((size = read(inotify_, buffer.data(), buffer.size())) > 0) {
      for (ssize_t at = 0; at < size;) {
        const auto* const event =
            reinterpret_cast<const inotify_event*>(buffer.data() + at);
        if ((event->mask & IN_ISDIR) == 0) ++count;
        at += static_cast<ssize_t>(sizeof *event + event->len);
      }
    }
    return count;
  }

 private:
  const int inotify_;
};

class DefinitionFilesCache : public testing::Test {
 protected:
  DefinitionFilesCache() {
    folder_.Write("directory.yaml", kSampleDirectory);
    folder_.Write("programs/a.yaml", kSampleProgram);
    folder_.Write("programs/b.yaml", kSampleProgram + "# b\n");
  }

  fs::path Program() const { return folder_.Path() / "programs/a.yaml"; }

  test::TemporaryDirectory folder_;
  DefinitionFiles files_{folder_.Path().string()};
};

TEST_F(DefinitionFilesCache, WhatIsUnchangedIsNotOpened) {
  const DefinitionSources first = files_.Read(Later());
  const Opens opens(folder_.Path() / "programs");
  const DefinitionSources second = files_.Read(Later());
  EXPECT_EQ(opens.Take(), 0);
  EXPECT_EQ(second.directory->text, first.directory->text);
  ASSERT_EQ(second.programs.size(), 2U);
  EXPECT_EQ(second.programs[0].text, first.programs[0].text);
  EXPECT_EQ(*second.programs[1].text, kSampleProgram + "# b\n");

  folder_.Write("programs/b.yaml", kSampleProgram + "# c\n");
  opens.Take();
  const DefinitionSources third = files_.Read(Later());
  EXPECT_EQ(opens.Take(), 1);
  EXPECT_EQ(third.programs[0].text, first.programs[0].text);
  EXPECT_EQ(*third.programs[1].text, kSampleProgram + "# c\n");
}

TEST_F(DefinitionFilesCache, WhatWasJustWrittenIsOpenedAgainButShared) {
  const DefinitionSources first = files_.Read(Now());
  const Opens opens(folder_.Path() / "programs");
  const DefinitionSources second = files_.Read(Now());
  EXPECT_EQ(opens.Take(), 2);
  EXPECT_EQ(second.programs[0].text, first.programs[0].text);
  EXPECT_EQ(second.programs[1].text, first.programs[1].text);
  // At the third reading it has stood for long enough, and at the fourth that
  // is known.
  files_.Read(Later());
  EXPECT_EQ(opens.Take(), 2);
  files_.Read(Later());
  EXPECT_EQ(opens.Take(), 0);
}

TEST_F(DefinitionFilesCache, WhatHasJustBecomeEmptyMayBeUnfinished) {
  folder_.Write("agendad.yaml", "");  // as it was found
  EXPECT_FALSE(files_.Read(Now()).is_unfinished);
  folder_.Write("programs/a.yaml", "");
  for (int i = 0; i < 3; ++i) {
    const DefinitionSources sources = files_.Read(Now());
    EXPECT_TRUE(sources.is_unfinished);
    EXPECT_EQ(*sources.programs[0].text, "");
  }
  folder_.Write("programs/a.yaml", kSampleProgram);
  EXPECT_FALSE(files_.Read(Now()).is_unfinished);
  folder_.Write("programs/a.yaml", "");
  EXPECT_TRUE(files_.Read(Now()).is_unfinished);
  // Then it is meant.
  EXPECT_FALSE(files_.Read(Later()).is_unfinished);
  EXPECT_FALSE(files_.Read(Now()).is_unfinished);
}

// Within one step of the file system's clock, with equal lengths.
TEST_F(DefinitionFilesCache, ManyChangesAtOnceAreAllSeen) {
  for (int i = 0; i < 500; ++i) {
    const std::string text = "# " + std::to_string(1000 + i);
    folder_.Write("programs/a.yaml", text);
    ASSERT_EQ(*files_.Read(Now()).programs[0].text, text);
  }
}

TEST_F(DefinitionFilesCache, TimesThatArePutBackDoNotHideAChange) {
  folder_.Write("programs/a.yaml", "# 1");
  const timespec times[] = {{1'700'000'000, 0}, {1'700'000'000, 0}};
  ASSERT_EQ(utimensat(AT_FDCWD, Program().c_str(), times, 0), 0);
  EXPECT_EQ(*files_.Read(Later()).programs[0].text, "# 1");
  // Longer than a step of the clock, as two changes by people are.
  usleep(50'000);
  folder_.Write("programs/a.yaml", "# 2");
  ASSERT_EQ(utimensat(AT_FDCWD, Program().c_str(), times, 0), 0);
  EXPECT_EQ(*files_.Read(Later()).programs[0].text, "# 2");
  // Another file with the same name, length and time.
  folder_.Write("programs/new", "# 3");
  ASSERT_EQ(
      utimensat(AT_FDCWD, (folder_.Path() / "programs/new").c_str(), times, 0),
      0);
  fs::rename(folder_.Path() / "programs/new", Program());
  EXPECT_EQ(*files_.Read(Later()).programs[0].text, "# 3");
}

TEST_F(DefinitionFilesCache, WhatIsGoneIsForgotten) {
  files_.Read(Later());
  fs::remove(Program());
  EXPECT_EQ(files_.Read(Later()).programs.size(), 1U);
  fs::create_directory(Program());
  const DefinitionSources folder = files_.Read(Later());
  ASSERT_EQ(folder.programs.size(), 2U);
  EXPECT_EQ(folder.programs[0].problem->what, "not a regular file");
  fs::remove(Program());
  folder_.Write("programs/a.yaml", "# new");
  EXPECT_EQ(*files_.Read(Later()).programs[0].text, "# new");
  fs::remove_all(folder_.Path());
  const DefinitionSources nothing = files_.Read(Later());
  ASSERT_TRUE(nothing.folder);
  EXPECT_EQ(nothing.folder->problem->what, "no such folder");
  EXPECT_FALSE(nothing.directory);
}

// What one line says of every file that there is.
std::vector<std::string> Described(const DefinitionSources& sources) {
  std::vector<std::string> lines;
  const auto add = [&](const std::optional<SourceFile>& file) {
    if (!file) return lines.emplace_back("none");
    return lines.emplace_back(file->name + ": " + *file->text +
                              (file->problem ? file->problem->what : ""));
  };
  add(sources.folder);
  add(sources.settings);
  add(sources.directory);
  add(sources.non_working_days);
  for (const SourceFile& program : sources.programs) add(program);
  return lines;
}

TEST_F(DefinitionFilesCache, AlwaysReadsWhatAFirstReadingWould) {
  std::mt19937 random(7);
  const std::string names[] = {"agendad.yaml",    "directory.yaml",
                               "programs/a.yaml", "programs/b.yml",
                               "programs/c.yaml", "programs/.d.yaml"};
  for (int i = 0; i < 1000; ++i) {
    const std::string& name = names[random() % std::size(names)];
    const fs::path path = folder_.Path() / name;
    switch (random() % 6) {
      case 0:
        fs::remove(path);
        break;
      case 1:
        fs::remove(path);
        fs::create_symlink(folder_.Path() / names[random() % std::size(names)],
                           path);
        break;
      case 2:
        folder_.Write("swap", std::to_string(random() % 10));
        fs::rename(folder_.Path() / "swap", path);
        break;
      default:
        if (!fs::is_symlink(path)) {
          folder_.Write(name, std::to_string(random() % 10));
        }
    }
    ASSERT_EQ(Described(files_.Read(Now())),
              Described(ReadDefinitionFiles(folder_.Path().string())))
        << i;
  }
}

}  // namespace
}  // namespace agendad::config
