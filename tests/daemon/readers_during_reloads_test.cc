// People go on reading while the definition changes under them: the real
// builder, ledger and transport, in one process, so that the thread sanitizer
// sees all of them.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "daemon/http/application.h"
#include "daemon/http/transport.h"
#include "daemon/reloader.h"
#include "daemon/snapshot_store.h"
#include "tests/daemon/http/raw_client.h"
#include "tests/daemon/http/served_feeds.h"
#include "tests/daemon/reloads.h"

namespace agendad::daemon {
namespace {

constexpr int kReaders = 8;
constexpr int kReloads = 200;

// What the readers have seen; any thread.
class Seen {
 public:
  // One entity-tag names one text, and a text that was replaced never returns.
  void Add(const std::string& etag, const std::string& body, int& newest) {
    const std::lock_guard lock(mutex_);
    const auto [known, is_new] =
        by_etag_.try_emplace(etag, body, static_cast<int>(by_etag_.size()));
    const auto& [text, number] = known->second;
    if (text != body || number < newest) ++faults_;
    newest = number;
  }

  std::size_t Versions() {
    const std::lock_guard lock(mutex_);
    return by_etag_.size();
  }

  int Faults() {
    const std::lock_guard lock(mutex_);
    return faults_;
  }

 private:
  std::mutex mutex_;
  // The text, and its place in the order in which texts were first seen.
  std::map<std::string, std::pair<std::string, int>> by_etag_;
  int faults_ = 0;
};

TEST(Reloader, EightReadersDuringTwoHundredReloads) {
  const ExampleCopy example;
  SnapshotStore store;
  Reports reports;
  Reloader reloader(example.Path(), store, reports.Receiver());
  ASSERT_EQ(reports.Wait(1).version, 1);
  const http::Application application(store, {});
  http::Traffic traffic;
  http::Transport transport(
      {}, traffic, [](const std::string& report) { ADD_FAILURE() << report; });
  const auto port = transport.Listen({"127.0.0.1", 0}, application).port;
  transport.Start(2);

  std::atomic<bool> done = false;
  std::atomic<int> wrong = 0;
  std::atomic<int> answers = 0;
  Seen seen;
  std::vector<std::thread> readers;
  for (int i = 0; i < kReaders; ++i) {
    readers.emplace_back([&, coding = i % 2 == 0 ? "identity" : "gzip"] {
      http::RawClient client(port);
      int newest = 0;
      std::string etag = "\"none\"";
      while (!done) {
        const auto answer = client.Ask(http::Get(
            "/feeds/cspen.ics", std::string("Accept-Encoding: ") + coding +
                                    "\r\nIf-None-Match: " + etag + "\r\n"));
        ++answers;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        if (answer.status == 304) continue;
        if (answer.status != 200) {
          ++wrong;
          continue;
        }
        etag = answer["etag"];
        seen.Add(etag, answer.body, newest);
      }
    });
  }
  std::string title = "    short: ";
  for (int i = 1; i <= kReloads; ++i) {
    const std::string next = "    short: " + std::to_string(i) + " ";
    example.Replace(title, next);
    title = next;
    reloader.ReadFiles(Reloader::Asked::kNo);
    const auto outcome = reports.Wait(static_cast<std::size_t>(i) + 1);
    ASSERT_EQ(outcome.version, i + 1) << outcome.failure << outcome.attention;
  }
  done = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(seen.Faults(), 0);
  // Some come and go between two requests, but most are seen by somebody.
  EXPECT_GT(seen.Versions(), static_cast<std::size_t>(kReloads));
  EXPECT_GT(answers, 5 * kReloads);
}

}  // namespace
}  // namespace agendad::daemon
