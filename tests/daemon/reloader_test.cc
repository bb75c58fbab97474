#include "daemon/reloader.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/daemon/reloads.h"
#include "tests/support/temporary_directory.h"

namespace agendad::daemon {
namespace {

using test::ReadWhole;
using test::TemporaryDirectory;

constexpr char kPath[] = "/feeds/cspen.ics";

std::string EtagIn(const SnapshotStore& store) {
  return store.Current()->Find(kPath)->representations.front().etag;
}

using Asked = Reloader::Asked;

TEST(Reloader, PublishesWhatTheFilesSay) {
  const ExampleCopy example;
  SnapshotStore store;
  Reports reports;
  const Reloader reloader(example.Path(), store, reports.Receiver());
  const auto outcome = reports.Wait(1);
  EXPECT_EQ(outcome.version, 1);
  EXPECT_EQ(outcome.failure, "");
  EXPECT_EQ(outcome.feeds, store.Current()->Feeds().size());
  ASSERT_NE(store.Current()->Find(kPath), nullptr);
}

TEST(Reloader, YieldsToReadersOnceThereIsSomethingToRead) {
  const auto niceness = [] {
    return getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
  };
  const ExampleCopy example;
  SnapshotStore store;
  Reports reports;
  std::array<std::atomic<int>, 2> of_turn = {};
  std::atomic<std::size_t> turn = 0;
  Reloader reloader(example.Path(), store, [&](const auto& outcome) {
    if (turn < of_turn.size()) of_turn.at(turn++) = niceness();
    reports.Receiver()(outcome);
  });
  reports.Wait(1);
  reloader.ReadFiles(Asked::kNo);
  reports.Wait(2);
  EXPECT_EQ(of_turn[0], niceness());
  EXPECT_EQ(of_turn[1], std::min(niceness() + 10, 19));  // setpriority(2)
}

TEST(Reloader, KeepsTheOldSnapshotWhenTheFilesAreBroken) {
  const ExampleCopy example;
  SnapshotStore store;
  Reports reports;
  Reloader reloader(example.Path(), store, reports.Receiver());
  reports.Wait(1);
  const auto before = store.Current();

  example.Replace("week-rule: full-week", "week-rule: fullweek");
  reloader.ReadFiles(Asked::kNo);
  const auto broken = reports.Wait(2);
  EXPECT_EQ(broken.version, 1);
  EXPECT_EQ(broken.failure, "the definition has errors");
  EXPECT_NE(broken.diagnostics.find("programs/cspen-2024.yaml:"),
            std::string::npos);
  EXPECT_EQ(store.Current(), before);

  example.Replace("week-rule: fullweek", "week-rule: iso");
  reloader.ReadFiles(Asked::kNo);
  const auto mended = reports.Wait(3);
  EXPECT_EQ(mended.version, 2);
  EXPECT_EQ(mended.failure, "");
  EXPECT_NE(store.Current(), before);
}

// Whoever writes a file in place empties it first, and empty settings are good.
TEST(Reloader, DoesNotPublishAFileThatIsBeingWritten) {
  const ExampleCopy example;
  example.WriteSettings("refresh: 2h\n");
  SnapshotStore store;
  Reports reports;
  Reloader reloader(example.Path(), store, reports.Receiver());
  EXPECT_EQ(reports.Wait(1).version, 1);
  example.EmptySettings();
  reloader.ReadFiles(Asked::kNo);
  const auto meanwhile = reports.Wait(2);
  EXPECT_EQ(meanwhile.version, 1);
  EXPECT_FALSE(meanwhile.read_files);
  example.WriteSettings("refresh: 3h\n");
  reloader.ReadFiles(Asked::kNo);
  EXPECT_EQ(reports.Wait(3).version, 2);
  EXPECT_TRUE(reports.Wait(3).read_files);
}

// Two seconds later it is meant.
TEST(Reloader, PublishesAFileThatStaysEmpty) {
  const ExampleCopy example;
  example.WriteSettings("refresh: 2h\n");
  SnapshotStore store;
  Reports reports;
  Reloader reloader(example.Path(), store, reports.Receiver());
  reports.Wait(1);
  example.EmptySettings();
  reloader.ReadFiles(Asked::kNo);
  std::size_t turn = 2;
  while (reports.Wait(turn).version == 1) {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    reloader.ReadFiles(Asked::kNo);
    ++turn;
  }
  EXPECT_GT(turn, 2);
  EXPECT_EQ(reports.Wait(turn).version, 2);
}

TEST(Reloader, ServesTheLastVersionAfterARestartWhateverIsOnDisk) {
  const ExampleCopy example;
  std::string etag;
  {
    SnapshotStore store;
    Reports reports;
    const Reloader reloader(example.Path(), store, reports.Receiver());
    reports.Wait(1);
    etag = EtagIn(store);
  }
  example.Replace("week-rule: full-week", "week-rule: fullweek");
  SnapshotStore store;
  Reports reports;
  const Reloader reloader(example.Path(), store, reports.Receiver());
  const auto outcome = reports.Wait(1);
  EXPECT_EQ(outcome.version, 1);
  EXPECT_EQ(outcome.failure, "the definition has errors");
  EXPECT_EQ(EtagIn(store), etag);
}

// What is suspect in what is published is told after a restart as before it,
// and after a mistake that was taken back.
TEST(Reloader, TellsWhatIsSuspectInWhatIsPublished) {
  const ExampleCopy example;
  Reloader::Outcome first;
  {
    SnapshotStore store;
    Reports reports;
    const Reloader reloader(example.Path(), store, reports.Receiver());
    first = reports.Wait(1);
  }
  ASSERT_GT(first.warnings, 0U);
  SnapshotStore store;
  Reports reports;
  Reloader reloader(example.Path(), store, reports.Receiver());
  const auto again = reports.Wait(1);
  EXPECT_EQ(again.version, 1);
  EXPECT_EQ(again.warnings, first.warnings);
  EXPECT_EQ(again.diagnostics, first.diagnostics);

  example.Replace("week-rule: full-week", "week-rule: fullweek");
  reloader.ReadFiles(Asked::kNo);
  EXPECT_EQ(reports.Wait(2).errors, 1U);
  example.Replace("week-rule: fullweek", "week-rule: full-week");
  reloader.ReadFiles(Asked::kNo);
  const auto mended = reports.Wait(3);
  EXPECT_EQ(mended.version, 1);
  EXPECT_EQ(mended.errors, 0U);
  EXPECT_EQ(mended.warnings, first.warnings);
}

TEST(Reloader, HasNothingToServeIfTheFirstDefinitionIsBroken) {
  const ExampleCopy example;
  example.Replace("week-rule: full-week", "week-rule: fullweek");
  SnapshotStore store;
  Reports reports;
  const Reloader reloader(example.Path(), store, reports.Receiver());
  const auto outcome = reports.Wait(1);
  EXPECT_EQ(outcome.version, 0);
  EXPECT_NE(outcome.failure, "");
  EXPECT_EQ(store.Current(), nullptr);
}

TEST(Reloader, KeepsTheOldSnapshotWhenTheFilesAreGone) {
  SnapshotStore store;
  Reports reports;
  auto example = std::make_unique<ExampleCopy>();
  Reloader reloader(example->Path(), store, reports.Receiver());
  reports.Wait(1);
  const std::string etag = EtagIn(store);
  example.reset();
  reloader.ReadFiles(Asked::kNo);
  const auto outcome = reports.Wait(2);
  EXPECT_EQ(outcome.version, 1);
  EXPECT_NE(outcome.failure, "");
  EXPECT_EQ(EtagIn(store), etag);
}

TEST(Reloader, SaysWhenAnIdVanishedAndItsTitleDidNot) {
  const ExampleCopy example;
  SnapshotStore store;
  Reports reports;
  Reloader reloader(example.Path(), store, reports.Receiver());
  const auto first = reports.Wait(1);
  example.Replace("id: informe-anual-comision", "id: informe-anual");
  reloader.ReadFiles(Asked::kNo);
  const auto second = reports.Wait(2);
  EXPECT_EQ(second.version, 2);
  EXPECT_EQ(first.diagnostics.find("informe-anual-comision"),
            std::string::npos);
  EXPECT_NE(second.diagnostics.find("informe-anual-comision"),
            std::string::npos)
      << second.diagnostics;
}

TEST(Reloader, IsAskedFromAnyThreadWhileOthersRead) {
  constexpr int kReaders = 3;
  constexpr int kRequests = 5;
  const ExampleCopy example;
  SnapshotStore store;
  Reports reports;
  Reloader reloader(example.Path(), store, reports.Receiver());
  reports.Wait(1);
  const std::string etag = EtagIn(store);
  std::atomic<bool> done = false;
  std::atomic<int> different = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < kReaders; ++i) {
    readers.emplace_back([&] {
      while (!done) {
        if (EtagIn(store) != etag) ++different;
      }
    });
  }
  for (std::size_t i = 0; i < kRequests; ++i) {
    std::thread([&] { reloader.ReadFiles(Asked::kYes); }).join();
    reports.Wait(i + 2);
    reloader.FollowLedger();
  }
  done = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(different, 0);
}

}  // namespace
}  // namespace agendad::daemon
