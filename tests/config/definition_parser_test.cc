#include "config/definition_parser.h"

#include <gtest/gtest.h>

#include "tests/config/sample_definition.h"

namespace agendad::config {
namespace {

TEST(DefinitionParser, NamesTheFilesThatAreThere) {
  DefinitionSources sources = SampleSources();
  EXPECT_EQ(ParseDefinition(sources).definition.files,
            (FileNames{"directory.yaml", "non-working-days.yaml",
                       "programs/a.yaml"}));
  sources.settings = SourceFile{"agendad.yaml", ""};
  sources.programs.clear();
  const ParseResult result = ParseDefinition(sources);
  EXPECT_EQ(
      result.definition.files,
      (FileNames{"agendad.yaml", "directory.yaml", "non-working-days.yaml"}));
  EXPECT_EQ(Told(result), std::vector<std::string>{});
}

TEST(DefinitionParser, NeedsADirectory) {
  DefinitionSources sources = SampleSources();
  sources.directory.reset();
  const std::vector<std::string> no_such_file = {
      "directory.yaml: error: no such file; expected the bodies, directorates "
      "and councillors"};
  // And nothing about the names that programs refer to.
  EXPECT_EQ(Told(ParseDefinition(sources)), no_such_file);
  EXPECT_EQ(Told(ParseDefinition({})), no_such_file);
  sources.directory = SourceFile{"directory.yaml", "# empty\n"};
  EXPECT_EQ(Told(ParseDefinition(sources)),
            (std::vector<std::string>{
                "directory.yaml: error: the file is empty; expected a mapping, "
                "with the keys revised, bodies, directorates, councillors"}));
}

TEST(DefinitionParser, TellsAProblemWithAFile) {
  DefinitionSources sources = SampleSources();
  sources.directory->problem = {"not a regular file", "a file with text"};
  sources.non_working_days->problem = {"not a regular file",
                                       "a file with text"};
  EXPECT_EQ(Told(ParseDefinition(sources)),
            (std::vector<std::string>{
                "directory.yaml: error: not a regular file; expected a file "
                "with text",
                "non-working-days.yaml: error: not a regular file; expected a "
                "file with text"}));
}

TEST(DefinitionParser, AFolderThatCannotBeReadIsAllThatIsTold) {
  DefinitionSources sources;
  sources.folder = SourceFile("/etc/agendad", Fault{"no such folder", "one"});
  const ParseResult result = ParseDefinition(sources);
  EXPECT_EQ(Told(result),
            (std::vector<std::string>{
                "/etc/agendad: error: no such folder; expected one"}));
  EXPECT_EQ(result.definition.files, FileNames{"/etc/agendad"});
}

// A daemon must know where to listen and where its state is before there is a
// definition without errors.
TEST(DefinitionParser, SettingsAloneKeepWhatIsRight) {
  const auto parse = [](const std::string& text) {
    return ParseSettingsFile(SourceFile("agendad.yaml", text));
  };
  const SettingsResult broken = parse(
      "listen: 127.0.0.1:81\n"
      "state: /srv/agendad\n"
      "langage: en\n"
      "refresh: often\n"
      "keep-cancelled: 3d\n");
  EXPECT_EQ(
      Told(broken.diagnostics, broken.files),
      (std::vector<std::string>{
          "agendad.yaml:3:1: error: unknown key 'langage'; expected one of "
          "listen, base-url, tls, trusted-proxies, "
          "connections-per-address, admin, access-log, language, refresh, "
          "revised, publish, ledger, "
          "state, keep-cancelled, keep-programs, notices, feeds; did you mean "
          "'language'?",
          "agendad.yaml:4:10: error: 'often' is not a time between two "
          "fetches; expected days, hours and minutes as 30min, 1h or 1d, from "
          "15min to 1d"}));
  EXPECT_EQ(ToText(broken.settings.listening.addresses.front()),
            "127.0.0.1:81");
  EXPECT_EQ(broken.settings.state, "/srv/agendad");
  EXPECT_EQ(broken.settings.refresh_interval, std::chrono::hours(1));
  EXPECT_EQ(broken.settings.keep_cancelled, std::chrono::days(3));

  const SettingsResult good = parse("language: en\n");
  EXPECT_TRUE(good.diagnostics.All().empty());
  EXPECT_EQ(good.settings.language, Language::kEnglish);
  EXPECT_EQ(good.files, FileNames{"agendad.yaml"});

  const SettingsResult unreadable = ParseSettingsFile(
      SourceFile("agendad.yaml", Fault{"not a regular file", "a file"}));
  EXPECT_EQ(Told(unreadable.diagnostics, unreadable.files),
            (std::vector<std::string>{
                "agendad.yaml: error: not a regular file; expected a file"}));

  const SettingsResult absent = ParseSettingsFile(std::nullopt);
  EXPECT_TRUE(absent.diagnostics.All().empty());
  EXPECT_EQ(absent.files, FileNames{});
  EXPECT_EQ(ToText(absent.settings.listening.addresses.front()),
            "127.0.0.1:8080");
}

TEST(DefinitionParser, TellsTheMistakesOfAllFilesInTheirOrder) {
  DefinitionSources sources = SampleSources();
  sources.settings = SourceFile{"agendad.yaml", "languge: es\n"};
  sources.directory->text =
      ShareText(Replaced(kSampleDirectory, "honorific", "honorifc"));
  sources.non_working_days->text = ShareText(
      Replaced(kSampleNonWorkingDays, "revised: 2024-01-15", "revised: x"));
  sources.programs[0].text =
      ShareText(Replaced(kSampleProgram, "year: 2024", "year: x"));
  sources.programs.push_back({"programs/b.yaml", "[\n"});
  EXPECT_EQ(
      Told(ParseDefinition(sources)),
      (std::vector<std::string>{
          "agendad.yaml:1:1: error: unknown key 'languge'; expected one of "
          "listen, base-url, tls, trusted-proxies, "
          "connections-per-address, admin, access-log, language, refresh, "
          "revised, publish, ledger, "
          "state, "
          "keep-cancelled, keep-programs, notices, feeds; did you mean "
          "'language'?",
          "directory.yaml:17:5: error: unknown key 'honorifc'; expected one of "
          "id, formerly, name, honorific, deadlines, visibility, alarms, "
          "memberships; "
          "did you mean 'honorific'?",
          "non-working-days.yaml:1:10: error: 'x' is not a time in UTC; "
          "expected a date as 2024-01-31 or a time as 2024-01-31T18:30:00Z, "
          "from 1970 to 2199",
          "programs/a.yaml:4:7: error: 'x' is not a year; expected a year from "
          "1970 to 2199",
          "programs/b.yaml:2:1: error: a '[' that is not closed; expected ',' "
          "between the entries and ']' at the end"}));
}

// What a list that could not be read would have named is not unknown.
TEST(DefinitionParser, OneMistakeIsToldOnce) {
  ExpectToldOfDirectory({
      {"directorates:\n",
       "directorats:\n",
       {"directory.yaml:11:1: error: unknown key 'directorats'; expected one "
        "of revised, bodies, directorates, councillors; did you mean "
        "'directorates'?",
        "programs/a.yaml:20:18: error: unknown directorate 'DP'; expected the "
        "id, code or alias of a directorate in the directory"}},
      {"directorates:\n",
       "directorates: none\nx:\n",
       {"directory.yaml:11:15: error: 'directorates' is a text; expected a "
        "list of directorates",
        "directory.yaml:12:1: error: unknown key 'x'; expected one of revised, "
        "bodies, directorates, councillors"}},
      {"id: dp, code: DP",
       "id: D_P, code: DP",
       {"directory.yaml:12:10: error: 'D_P' is not an id; expected lower-case "
        "letters a-z, digits and single hyphens between them, at most 64"}},
      {"code: DP,",
       "code: 'D,P',",
       {"directory.yaml:12:20: error: 'D,P' is not a code; expected one line "
        "without ',', ';' and '\\'"}},
      {"id: ag, code: AG",
       "id: ag, code: &x AG",
       {"directory.yaml:7:24: error: an anchor ('&'); expected the value "
        "itself; or quotes around a text that begins with '&'"}},
      {"code: AG, name",
       "code: *x, name",
       {"directory.yaml:7:24: error: an alias ('*'); expected the value "
        "itself; or quotes around a text that begins with '*'"}},
      {"- id: cspen\n",
       "- id: cspen: x\n",
       {"directory.yaml:3:14: error: a ':' where no key can end; expected "
        "quotes around a text that has ': ' in it, and the keys of one mapping "
        "below each other"}},
      {"id: cspen",
       "id: Cspen",
       {"directory.yaml:3:9: error: 'Cspen' is not an id; expected lower-case "
        "letters a-z, digits and single hyphens between them, at most 64"}},
  });
}

TEST(DefinitionParser, AnAliasThatCannotBeReadIsNotAnUnknownName) {
  ExpectToldOfDirectory({
      {"aliases: [DPX]",
       "aliases: {DP: DPX}",
       {"directory.yaml:12:64: error: 'aliases' is a mapping; expected a list "
        "of aliases"}},
  });
}

TEST(DefinitionParser, BrokenCalendarsAreNotUnknown) {
  DefinitionSources sources = SampleSources();
  sources.non_working_days->text = ShareText("calendars: {mx: []}\n");
  EXPECT_EQ(Told(ParseDefinition(sources)),
            (std::vector<std::string>{
                "non-working-days.yaml:1:12: error: 'calendars' is a mapping; "
                "expected a list of calendars"}));
  sources.non_working_days.reset();
  EXPECT_EQ(Told(ParseDefinition(sources)),
            (std::vector<std::string>{
                "programs/a.yaml:7:20: error: unknown calendar 'mx'; expected "
                "the id of a calendar of non-working days"}));
}

TEST(DefinitionParser, WarnsOfOtherIdsInTheNextProgramOfABody) {
  DefinitionSources sources = SampleSources();
  std::string next =
      Replaced(kSampleProgram, "id: cspen-2024", "id: cspen-2025");
  next = Replaced(next, "year: 2024", "year: 2025");
  next = Replaced(next, "when: 2024-06-19", "when: 2025-06-19");
  sources.programs.push_back({"programs/b.yaml", next});
  EXPECT_EQ(Told(ParseDefinition(sources)), std::vector<std::string>{});
  sources.programs[1].text =
      ShareText(Replaced(next, "id: informe", "id: informe-anual"));
  const std::vector<std::string> told = {
      "programs/b.yaml:17:9: warning: the item 'informe-anual' has the title "
      "of 'informe' in the program 'cspen-2024'; expected the id 'informe' in "
      "both programs"};
  EXPECT_EQ(Told(ParseDefinition(sources)), told);
  // Whatever the order of the files.
  std::swap(sources.programs[0].text, sources.programs[1].text);
  std::swap(sources.programs[0].name, sources.programs[1].name);
  EXPECT_EQ(Told(ParseDefinition(sources)), told);
  // Another body's items are other items.
  sources.programs[0].text =
      ShareText(Replaced(*sources.programs[0].text, "body: cspen", "body: cg"));
  sources.programs[0].text = ShareText(
      Replaced(*sources.programs[0].text, "heading: AG", "directorate: DJ"));
  EXPECT_EQ(Told(ParseDefinition(sources)), std::vector<std::string>{});
}

}  // namespace
}  // namespace agendad::config
