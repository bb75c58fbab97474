// Before the first program, and after the last: a machine that was just
// installed lacks nothing, one whose files are gone does.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "daemon/reloader.h"
#include "tests/daemon/reloads.h"
#include "tests/support/temporary_directory.h"

namespace agendad::daemon {
namespace {

namespace fs = std::filesystem;
using Asked = Reloader::Asked;

constexpr char kExample[] = AGENDAD_SOURCE_DIR "/config/examples/ine/";
constexpr char kDirectory[] = "directory.yaml";
constexpr char kCalendars[] = "non-working-days.yaml";
constexpr char kProgram[] = "programs/cspen-2024.yaml";

// A machine with nothing but its settings.
class NewMachine {
 public:
  NewMachine() { WriteSettings(""); }

  std::string Path() const { return folder_.Path().string(); }
  std::string LedgerPath() const {
    return (state_.Path() / "ledger.sqlite").string();
  }

  void WriteSettings(const std::string& text) const {
    Write("agendad.yaml", "# listen: 127.0.0.1:8080\nkeep-programs: 240\n" +
                              ("state: " + state_.Path().string()) + "\n" +
                              text);
  }
  void Write(const std::string& name, const std::string& text) const {
    folder_.Write(name, text);
  }
  void CopyOfTheExample(const std::string& name) const {
    Write(name, test::ReadWhole(kExample + name));
  }
  void CopyTheExample() const {
    for (const auto* const name : {kDirectory, kCalendars, kProgram}) {
      CopyOfTheExample(name);
    }
  }
  void RemoveDefinition() const {
    for (const auto* const name : {kDirectory, kCalendars, "programs"}) {
      fs::remove_all(folder_.Path() / name);
    }
  }

  // What the first turn of a daemon comes to.
  Reloader::Outcome Start() const {
    SnapshotStore store;
    Reports reports;
    const Reloader reloader(Path(), store, reports.Receiver());
    return reports.Wait(1);
  }

