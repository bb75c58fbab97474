#include "config/definition_files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "config/yaml_reader.h"
#include "tests/config/sample_definition.h"

namespace agendad::config {
namespace {

namespace fs = std::filesystem;

// A configuration directory with the sample, which goes away with the test.
class DefinitionFilesTest : public testing::Test {
 protected:
  DefinitionFilesTest() {
    std::string name = (fs::temp_directory_path() / "agendad-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    directory_ = name;
    fs::create_directory(directory_ / "programs");
    Write("directory.yaml", kSampleDirectory);
    Write("non-working-days.yaml", kSampleNonWorkingDays);
    Write("programs/a.yaml", kSampleProgram);
  }
  ~DefinitionFilesTest() override { fs::remove_all(directory_); }

  void Write(const std::string& name, const std::string& text) const {
    std::ofstream(directory_ / name, std::ios::binary) << text;
  }

  ParseResult Load() const { return LoadDefinition(directory_.string()); }

  fs::path directory_;
};

TEST_F(DefinitionFilesTest, LoadsWhatIsThere) {
  const ParseResult result = Load();
  EXPECT_EQ(Told(result), std::vector<std::string>{});
  EXPECT_EQ(result.definition.files,
            (FileNames{"directory.yaml", "non-working-days.yaml",
                       "programs/a.yaml"}));
  ASSERT_EQ(result.definition.programs.size(), 1U);
  EXPECT_EQ(result.definition.programs[0]->items.size(), 2U);
}

TEST_F(DefinitionFilesTest, ProgramsAreSortedByNameAndOthersIgnored) {
  const auto program = [](const std::string& id) {
    return Replaced(kSampleProgram, "id: cspen-2024", "id: " + id);
  };
  Write("programs/c.yaml", program("c"));
  Write("programs/b.yml", program("b"));
  Write("programs/B.yaml", program("upper"));
  Write("programs/.a.yaml", "broken: [");
  Write("programs/a.yaml~", "broken: [");
  Write("programs/README.md", "broken: [");
  Write("other.yaml", "broken: [");
  const ParseResult result = Load();
  EXPECT_EQ(
      result.definition.files,
      (FileNames{"directory.yaml", "non-working-days.yaml", "programs/B.yaml",
                 "programs/a.yaml", "programs/b.yml", "programs/c.yaml"}));
  EXPECT_EQ(Told(result), std::vector<std::string>{});
}

TEST_F(DefinitionFilesTest, FactsAreSortedByName) {
  fs::create_directory(directory_ / "facts");
  Write("facts/b.yml", "# b");
  Write("facts/a.dp.yaml", "# a");
  Write("facts/.a.yaml.swp", "");
  Write("facts/notes.txt", "");
  const auto sources = ReadDefinitionFiles(directory_.string());
  ASSERT_EQ(sources.facts.size(), 2U);
  EXPECT_EQ(sources.facts[0].name, "facts/a.dp.yaml");
  EXPECT_EQ(*sources.facts[1].text, "# b");
}

TEST_F(DefinitionFilesTest, OnlyTheDirectoryIsRequired) {
  fs::remove_all(directory_ / "programs");
  fs::remove(directory_ / "non-working-days.yaml");
  EXPECT_EQ(Told(Load()), std::vector<std::string>{});
  fs::remove(directory_ / "directory.yaml");
  EXPECT_EQ(Told(Load()),
            (std::vector<std::string>{
                "directory.yaml: error: no such file; expected the bodies, "
                "directorates and councillors"}));
}

TEST_F(DefinitionFilesTest, TellsAFolderThatIsNotThere) {
  const std::string name = (directory_ / "nowhere").string();
  EXPECT_EQ(Told(LoadDefinition(name)),
            (std::vector<std::string>{
                name + ": error: no such folder; expected a folder with a "
                       "directory.yaml"}));
  EXPECT_EQ(Told(LoadDefinition("")),
            (std::vector<std::string>{
                ": error: no such folder; expected a folder with a "
                "directory.yaml"}));
  const std::string too_long(5000, 'a');
  EXPECT_EQ(Told(LoadDefinition(too_long)),
            (std::vector<std::string>{
                too_long + ": error: the folder cannot be read: File name too "
                           "long; expected a folder with a directory.yaml"}));
  const std::string file = (directory_ / "directory.yaml").string();
  EXPECT_EQ(Told(LoadDefinition(file)),
            (std::vector<std::string>{
                file + ": error: no such folder; expected a folder with a "
                       "directory.yaml"}));
}

TEST_F(DefinitionFilesTest, NeverWaitsForWhatIsNoRegularFile) {
  fs::remove(directory_ / "directory.yaml");
  ASSERT_EQ(mkfifo((directory_ / "directory.yaml").c_str(), 0600), 0);
  fs::create_directory(directory_ / "agendad.yaml");
  fs::create_symlink("/dev/zero", directory_ / "programs/b.yaml");
  fs::create_directory(directory_ / "programs/c.yaml");
  const std::string irregular =
      ": error: not a regular file; expected a file with text";
  EXPECT_EQ(Told(Load()),
            (std::vector<std::string>{
                "agendad.yaml" + irregular, "directory.yaml" + irregular,
                "programs/b.yaml" + irregular, "programs/c.yaml" + irregular}));
}

TEST_F(DefinitionFilesTest, FollowsLinksAndTellsBrokenOnes) {
  fs::rename(directory_ / "directory.yaml", directory_ / "real");
  fs::create_symlink("real", directory_ / "directory.yaml");
  EXPECT_EQ(Told(Load()), std::vector<std::string>{});
  fs::remove(directory_ / "real");
  EXPECT_EQ(Told(Load()),
            (std::vector<std::string>{
                "directory.yaml: error: the file cannot be read: No such file "
                "or directory; expected a file that agendad may read"}));
}

TEST_F(DefinitionFilesTest, TellsAFileThatIsTooLarge) {
  std::string text = kSampleDirectory;
  text.append(kLargestFile - text.size(), '\n');
  Write("directory.yaml", text);
  EXPECT_EQ(Told(Load()), std::vector<std::string>{});
  Write("directory.yaml", text + "\n");
  const std::vector<std::string> too_large = {
      "directory.yaml: error: the file is larger than 1 MiB; expected a file "
      "of at most 1 MiB"};
  EXPECT_EQ(Told(Load()), too_large);
  // Its octets are not even read.
  fs::resize_file(directory_ / "directory.yaml", std::uintmax_t{1} << 40);
  EXPECT_EQ(Told(Load()), too_large);
}

TEST_F(DefinitionFilesTest, TellsAProgramsThatIsNoFolder) {
  fs::remove_all(directory_ / "programs");
  Write("programs", "");
  EXPECT_EQ(Told(Load()),
            (std::vector<std::string>{
                "programs: error: the folder cannot be read: Not a directory; "
                "expected a folder with programs"}));
}

TEST_F(DefinitionFilesTest, TellsAFileThatMayNotBeRead) {
  fs::permissions(directory_ / "directory.yaml", fs::perms::none);
  if (geteuid() == 0) {
    // The superuser may read it all the same, so this is done as another.
    const pid_t child = fork();
    if (child == 0) {
      fs::permissions(directory_, fs::perms::all);
      _exit(setuid(65534) == 0 && Load().diagnostics.HasErrors() ? 0 : 1);
    }
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
    return;
  }
  EXPECT_EQ(Told(Load()),
            (std::vector<std::string>{
                "directory.yaml: error: the file cannot be read: Permission "
                "denied; expected a file that agendad may read"}));
}

TEST(Examples, HaveNoErrors) {
  const fs::path examples = fs::path(AGENDAD_SOURCE_DIR) / "config/examples";
  int count = 0;
  for (const auto& entry : fs::directory_iterator(examples)) {
    if (!entry.is_directory()) continue;
    const ParseResult result = LoadDefinition(entry.path().string());
    EXPECT_FALSE(result.diagnostics.HasErrors())
        << entry.path() << testing::PrintToString(Told(result));
    EXPECT_FALSE(result.definition.programs.empty()) << entry.path();
    ++count;
  }
  EXPECT_GT(count, 0);
}

TEST(Examples, TheInstitutesProgramIsWhole) {
  const ParseResult result =
      LoadDefinition(std::string(AGENDAD_SOURCE_DIR) + "/config/examples/ine");
  ASSERT_EQ(result.definition.programs.size(), 1U);
  const Program& program = *result.definition.programs[0];
  EXPECT_EQ(program.sessions.size(), 4U);
  EXPECT_EQ(program.items.size(), 41U);
  std::array<int, 12> by_month{};
  for (const Item& item : program.items) {
    for (const ItemMonth& month : item.months) {
      ++by_month.at(static_cast<unsigned>(month.month.month()) - 1);
    }
  }
  // As counted in the published table.
  EXPECT_EQ(by_month,
            (std::array<int, 12>{12, 12, 15, 11, 9, 11, 9, 14, 14, 9, 8, 8}));
}

}  // namespace
}  // namespace agendad::config
