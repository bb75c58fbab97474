// A ledger in memory: publishes definitions one after the other, as a daemon
// does, and looks after the promises that hold for every publication. One
// thread (libical).
#ifndef AGENDAD_TESTS_SUPPORT_PUBLICATION_H_
#define AGENDAD_TESTS_SUPPORT_PUBLICATION_H_

#include <chrono>
#include <map>
#include <memory>
#include <string>

#include "config/program.h"
#include "feeds/revision.h"
#include "feeds/snapshot.h"
#include "tests/support/built_feeds.h"

namespace agendad::test {

class Publication {
 public:
  explicit Publication(std::chrono::sys_seconds first) : now_(first) {}

  // Publishes; expects that no number falls, that what differs in any octet is
  // newer, and that the same bytes come out when everything is built from
  // nothing with the same ledger.
  void Publish(const config::Definition& definition);

  void Wait(std::chrono::seconds time) { now_ += time; }

  const feeds::Snapshot& Shown() const { return *shown_; }
  std::shared_ptr<const feeds::Snapshot> Share() const { return shown_; }
  const feeds::Revisions& Revisions() const { return revisions_; }
  std::chrono::sys_seconds Now() const { return now_; }

  // By feed id.
  Calendars Scanned() const;

 private:
  struct Known {
    int sequence = 0;
    std::string last_modified;
    std::string created;
    std::string lines;
  };

  void ExpectNewer(const std::string& feed, const ScannedEvent& event);

  std::chrono::sys_seconds now_;
  feeds::Revisions revisions_;
  std::shared_ptr<const feeds::Snapshot> shown_;
  std::map<std::string, Known> known_;  // by UID, also of what is gone
  // The lines that each feed has, or had, of an event: feeds may differ.
  std::map<std::string, Known> known_in_feed_;
};

// The bytes of every feed, by path.
std::map<std::string, std::string> BytesOf(const feeds::Snapshot& snapshot);

}  // namespace agendad::test

#endif  // AGENDAD_TESTS_SUPPORT_PUBLICATION_H_
