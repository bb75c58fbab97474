#include "tests/bench/definitions.h"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace agendad::bench {
namespace {

constexpr std::size_t kCouncillors = 4;  // as many as the example's body has

std::string ReadFile(const std::string& name) {
  std::ifstream file("config/examples/ine/" + name);
  if (!file) throw std::runtime_error("cannot read the example's " + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

void Replace(const std::string& from, const std::string& to,
             std::string& text) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// The directory's own lines would not fit into one file a thousand times.
std::string Directory(std::size_t programs) {
  const std::vector<std::pair<std::string, std::string>> units = {
      {"dcpen", "DCPEN"}, {"dp", "DP"}, {"dpspen", "DPSPEN"}};
  std::string bodies =
      "  - {id: cg, short: CG, name: Consejo General}\n"
      "  - {id: jge, short: JGE, name: Junta General Ejecutiva}\n";
  std::string directorates;
  std::string councillors;
  for (std::size_t i = 0; i < programs; ++i) {
    const std::string n = std::to_string(i);
    bodies += "  - {id: cspen" + n + ", short: CSPEN" + n +
              ", name: Comisión " + n +
              ", headings: [{id: ag, code: AG, name: Asuntos generales}]}\n";
    for (const auto& [id, code] : units) {
      directorates += "  - {id: " + id + n + ", code: " + code + n +
                      ", name: Dirección " + code + n + "}\n";
    }
    for (std::size_t k = 0; k < kCouncillors; ++k) {
      const std::string id = n + "-" + std::to_string(k);
      councillors += "  - {id: persona" + id + ", name: Persona " + id +
                     ", memberships: [{body: cspen" + n + "}]}\n";
    }
  }
  std::string text = "revised: 2024-01-01\nbodies:\n" + bodies +
                     "directorates:\n" + directorates + "councillors:\n" +
                     councillors;
  for (const char* code : {"DCPEN", "DPSPEN", "DP"}) {
    std::string lower(code);
    for (char& c : lower) c = static_cast<char>(c - 'A' + 'a');
    Replace("id: " + std::string(code), "id: " + lower, text);
  }
  return text;
}

std::string Program(const std::string& example, std::size_t number) {
  const std::string n = std::to_string(number);
  std::string text = example;
  Replace("id: cspen-2024", "id: cspen" + n + "-2024", text);
  Replace("body: cspen\n", "body: cspen" + n + "\n", text);
  for (const char* code : {"DCPEN", "DPSPEN", "DP"}) {
    const std::string line = "directorate: " + std::string(code);
    Replace(line + "\n", line + n + "\n", text);
  }
  return text;
}

}  // namespace

config::DefinitionSources MakeSources(std::size_t programs) {
  const std::string example = ReadFile("programs/cspen-2024.yaml");
  config::DefinitionSources sources;
  sources.settings = {"agendad.yaml", ReadFile("agendad.yaml")};
  sources.directory = {"directory.yaml", Directory(programs)};
  sources.non_working_days = {"non-working-days.yaml",
                              ReadFile("non-working-days.yaml")};
  for (std::size_t i = 0; i < programs; ++i) {
    sources.programs.push_back(
        {"programs/" + std::to_string(i) + ".yaml", Program(example, i)});
  }
  return sources;
}

config::Definition MakeDefinition(std::size_t programs) {
  auto parsed = config::ParseDefinition(MakeSources(programs));
  for (const auto& diagnostic : parsed.diagnostics.All()) {
    if (diagnostic.severity == config::Severity::kError) {
      throw std::runtime_error(
          config::ToText(diagnostic, parsed.definition.files));
    }
  }
  return std::move(parsed.definition);
}

}  // namespace agendad::bench
