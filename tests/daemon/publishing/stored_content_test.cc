#include "daemon/publishing/stored_content.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "config/published_settings.h"

namespace agendad::daemon {
namespace {

using config::DefinitionSources;
using config::Settings;
using config::SourceFile;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string kDirectory = "bodies: []\n";
const std::string kNonWorkingDays = "calendars: []\n";

DefinitionSources Sources() {
  return {
      .settings = SourceFile("agendad.yaml", "language: es # mine\n"),
      .directory = SourceFile("directory.yaml", kDirectory),
      .non_working_days = SourceFile("non-working-days.yaml", kNonWorkingDays),
      .programs = {SourceFile("programs/a.yaml", "id: a\n"),
                   SourceFile("programs/año 2024.yml", "id: \"ñ\"\n"),
                   SourceFile("programs/empty.yaml", "")},
      .facts = {SourceFile("facts/a.dp.yaml", "- {at: 2024-03-01}\n")}};
}

StoredContent Read(const DefinitionSources& sources,
                   const Settings& settings = {}) {
  return ContentReader().Read(sources, settings);
}

std::vector<StoredFile> FilesOf(const StoredContent& content) {
  std::vector<StoredFile> files;
  for (std::size_t i = 0; i < content.manifest->size(); ++i) {
    files.push_back({content.manifest->at(i).name, *content.texts->at(i)});
  }
  return files;
}

TEST(StoredContent, HasEveryFileByNameAndDigest) {
  const StoredContent content = Read(Sources());
  EXPECT_EQ(
      FilesOf(content),
      (std::vector<StoredFile>{{"agendad.yaml", config::PublishedSettings({})},
                               {"directory.yaml", kDirectory},
                               {"facts/a.dp.yaml", "- {at: 2024-03-01}\n"},
                               {"non-working-days.yaml", kNonWorkingDays},
                               {"programs/a.yaml", "id: a\n"},
                               {"programs/año 2024.yml", "id: \"ñ\"\n"},
                               {"programs/empty.yaml", ""}}));
  // As `printf 'id: a\n' | sha256sum` has it.
  EXPECT_EQ(content.manifest->at(4).digest,
            "32848b63caee2b356871054d84e60643683ed636c46ba010d11f04e367325f45");
  EXPECT_EQ(content.manifest->at(6).digest,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(content.digest.size(), 64U);
}

TEST(StoredContent, IsReadBackAsItWas) {
  Settings settings;
  settings.language = config::Language::kEnglish;
  const StoredContent content = Read(Sources(), settings);
  const DefinitionSources sources = SourcesOf(FilesOf(content));
  ASSERT_TRUE(sources.settings && sources.directory &&
              sources.non_working_days);
  EXPECT_FALSE(sources.folder);
  EXPECT_EQ(sources.settings->name, "agendad.yaml");
  EXPECT_EQ(*sources.settings->text, config::PublishedSettings(settings));
  EXPECT_EQ(sources.directory->name, "directory.yaml");
  EXPECT_EQ(*sources.directory->text, kDirectory);
  EXPECT_EQ(sources.non_working_days->name, "non-working-days.yaml");
  EXPECT_EQ(*sources.non_working_days->text, kNonWorkingDays);
  ASSERT_EQ(sources.programs.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(sources.programs[i].name, Sources().programs[i].name);
    EXPECT_EQ(*sources.programs[i].text, *Sources().programs[i].text);
    EXPECT_FALSE(sources.programs[i].problem);
  }
  const auto parsed = config::ParseSettingsFile(sources.settings);
  EXPECT_FALSE(parsed.diagnostics.HasErrors());
  const StoredContent again = Read(sources, parsed.settings);
  EXPECT_EQ(again.digest, content.digest);
  EXPECT_EQ(*again.manifest, *content.manifest);
}

TEST(StoredContent, HasNoFilesThatThereAreNot) {
  DefinitionSources sources;
  const StoredContent content = Read(sources);
  ASSERT_EQ(content.manifest->size(), 1U);
  EXPECT_EQ(content.manifest->at(0).name, "agendad.yaml");
  const DefinitionSources again = SourcesOf(FilesOf(content));
  EXPECT_TRUE(again.settings);
  EXPECT_FALSE(again.directory);
  EXPECT_FALSE(again.non_working_days);
  EXPECT_THAT(again.programs, IsEmpty());
}

TEST(SourcesOf, LeavesOutUnknownNames) {
  const DefinitionSources sources = SourcesOf(
      {{"notes.txt", "x"}, {"directory.yml", "x"}, {"programs", "x"}});
  EXPECT_FALSE(sources.settings);
  EXPECT_FALSE(sources.directory);
  EXPECT_FALSE(sources.non_working_days);
  EXPECT_THAT(sources.programs, IsEmpty());
}

TEST(StoredContent, DigestDependsOnNamesAndTexts) {
  const auto changed = [](auto change) {
    DefinitionSources sources = Sources();
    change(sources);
    return Read(sources).digest;
  };
  Settings english;
  english.language = config::Language::kEnglish;
  std::vector<std::string> digests = {
      Read(Sources()).digest,
      Read(Sources(), english).digest,
      changed([](auto& s) {
        s.directory->text = config::ShareText(kDirectory + " ");
      }),
      changed([](auto& s) { s.non_working_days.reset(); }),
      changed([](auto& s) { s.programs[0].name = "programs/b.yaml"; }),
      changed([](auto& s) { s.programs[0].text = config::ShareText("id: b"); }),
      changed([](auto& s) { s.programs.pop_back(); }),
      changed(
          [](auto& s) { std::swap(s.programs[0].text, s.programs[1].text); }),
      changed([](auto& s) { s.programs.emplace_back("programs/z.yaml", ""); }),
  };
  std::sort(digests.begin(), digests.end());
  EXPECT_EQ(std::unique(digests.begin(), digests.end()), digests.end());
}

TEST(StoredContent, DigestDependsOnNothingElse) {
  const StoredContent content = Read(Sources());
  DefinitionSources sources = Sources();
  std::reverse(sources.programs.begin(), sources.programs.end());
  EXPECT_EQ(Read(sources).digest, content.digest);
  EXPECT_EQ(*Read(sources).manifest, *content.manifest);
  // Of the settings their meaning counts, and nothing of one machine.
  sources.settings->text = config::ShareText("ledger: secret\n");
  Settings settings;
  settings.listening.addresses = {{"192.0.2.1", 80}};
  settings.base_url = "https://secret.example.org";
  settings.ledger = "postgresql://agendad:secret@192.0.2.1/name";
  settings.state = "/secret";
  settings.publish = config::PublishMode::kOnCommand;
  const StoredContent other = Read(sources, settings);
  EXPECT_EQ(other.digest, content.digest);
  EXPECT_EQ(FilesOf(other), FilesOf(content));
  for (const auto& text : *other.texts) {
    EXPECT_EQ(text->find("secret"), std::string::npos);
  }
}

TEST(StoredContent, TellsTextsThatAreNotKnown) {
  const StoredContent content = Read(Sources());
  const auto beyond = [&](const StoredContent& known) {
    std::vector<std::string> texts;
    for (const auto& [digest, text] : content.TextsBeyond(known)) {
      texts.push_back(text);
      const auto entry = std::find_if(
          content.manifest->begin(), content.manifest->end(),
          [&, &wanted = digest](const auto& e) { return e.digest == wanted; });
      EXPECT_NE(entry, content.manifest->end());
    }
    return texts;
  };
  EXPECT_THAT(beyond({}), ElementsAre(config::PublishedSettings({}), kDirectory,
                                      "- {at: 2024-03-01}\n", kNonWorkingDays,
                                      "id: a\n", "id: \"ñ\"\n", ""));
  EXPECT_THAT(beyond(content), IsEmpty());

  // The first is gone, one is another, one has another name, one is new.
  DefinitionSources sources = Sources();
  sources.non_working_days.reset();
  sources.directory->text = config::ShareText("another");
  sources.programs[0].name += "-before";
  sources.programs.emplace_back("programs/zz.yaml", "new");
  EXPECT_THAT(beyond(Read(sources)),
              ElementsAre(kDirectory, kNonWorkingDays, "id: a\n"));
}

// A text that changes where another was is not taken for that one.
TEST(ContentReader, RemembersTextsAndNotTheirPlaces) {
  ContentReader reader;
  for (int i = 0; i < 200; ++i) {
    DefinitionSources sources = Sources();
    sources.programs[0].text = config::ShareText(std::to_string(i % 7));
    const StoredContent fresh = Read(sources);
    for (int again = 0; again < 2; ++again) {
      const StoredContent content = reader.Read(sources, {});
      ASSERT_EQ(content.digest, fresh.digest);
      ASSERT_EQ(*content.manifest, *fresh.manifest);
    }
  }
}

}  // namespace
}  // namespace agendad::daemon
