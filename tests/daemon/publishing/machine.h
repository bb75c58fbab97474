// A machine that publishes: a ledger that others may share, a copy of its own,
// a clock that stands, and what people were told. One thread (libical).
#ifndef AGENDAD_TESTS_DAEMON_PUBLISHING_MACHINE_H_
#define AGENDAD_TESTS_DAEMON_PUBLISHING_MACHINE_H_

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "daemon/publishing/publisher.h"
#include "tests/config/sample_definition.h"
#include "tests/support/publication.h"
#include "tests/support/sample_program.h"
#include "tests/support/temporary_directory.h"

namespace agendad::test {

// `program` as the only one of the sample, which has a session in March and one
// in June, and items in March, June and September of 2024.
inline config::DefinitionSources SourcesWith(const std::string& program) {
  config::DefinitionSources sources = config::SampleSources();
  sources.programs[0].text = config::ShareText(program);
  return sources;
}

inline std::string WithTitle(const std::string& title) {
  return config::Replaced(config::kSampleProgram, "short: Informe anual",
                          "short: " + title);
}

class Machine {
 public:
  // `copy_place` empty: it has none.
  Machine(const std::string& place, const std::string& copy_place,
          std::chrono::sys_seconds begin = Day("2024-04-01"))
      : now(begin),
        ledger(place, daemon::Ledger::Access::kWrite),
        copy(copy_place.empty()
                 ? nullptr
                 : std::make_unique<daemon::Ledger>(
                       copy_place, daemon::Ledger::Access::kWrite)),
        publisher(
            ledger, copy.get(), feeds::Compress::kNo, [this] { return now; },
            [this](const std::string& text) { told.push_back(text); }) {}

  daemon::Candidate Prepare(const config::DefinitionSources& sources) {
    return publisher.Prepare(publisher.Read(sources));
  }

  // Publishes, as the only one.
  void Publish(const config::DefinitionSources& sources) {
    daemon::Candidate candidate = Prepare(sources);
    ASSERT_FALSE(candidate.HasErrors());
    ASSERT_TRUE(publisher.Publish(std::move(candidate), "publish"));
  }

  void Publish(const std::string& program) { Publish(SourcesWith(program)); }

  // 0 if nothing is published.
  daemon::VersionNumber Version() const {
    return publisher.Current() ? publisher.Current()->version.number : 0;
  }

  std::map<std::string, std::string> Bytes() const {
    return publisher.Current() ? BytesOf(*publisher.Current()->snapshot)
                               : std::map<std::string, std::string>();
  }

  // The body's feed.
  std::string Feed() const { return Bytes().at("/feeds/cspen.ics"); }

  std::chrono::sys_seconds now;
  std::vector<std::string> told;
  daemon::Ledger ledger;
  const std::unique_ptr<daemon::Ledger> copy;
  daemon::Publisher publisher;
};

class MachineTest : public testing::Test {
 protected:
  // Of a ledger or a copy, by name.
  std::string Place(const std::string& name) const {
    return folder_.Path() / (name + ".sqlite");
  }

  TemporaryDirectory folder_;
};

}  // namespace agendad::test

#endif  // AGENDAD_TESTS_DAEMON_PUBLISHING_MACHINE_H_