 private:
  test::TemporaryDirectory folder_;
  test::TemporaryDirectory state_;
};

TEST(FirstProgram, IsAwaitedAndPublishedWhenItIsThere) {
  const NewMachine machine;
  SnapshotStore store;
  Reports reports;
  Reloader reloader(machine.Path(), store, reports.Receiver());
  const auto expect_awaiting = [&](std::size_t turn) {
    const auto outcome = reports.Wait(turn);
    EXPECT_TRUE(outcome.awaits_program) << turn;
    EXPECT_EQ(outcome.version, 0) << turn;
    EXPECT_EQ(outcome.failure, "") << turn;
    EXPECT_EQ(outcome.attention, "") << turn;
    EXPECT_EQ(outcome.diagnostics, "") << turn;
    EXPECT_EQ(store.Current(), nullptr) << turn;
  };
  expect_awaiting(1);
  // Who there is makes no feed yet, and no version.
  machine.CopyOfTheExample(kDirectory);
  machine.CopyOfTheExample(kCalendars);
  reloader.ReadFiles(Asked::kNo);
  expect_awaiting(2);
  machine.CopyOfTheExample(kProgram);
  reloader.ReadFiles(Asked::kNo);
  const auto published = reports.Wait(3);
  EXPECT_FALSE(published.awaits_program);
  EXPECT_EQ(published.version, 1);
  EXPECT_EQ(published.failure, "");
  EXPECT_GT(published.feeds, 0U);
  ASSERT_NE(store.Current(), nullptr);
}

TEST(FirstProgram, WhatIsWrittenWithErrorsIsNotAwaited) {
  const struct {
    std::vector<std::string> copied;
    std::string name;
    std::string text;
    std::string told;
  } rows[] = {
      {{}, "directory.yaml", "bodies: [", "directory.yaml:"},
      {{}, "agendad.yaml", "listen: nowhere\n", "agendad.yaml:4:9: error: "},
      {{}, "programs/a.yaml", "id: a\n", "directory.yaml: error: no such file"},
      {{kDirectory}, "facts/a.yaml", "[]\n", "no program has the id 'a'"},
      {{}, kCalendars, "[]\n", "directory.yaml: error: no such file"},
  };
  for (const auto& [copied, name, text, told] : rows) {
    const NewMachine machine;
    for (const auto& file : copied) machine.CopyOfTheExample(file);
    if (name == "agendad.yaml") {
      machine.WriteSettings(text);
    } else {
      machine.Write(name, text);
    }
    const auto outcome = machine.Start();
    EXPECT_FALSE(outcome.awaits_program) << name;
    EXPECT_EQ(outcome.failure, "the definition has errors") << name;
    EXPECT_NE(outcome.diagnostics.find(told), std::string::npos)
        << name << ": " << outcome.diagnostics;
  }
}

TEST(FirstProgram, AFolderThatIsNotThereIsAnError) {
  const test::TemporaryDirectory folder;
  SnapshotStore store;
  Reports reports;
  const Reloader reloader((folder.Path() / "agendad").string(), store,
                          reports.Receiver());
  const auto outcome = reports.Wait(1);
  EXPECT_FALSE(outcome.awaits_program);
  EXPECT_NE(outcome.failure, "");
}

TEST(FirstProgram, WhatWasPublishedStaysWhenItsFilesAreGone) {
  const NewMachine machine;
  machine.CopyTheExample();
  SnapshotStore store;
  Reports reports;
  Reloader reloader(machine.Path(), store, reports.Receiver());
  EXPECT_EQ(reports.Wait(1).version, 1);
  const auto before = store.Current();
  machine.RemoveDefinition();
  reloader.ReadFiles(Asked::kNo);
  const auto gone = reports.Wait(2);
  EXPECT_FALSE(gone.awaits_program);
  EXPECT_EQ(gone.version, 1);
  EXPECT_EQ(gone.failure, "the definition has errors");
  EXPECT_NE(gone.diagnostics.find("directory.yaml: error: no such file"),
            std::string::npos);
  EXPECT_EQ(store.Current(), before);
}

TEST(FirstProgram, NorIsARestartABeginning) {
  const NewMachine machine;
  machine.CopyTheExample();
  const auto before = machine.Start();
  EXPECT_EQ(before.version, 1);
  machine.RemoveDefinition();
  const auto gone = machine.Start();
  EXPECT_FALSE(gone.awaits_program);
  EXPECT_EQ(gone.version, 1);
  EXPECT_EQ(gone.feeds, before.feeds);
  EXPECT_EQ(gone.failure, "the definition has errors");
}

TEST(FirstProgram, AProgramThatIsTakenAwayIsHeldBack) {
  const NewMachine machine;
  machine.CopyTheExample();
  machine.Start();
  fs::remove(fs::path(machine.Path()) / kProgram);
  const auto held = machine.Start();
  EXPECT_FALSE(held.awaits_program);
  EXPECT_EQ(held.version, 1);
  EXPECT_NE(held.attention.find("would be removed"), std::string::npos);
}

// Whether anything was published is then unknown.
TEST(FirstProgram, IsNotAwaitedWhereTheLedgerCannotBeHad) {
  const NewMachine machine;
  machine.WriteSettings("ledger: postgresql://nobody@127.0.0.1:1/agendad\n");
  const auto outcome = machine.Start();
  EXPECT_FALSE(outcome.awaits_program);
  EXPECT_NE(outcome.ledger_failure, "");
}

TEST(FirstProgram, IsNotAwaitedAnyMoreWhenAnotherMachinePublishesOne) {
  const NewMachine first;
  first.CopyTheExample();
  const NewMachine second;
  second.WriteSettings("ledger: " + first.LedgerPath() + "\n");
  SnapshotStore store;
  Reports reports;
  Reloader reloader(second.Path(), store, reports.Receiver());
  EXPECT_TRUE(reports.Wait(1).awaits_program);
  EXPECT_EQ(first.Start().version, 1);
  reloader.FollowLedger();
  const auto outcome = reports.Wait(2);
  EXPECT_FALSE(outcome.awaits_program);
  EXPECT_EQ(outcome.version, 1);
  EXPECT_EQ(outcome.failure, "the definition has errors");
  EXPECT_NE(outcome.diagnostics.find("directory.yaml: error: no such file"),
            std::string::npos);
}

}  // namespace
}  // namespace agendad::daemon
