// Notices that the files of a configuration directory may have changed, by
// inotify(7) and by the clock: a network file system tells nothing of what
// others do, and the system may have no watches left.
//
// A file counts as changed when whoever wrote it closes it, or when its name
// changes hands; so an upload that takes long is not seen half. The directory,
// its programs folder and every link on the way to them may appear, vanish and
// be replaced at any time. Control thread only; never waits.
#ifndef AGENDAD_DAEMON_DEFINITION_WATCHER_H_
#define AGENDAD_DAEMON_DEFINITION_WATCHER_H_

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/definition_places.h"

namespace agendad::daemon {

struct WatcherTimes {
  // Editors and deployments change many files at once: how long there must be
  // no event, and how long it is waited for that at most.
  std::chrono::milliseconds quiet{200};
  std::chrono::milliseconds longest{2000};
  // Between two calls without any event.
  std::chrono::milliseconds comparison{60'000};
};

class DefinitionWatcher {
 public:
  struct Callbacks {
    // Something may have changed since the last call.
    std::function<void()> changed;
    // One line for the log, when the kernel does not tell all of it any more,
    // and when it does so again.
    std::function<void(const std::string&)> report;
  };

  // Begins at once; whoever reads the files after this misses nothing. The
  // directory need not be there.
  DefinitionWatcher(boost::asio::io_context& control,
                    std::filesystem::path directory, const WatcherTimes& times,
                    Callbacks callbacks);
  // No callback comes after this, though the context may still run. Not from
  // within a callback.
  ~DefinitionWatcher();
  DefinitionWatcher(const DefinitionWatcher&) = delete;
  DefinitionWatcher& operator=(const DefinitionWatcher&) = delete;

 private:
  using Clock = std::chrono::steady_clock;

  struct Watch {
    std::filesystem::path folder;
    WatchedNames watched;
  };
  // What a batch of events comes to.
  struct Findings {
    bool changed = false;
    bool places_changed = false;
  };

  void Open();
  // Watches the places as they are now, and no others.
  void Arm();
  // False if the system has no watch left.
  bool ArmOne(const std::filesystem::path& folder, const WatchedNames& watched,
              std::map<int, Watch>& watches);
  void SetFault(const std::string& fault);

  void WaitForEvents();
  void ReadEvents();
  void Look(std::string_view events, Findings& findings);
  void LookAt(int number, std::uint32_t what, std::string_view name,
              Findings& findings) const;

  void WaitForQuiet();
  void WaitForComparison();
  void Call();

  const std::filesystem::path directory_;
  const WatcherTimes times_;
  const Callbacks callbacks_;
  boost::asio::posix::stream_descriptor inotify_;
  boost::asio::steady_timer quiet_;
  boost::asio::steady_timer comparison_;
  std::map<int, Watch> watches_;  // by watch descriptor
  std::string fault_;             // why only the clock tells; may be empty
  // Of the first event that nobody was called for.
  std::optional<Clock::time_point> first_event_;
  // Handlers that are queued already when this goes away find it expired.
  const std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_DEFINITION_WATCHER_H_
