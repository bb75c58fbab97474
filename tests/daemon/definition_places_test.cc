#include "daemon/definition_places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temporary_directory.h"

namespace agendad::daemon {
namespace {

namespace fs = std::filesystem;
using Names = std::set<std::string, std::less<>>;

const Names kTop = {"agendad.yaml", "directory.yaml", "non-working-days.yaml",
                    "programs", "facts"};

class DefinitionPlacesTest : public testing::Test {
 protected:
  // The names that matter in a folder of the test; empty if it does not matter.
  Names NamesIn(const fs::path& folder) const {
    const auto places = DefinitionPlaces(root_ / "conf");
    const auto found = places.find(root_ / folder);
    return found == places.end() ? Names{} : found->second.names;
  }
  bool HasPrograms(const fs::path& folder) const {
    const auto places = DefinitionPlaces(root_ / "conf");
    const auto found = places.find(root_ / folder);
    return found != places.end() && found->second.definition_files;
  }

  const test::TemporaryDirectory folder_;
  const fs::path root_ = fs::canonical(folder_.Path());
};

TEST_F(DefinitionPlacesTest, EveryFolderOnTheWay) {
  folder_.Write("conf/programs/a.yaml", "");
  const auto places = DefinitionPlaces(root_ / "conf");
  for (fs::path here = root_ / "conf"; here != "/"; here = here.parent_path()) {
    const auto found = places.find(here.parent_path());
    ASSERT_NE(found, places.end()) << here;
    EXPECT_EQ(found->second.names, Names{here.filename().string()});
  }
  EXPECT_EQ(NamesIn("conf"), kTop);
  EXPECT_FALSE(HasPrograms("conf"));
  EXPECT_EQ(NamesIn("conf/programs"), Names{});
  EXPECT_TRUE(HasPrograms("conf/programs"));
}

TEST_F(DefinitionPlacesTest, FactsAreWatchedAsProgramsAre) {
  folder_.Write("conf/facts/a.yaml", "");
  EXPECT_TRUE(HasPrograms("conf/facts"));
  EXPECT_FALSE(HasPrograms("conf/programs"));
}

TEST_F(DefinitionPlacesTest, WhatIsMissingIsWaitedFor) {
  EXPECT_EQ(DefinitionPlaces(root_ / "conf").at(root_).names, Names{"conf"});
  const auto places = DefinitionPlaces(root_ / "a/b/conf");
  EXPECT_EQ(places.at(root_).names, Names{"a"});
  EXPECT_EQ(places.count(root_ / "a"), 0U);
  folder_.Write("conf", "a file");
  EXPECT_EQ(DefinitionPlaces(root_ / "conf").at(root_).names, Names{"conf"});
  EXPECT_TRUE(DefinitionPlaces("").empty());
}

TEST_F(DefinitionPlacesTest, LinksAreFollowedStepByStep) {
  folder_.Write("releases/1/conf/programs/a.yaml", "");
  fs::create_symlink("releases/1", root_ / "current");
  fs::create_symlink("./current//conf/../conf", root_ / "conf");
  EXPECT_EQ(DefinitionPlaces(root_ / "conf").at(root_).names,
            (Names{"conf", "current", "releases"}));
  EXPECT_EQ(NamesIn("releases"), Names{"1"});
  EXPECT_EQ(NamesIn("releases/1"), Names{"conf"});
  EXPECT_EQ(NamesIn("releases/1/conf"), kTop);
  EXPECT_TRUE(HasPrograms("releases/1/conf/programs"));
  EXPECT_FALSE(HasPrograms("conf/programs"));
}

TEST_F(DefinitionPlacesTest, LinkedFilesAreWatchedWhereTheyAre) {
  folder_.Write("elsewhere/real", "");
  folder_.Write("conf/programs/a.yaml", "");
  fs::create_symlink(root_ / "elsewhere/real", root_ / "conf/agendad.yaml");
  fs::create_symlink("../../elsewhere/b", root_ / "conf/programs/b.yaml");
  fs::create_symlink("../../elsewhere/c", root_ / "conf/programs/c.txt");
  EXPECT_EQ(NamesIn("elsewhere"), (Names{"b", "real"}));
}

TEST_F(DefinitionPlacesTest, LinksInACircleEnd) {
  fs::create_symlink("conf", root_ / "conf");
  EXPECT_EQ(DefinitionPlaces(root_ / "conf").at(root_).names, Names{"conf"});
  fs::remove(root_ / "conf");
  folder_.Write("conf/directory.yaml", "");
  fs::create_symlink(".", root_ / "conf/programs");
  EXPECT_TRUE(HasPrograms("conf"));
}

}  // namespace
}  // namespace agendad::daemon
