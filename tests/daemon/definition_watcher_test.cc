#include "daemon/definition_watcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "tests/daemon/watched_directory.h"

namespace agendad::daemon {
namespace {

using testing::ElementsAre;

using DefinitionWatcherTest = WatchedDirectory;

TEST_F(DefinitionWatcherTest, TellsWhatIsWrittenInPlace) {
  Watch(conf_);
  for (const char* const name :
       {"directory.yaml", "programs/a.yaml", "agendad.yaml",
        "non-working-days.yaml", "programs/new.yml"}) {
    SCOPED_TRACE(name);
    Write(name);
    ExpectOneCall();
  }
  EXPECT_THAT(reports_, ElementsAre());
}

TEST_F(DefinitionWatcherTest, TellsWhatIsWrittenAsideAndRenamed) {
  Watch(conf_);
  // As vim does it, with its probe and its backup.
  Write("programs/4913");
  fs::remove(Conf("programs/4913"));
  fs::rename(Conf("programs/a.yaml"), Conf("programs/a.yaml~"));
  Write("programs/a.yaml");
  fs::remove(Conf("programs/a.yaml~"));
  ExpectOneCall();
  // As most others do.
  Write("programs/.a.yaml.tmp123");
  fs::rename(Conf("programs/.a.yaml.tmp123"), Conf("programs/a.yaml"));
  ExpectOneCall();
  // From another folder.
  folder_.Write("elsewhere", "x");
  fs::rename(folder_.Path() / "elsewhere", Conf("directory.yaml"));
  ExpectOneCall();
  // By another name of the same file.
  folder_.Write("elsewhere", "x");
  fs::create_hard_link(folder_.Path() / "elsewhere", Conf("programs/l.yaml"));
  ExpectOneCall();
}

TEST_F(DefinitionWatcherTest, TellsWhatGoes) {
  Watch(conf_);
  fs::remove(Conf("programs/a.yaml"));
  ExpectOneCall();
  Write("programs/a.yaml");
  ExpectOneCall();
  fs::rename(Conf("programs/a.yaml"), Conf("programs/a.yaml.off"));
  ExpectOneCall();
  fs::remove(Conf("directory.yaml"));
  Write("directory.yaml");
  ExpectOneCall();
}

TEST_F(DefinitionWatcherTest, TellsThatAFileMayBeReadNow) {
  Watch(conf_);
  fs::permissions(Conf("directory.yaml"), fs::perms::none);
  ExpectOneCall();
  fs::permissions(Conf("directory.yaml"), fs::perms::all);
  ExpectOneCall();
}

// Half an upload is not a definition.
TEST_F(DefinitionWatcherTest, AFileThatIsWrittenIsToldWhenItIsClosed) {
  Watch(conf_);
  for (const char* const name : {"programs/a.yaml", "programs/new.yaml"}) {
    SCOPED_TRACE(name);
    std::ofstream out(Conf(name), std::ios::trunc);
    ExpectSilence();
    out << "first half" << std::flush;
    ExpectSilence();
    out << "second half" << std::flush;
    ExpectSilence();
    out.close();
    ExpectOneCall();
  }
}

TEST_F(DefinitionWatcherTest, IgnoresWhatIsNoDefinitionFile) {
  Watch(conf_);
  for (const char* const name :
       {"programs/.a.yaml.swp", "programs/a.yaml~", "programs/#a.yaml#",
        "programs/README.md", "programs/.b.yaml", "README", "a.yaml",
        ".git/index", "programs/old/a.yaml", "programs.bak/a.yaml"}) {
    SCOPED_TRACE(name);
    Write(name);
    ExpectSilence();
  }
  // Emacs's lock.
  fs::create_symlink("someone@host.1", Conf("programs/.#a.yaml"));
  // Reading is no change.
  test::ReadWhole(Conf("programs/a.yaml"));
  test::ReadWhole(Conf("directory.yaml"));
  ExpectSilence();
}

TEST_F(DefinitionWatcherTest, AThousandWritesAreFewCalls) {
  Watch(conf_);
  calls_ = 0;
  control_.restart();
  std::thread writer([this] {
    for (int i = 0; i < 1000; ++i) {
      Write("programs/p" + std::to_string(i % 100) + ".yaml");
      // Never quiet: two seconds of it.
      std::this_thread::sleep_for(2ms);
    }
  });
  const auto begin = Clock::now();
  while (calls_ == 0) control_.run_one_for(kPatience);
  const auto first = Clock::now() - begin;
  EXPECT_LE(first, kTimes.longest + 1s);
  control_.run_for(3s);
  writer.join();
  RunFor(kTimes.longest);
  EXPECT_GE(calls_, 2);
  EXPECT_LE(calls_, 20);
  ExpectSilence();
  EXPECT_THAT(reports_, ElementsAre());
}

TEST_F(DefinitionWatcherTest, ComparesFromTimeToTime) {
  calls_ = 0;
  watcher_.emplace(control_, conf_, WatcherTimes{50ms, 100ms, 200ms},
                   DefinitionWatcher::Callbacks{[this] { ++calls_; }, {}});
  RunFor(1100ms);
  EXPECT_GE(calls_, 3);
  EXPECT_LE(calls_, 5);
}

TEST_F(DefinitionWatcherTest, SaysNothingWhenItIsGone) {
  Watch(conf_);
  Write("programs/a.yaml");
  RunFor(20ms);
  Write("programs/a.yaml");
  watcher_.reset();
  ExpectSilence();
}

}  // namespace
}  // namespace agendad::daemon
